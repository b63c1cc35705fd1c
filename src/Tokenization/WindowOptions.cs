namespace Sememe;

/// <summary>How <see cref="Tokenizer.Windows"/> cuts a long text.</summary>
public readonly record struct WindowOptions
{
    /// <summary>Most tokens of a window, added special tokens included. At least one more than there are of these.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Most tokens that a window repeats of the one before ("stride" in Hugging Face); whole words or sentences, if these are the borders.</summary>
    public int Overlap { get; init; }

    /// <summary>Where the text may be cut.</summary>
    public WindowBorder Border { get; init; }

    /// <summary>No <c>[CLS]</c>, <c>[SEP]</c> and the like are counted.</summary>
    public bool OmitSpecialTokens { get; init; }

    /// <summary>Special tokens that a text spells out (<c>"[SEP]"</c>) are plain text.</summary>
    public bool SpecialTokensAsText { get; init; }

    internal EncodeOptions Encoding => new() { OmitSpecialTokens = OmitSpecialTokens, SpecialTokensAsText = SpecialTokensAsText };
}
