using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Decoders.Steps;

/// <summary>Strip: of every text, at most so many of a character at the beginning and at the end.</summary>
/// <remarks><code>i32 most at the beginning   i32 most at the end   the character as UTF-8</code></remarks>
internal sealed class StripDecoder : DecoderStep
{
    private const int HeaderLength = 8;

    private readonly TableBlob _tables;
    private readonly TableSection _character;
    private readonly int _start;
    private readonly int _stop;

    public StripDecoder(TableBlob tables, TableSection parameters)
    {
        _tables = tables;
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(tables.Slice(parameters).Slice(0, HeaderLength));
        _start = numbers[0];
        _stop = numbers[1];
        _character = new TableSection(parameters.Offset + HeaderLength, parameters.Length - HeaderLength);
    }

    public override void Decode(TextList source, TextList destination)
    {
        ReadOnlySpan<byte> character = _tables.Slice(_character);
        for (int i = 0; i < source.Count; i++)
        {
            ReadOnlySpan<byte> text = source[i];
            for (int cut = 0; cut < _start && text.StartsWith(character); cut++)
            {
                text = text.Slice(character.Length);
            }

            for (int cut = 0; cut < _stop && text.EndsWith(character); cut++)
            {
                text = text.Slice(0, text.Length - character.Length);
            }

            destination.Add(text);
        }
    }
}
