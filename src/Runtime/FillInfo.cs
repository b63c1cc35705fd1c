namespace Sememe;

/// <summary>What became of one text with gaps.</summary>
/// <param name="Masks">Gaps found, in the order of the text.</param>
/// <param name="PerMask">Guesses written for each, the best first.</param>
/// <param name="Tokens">Tokens that went through the network, special tokens included.</param>
/// <param name="Dropped">Tokens cut off because the text was longer than the model takes; 0 unless <see cref="LoadOptions.Truncate"/> allows it.</param>
/// <param name="Backend">What ran the network.</param>
public readonly record struct FillInfo(int Masks, int PerMask, int Tokens, int Dropped, Backend Backend);
