namespace Sememe.Tokenization.Decoders;

/// <summary>Which decoder a step is. The numbers are part of the table format.</summary>
internal enum DecoderKind
{
    WordPiece = 1,
    ByteLevel = 2,
    Bpe = 3,
    ByteFallback = 4,
    Fuse = 5,
    Replace = 6,
    Strip = 7,
    Ctc = 8,
    Metaspace = 20,
    Pieces = 21,
}
