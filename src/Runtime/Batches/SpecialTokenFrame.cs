namespace Sememe.Batches;

/// <summary>The special tokens that stand before and after one text, for texts that are put together of words.</summary>
internal sealed class SpecialTokenFrame
{
    private readonly int[] _before;
    private readonly int[] _after;

    private SpecialTokenFrame(int[] before, int[] after) => (_before, _after) = (before, after);

    /// <summary>Number of tokens after the text.</summary>
    public int After => _after.Length;

    /// <summary>Learns them from a text of one letter.</summary>
    public static SpecialTokenFrame Of(Tokenizer tokenizer)
    {
        EncodedText text = tokenizer.Encode("a", new EncodeOptions());
        int first = Array.IndexOf(text.SpecialTokensMask, 0);
        int last = Array.LastIndexOf(text.SpecialTokensMask, 0);
        return first < 0 ? new SpecialTokenFrame(text.Ids, []) : new SpecialTokenFrame(text.Ids[..first], text.Ids[(last + 1)..]);
    }

    /// <summary>Writes the tokens before the text, and gives how many tokens there are then.</summary>
    public int WriteBefore(TokenSpans spans, int at) => Write(_before, spans, at);

    /// <summary>Writes the tokens after the text, and gives how many tokens there are then.</summary>
    public int WriteAfter(TokenSpans spans, int at) => Write(_after, spans, at);

    private static int Write(int[] ids, TokenSpans spans, int at)
    {
        ids.CopyTo(spans.Ids[at..]);
        spans.TypeIds.Slice(at, ids.Length).Clear();
        spans.WordIds.Slice(at, ids.Length).Fill(-1);
        spans.SequenceIds.Slice(at, ids.Length).Fill(-1);
        spans.Offsets.Slice(at, ids.Length).Clear();
        return at + ids.Length;
    }
}
