namespace Sememe.Tokenization.Normalizers;

/// <summary>Which normalizer a step is. The numbers are part of the table format.</summary>
internal enum NormalizerKind
{
    Bert = 1,
    Mapped = 2,
    ByteLevel = 3,
    LanguageCodes = 4,
    SentencePiece = 5,
}
