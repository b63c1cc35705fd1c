namespace Sememe.Formats.SentencePiece;

/// <summary>What a piece is. The numbers are SentencePiece's.</summary>
internal enum SentencePieceKind
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}
