using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Models;

/// <summary>A split while its tokens are written, and where in the source they are.</summary>
internal struct UnigramSplit(NormalizedText text, int start, int end, bool hasAddedMark, bool detailed, bool endsAtNext)
{
    private const byte MarkFirst = 0xE2;
    private const byte MarkSecond = 0x96;

    public readonly NormalizedText Text { get; } = text;

    public readonly int Start { get; } = start;

    public readonly int End { get; } = end;

    /// <summary>Behind the last token that was written.</summary>
    public int Written { get; set; } = start;

    /// <summary>Behind the last unknown piece that is not written yet.</summary>
    public int UnknownEnd { get; set; } = start;

    /// <summary>True when tokens may be written without their places and without regard to unknown pieces.</summary>
    public readonly bool CanAppend => !detailed && UnknownEnd <= Written;

    /// <summary>Writes the token that goes on to a place.</summary>
    public void Add(int id, int tokenEnd, ref TokenSink sink)
    {
        sink.Add(id, PlaceUpTo(tokenEnd, in sink));
        Written = tokenEnd;
    }

    /// <summary>Where the bytes from <see cref="Written"/> up to a place came from.</summary>
    /// <remarks>To SentencePiece a token ends where the next one begins. Otherwise an added mark shares the place of the first character behind it; ▁ as it stands in the text begins two bytes before the blank it was made.</remarks>
    public readonly TextRange PlaceUpTo(int tokenEnd, in TokenSink sink)
    {
        if (!detailed || sink.IsFull)
        {
            return default;
        }

        if (endsAtNext)
        {
            return new TextRange(Text.SourceAt(Written), Text.SourceAt(tokenEnd));
        }

        if (Written > Start)
        {
            return Text.SourceOf(Written, tokenEnd);
        }

        return hasAddedMark ? Text.SourceOf(Start + 1, Math.Max(tokenEnd, Start + 1 + Utf8.LengthOf(Text.Bytes[Start + 1])))
            : Text.Bytes[Start] == ' ' && Start > 1 && Text.Bytes[Start - 1] == MarkSecond && Text.Bytes[Start - 2] == MarkFirst ? Text.SourceOf(Start - 2, tokenEnd)
            : Text.SourceOf(Start, tokenEnd);
    }
}
