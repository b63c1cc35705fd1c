using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Decoders.Steps;

/// <summary>Metaspace: marks become blanks, and vanish in the first text unless the scheme is never.</summary>
/// <remarks><code>u32 1: keeps the marks of the first text   u32 length of the mark   u8 × mark</code></remarks>
internal sealed class MetaspaceDecoder : DecoderStep
{
    private const int HeaderLength = 8;

    private readonly bool _keepsFirst;
    private readonly byte[] _mark;

    public MetaspaceDecoder(TableBlob tables, TableSection parameters)
    {
        ReadOnlySpan<byte> section = tables.Slice(parameters);
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(section.Slice(0, HeaderLength));
        _keepsFirst = numbers[0] != 0;
        _mark = section.Slice(HeaderLength, numbers[1]).ToArray();
    }

    public override void Decode(TextList source, TextList destination)
    {
        for (int i = 0; i < source.Count; i++)
        {
            ReadOnlySpan<byte> text = source[i];
            for (int mark = text.IndexOf(_mark); mark >= 0; mark = text.IndexOf(_mark))
            {
                destination.Append(text.Slice(0, mark));
                destination.Append(i > 0 || _keepsFirst ? " "u8 : default);
                text = text.Slice(mark + _mark.Length);
            }

            destination.Add(text);
        }
    }
}
