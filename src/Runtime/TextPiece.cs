namespace Sememe;

/// <summary>Takes a text piece by piece as it is generated; never part of a character.</summary>
/// <param name="piece">The next piece, valid during the call.</param>
public delegate void TextPiece(ReadOnlySpan<char> piece);
