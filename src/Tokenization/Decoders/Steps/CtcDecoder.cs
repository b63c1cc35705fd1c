using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Decoders.Steps;

/// <summary>CTC: of equal texts in a row one, without the padding in it; with the clean-up, the mark between words becomes a blank. Texts of which nothing is left are gone.</summary>
/// <remarks><code>i32 1: cleans up   i32 length of the padding   the padding as UTF-8   the mark between words as UTF-8</code></remarks>
internal sealed class CtcDecoder : DecoderStep
{
    private const int HeaderLength = 8;

    private readonly byte[] _padding;
    private readonly byte[] _wordMark;
    private readonly bool _cleansUp;

    public CtcDecoder(TableBlob tables, TableSection parameters)
    {
        ReadOnlySpan<byte> section = tables.Slice(parameters);
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(section.Slice(0, HeaderLength));
        _cleansUp = numbers[0] != 0;
        _padding = section.Slice(HeaderLength, numbers[1]).ToArray();
        _wordMark = section.Slice(HeaderLength + numbers[1]).ToArray();
    }

    public override void Decode(TextList source, TextList destination)
    {
        for (int i = 0; i < source.Count; i++)
        {
            if (i > 0 && source[i].SequenceEqual(source[i - 1]))
            {
                continue;
            }

            int start = destination.Length;
            Replacement.Append(source[i], _padding, default, destination);
            if (_cleansUp)
            {
                EnglishCleanUp.Apply(start, destination);
                Replacement.Apply(start, _wordMark, " "u8, destination);
            }

            if (destination.Length > start)
            {
                destination.EndText();
            }
        }
    }
}
