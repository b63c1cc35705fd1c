namespace Sememe.Tokenization.PreTokenizers;

/// <summary>What becomes of a match and of what stands between matches. The numbers are part of the table format.</summary>
internal enum SplitBehavior
{
    /// <summary>Matches go.</summary>
    Removed = 0,

    /// <summary>Every match is a split of its own.</summary>
    Isolated = 1,

    /// <summary>A match belongs to the text before it; behind another match it stands alone.</summary>
    MergedWithPrevious = 2,

    /// <summary>A match belongs to the text behind it; before another match it stands alone.</summary>
    MergedWithNext = 3,

    /// <summary>Matches without anything between them are one split.</summary>
    Contiguous = 4,
}
