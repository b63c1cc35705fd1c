namespace Sememe;

/// <summary>The caller's memory for the result of an encoding: ids always, everything else when its span is not empty.</summary>
/// <remarks>A span that is not empty must be as long as <see cref="Ids"/>. What lies behind the tokens written is undefined.</remarks>
public ref struct TokenSpans
{
    /// <summary>Memory for ids alone.</summary>
    /// <param name="ids">One element per token.</param>
    public TokenSpans(Span<int> ids) => Ids = ids;

    /// <summary>Memory for ids and their places.</summary>
    /// <param name="ids">One element per token.</param>
    /// <param name="offsets">One element per token.</param>
    public TokenSpans(Span<int> ids, Span<TextRange> offsets)
    {
        Ids = ids;
        Offsets = offsets;
    }

    /// <summary>Token ids.</summary>
    public Span<int> Ids { get; init; }

    /// <summary>Type ids (0 for the first text, 1 for the second, as the model wants them).</summary>
    public Span<int> TypeIds { get; init; }

    /// <summary>1 for tokens, 0 for padding.</summary>
    public Span<int> AttentionMask { get; init; }

    /// <summary>1 for added special tokens and padding, 0 for tokens of the text.</summary>
    public Span<int> SpecialTokensMask { get; init; }

    /// <summary>Where tokens stand in their text, in UTF-16 code units; (0, 0) for added special tokens and padding.</summary>
    public Span<TextRange> Offsets { get; init; }

    /// <summary>Number of the word in its text, from 0; -1 for added special tokens and padding.</summary>
    public Span<int> WordIds { get; init; }

    /// <summary>0 for the first text, 1 for the second, -1 for added special tokens and padding.</summary>
    public Span<int> SequenceIds { get; init; }

    /// <summary>The part of every span that is there.</summary>
    internal readonly TokenSpans Slice(int start, int length) => new(Ids.Slice(start, length), Slice(Offsets, start, length))
    {
        TypeIds = Slice(TypeIds, start, length),
        AttentionMask = Slice(AttentionMask, start, length),
        SpecialTokensMask = Slice(SpecialTokensMask, start, length),
        WordIds = Slice(WordIds, start, length),
        SequenceIds = Slice(SequenceIds, start, length),
    };

    /// <summary>Copies every span to one that is at least as long.</summary>
    internal readonly void CopyTo(TokenSpans destination)
    {
        Ids.CopyTo(destination.Ids);
        TypeIds.CopyTo(destination.TypeIds);
        AttentionMask.CopyTo(destination.AttentionMask);
        SpecialTokensMask.CopyTo(destination.SpecialTokensMask);
        Offsets.CopyTo(destination.Offsets);
        WordIds.CopyTo(destination.WordIds);
        SequenceIds.CopyTo(destination.SequenceIds);
    }

    internal readonly void Check()
    {
        Check(TypeIds.Length, nameof(TypeIds));
        Check(AttentionMask.Length, nameof(AttentionMask));
        Check(SpecialTokensMask.Length, nameof(SpecialTokensMask));
        Check(Offsets.Length, nameof(Offsets));
        Check(WordIds.Length, nameof(WordIds));
        Check(SequenceIds.Length, nameof(SequenceIds));
    }

    private static Span<T> Slice<T>(Span<T> span, int start, int length) => span.IsEmpty ? span : span.Slice(start, length);

    private readonly void Check(int length, string name)
    {
        if (length != 0 && length < Ids.Length)
        {
            throw new ArgumentException($"{name} has {length} elements; it needs {Ids.Length}, as many as Ids, or none.", name);
        }
    }
}
