namespace Sememe;

/// <summary>What became of one text that was continued.</summary>
/// <param name="PromptTokens">Tokens of the text.</param>
/// <param name="Dropped">Tokens of it cut off because it was longer than the model takes; 0 unless <see cref="LoadOptions.Truncate"/> allows it.</param>
/// <param name="NewTokens">Tokens added, the one that ended the text included.</param>
/// <param name="Stop">Why it ends.</param>
/// <param name="Backend">What ran the network.</param>
public readonly record struct GenerateInfo(int PromptTokens, int Dropped, int NewTokens, GenerateStop Stop, Backend Backend);
