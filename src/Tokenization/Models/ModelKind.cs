namespace Sememe.Tokenization.Models;

/// <summary>Which model the tables are for. The numbers are part of the table format.</summary>
internal enum ModelKind
{
    None = 0,
    WordPiece = 1,
    Bpe = 2,
    Unigram = 3,
    WordLevel = 4,
}
