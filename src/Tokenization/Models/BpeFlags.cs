namespace Sememe.Tokenization.Models;

/// <summary>How a BPE model works. The numbers are part of the table format.</summary>
[Flags]
internal enum BpeFlags
{
    None = 0,

    /// <summary>The build proved that neighbours decide alone: a sequence of tokens is the right one when every two neighbours are.</summary>
    Proven = 1,

    /// <summary>Merging starts from bytes and not from characters.</summary>
    Bytes = 2,

    /// <summary>The first character of a split has tokens of its own: text is marked with <see cref="BpeTables.FirstMark"/>.</summary>
    MarksFirst = 4,

    /// <summary>The last character of a split has tokens of its own: text is marked with <see cref="BpeTables.LastMark"/>.</summary>
    MarksLast = 8,

    /// <summary>Unknown characters side by side are one unknown token.</summary>
    FuseUnknown = 16,
}
