namespace Sememe.Tokenization.Pipeline;

/// <summary>A stretch of normalized text whose characters all have the same shape: so many bytes came from so many bytes of the source.</summary>
/// <param name="Start">First byte of normalized text.</param>
/// <param name="Source">Byte of the source that it came from.</param>
/// <param name="Bytes">Bytes that one source character became.</param>
/// <param name="Units">Bytes that this character has in the source.</param>
internal readonly record struct AlignedRun(int Start, int Source, int Bytes, int Units);
