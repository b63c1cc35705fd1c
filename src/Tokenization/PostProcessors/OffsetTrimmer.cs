using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.PostProcessors;

/// <summary>Takes blanks at the ends of tokens out of their places; a token of blanks alone has an empty place at its end.</summary>
/// <remarks><code>per id: u8 white characters it begins with, u8 white characters it ends with</code></remarks>
internal sealed class OffsetTrimmer(TableBlob tables, bool keepsFirst)
{
    private readonly TableSection _blanks = tables.Require(SectionKind.TokenBlanks);

    /// <summary>Trims the places of the tokens of one text, from the first that is left of it.</summary>
    public void Trim(ReadOnlySpan<int> ids, Span<TextRange> offsets)
    {
        ReadOnlySpan<byte> blanks = tables.Slice(_blanks);
        for (int i = 0; i < offsets.Length; i++)
        {
            int leading = blanks[2 * ids[i]];
            int trailing = blanks[2 * ids[i] + 1];
            if (leading + trailing == 0)
            {
                continue;
            }

            (int start, int end) = (offsets[i].Start, offsets[i].End);
            if (leading == 1 && keepsFirst && (i == 0 || start == 0))
            {
                leading = 0; // several are not what the pre-tokenizer has put there
            }

            start = Math.Min(start + leading, end);
            if (trailing > 0 && end >= trailing)
            {
                end = Math.Max(end - trailing, start);
            }

            offsets[i] = new TextRange(start, end);
        }
    }
}
