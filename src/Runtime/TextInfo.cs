namespace Sememe;

/// <summary>What became of one text, or of two that belong together.</summary>
/// <param name="Tokens">Tokens that went through the network, special tokens included.</param>
/// <param name="Dropped">Tokens cut off because the text was longer than the model takes; 0 unless <see cref="LoadOptions.Truncate"/> allows it.</param>
/// <param name="Backend">What ran the network.</param>
public readonly record struct TextInfo(int Tokens, int Dropped, Backend Backend);
