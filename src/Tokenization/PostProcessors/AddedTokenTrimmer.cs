using System.Runtime.CompilerServices;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.PostProcessors;

/// <summary>Takes blanks at the ends of added tokens out of their places: what they swallowed, and what they are spelled with.</summary>
/// <remarks>
/// Hugging Face does this with the other tokens, but that needs the text. The difference: of the first token of a window that is not the first window it
/// keeps a blank where the pre-tokenizer may have put one, and this does not.
/// </remarks>
internal sealed class AddedTokenTrimmer(TableBlob tables, bool keepsFirst)
{
    private static readonly uint s_blank = ByteLevelAlphabet.CharacterOf((byte)' ');

    private readonly TableSection _classes = tables.Require(SectionKind.CodePointClasses);

    /// <summary>Null for tokenizers that leave places as they are.</summary>
    public static AddedTokenTrimmer? Create(TableBlob tables) => Template.ReadTrimming(tables) is not OffsetTrimming.None and var trimming
        ? new AddedTokenTrimmer(tables, keepsFirst: trimming == OffsetTrimming.TrimAfterPrefix)
        : null;

    /// <summary>What remains of the bytes [start, end).</summary>
    public (int Start, int End) Trim(ReadOnlySpan<byte> text, int start, int end)
    {
        ReadOnlySpan<byte> classes = tables.Slice(_classes);
        int from = start;
        int leading = 0;
        while (from < end && IsBlank(text, from, classes, out int length))
        {
            leading++;
            from += length;
        }

        if (leading == 1 && keepsFirst && start == 0)
        {
            from = start; // several are not what the pre-tokenizer has put there
        }

        int to = end;
        while (to > from && IsBlank(text, Utf8.PreviousStart(text, to), classes, out _))
        {
            to = Utf8.PreviousStart(text, to);
        }

        return (from, to);
    }

    private static bool IsBlank(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> classes, out int length)
    {
        uint character = Utf8.Decode(ref Unsafe.AsRef(in text[at]), out length);
        return character == s_blank || (CodePointClasses.Of(classes, character) & CodePointClass.White) != 0;
    }
}
