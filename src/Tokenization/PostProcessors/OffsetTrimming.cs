namespace Sememe.Tokenization.PostProcessors;

/// <summary>Whether places of tokens leave out blanks at their ends. The numbers are part of the table format.</summary>
internal enum OffsetTrimming
{
    None = 0,

    Trim = 1,

    /// <summary>The first token keeps a single blank, which the pre-tokenizer may have put there.</summary>
    TrimAfterPrefix = 2,
}
