namespace Sememe;

/// <summary>What became of one text that was translated.</summary>
/// <param name="SourceTokens">Tokens of the text.</param>
/// <param name="Dropped">Tokens of it cut off because it was longer than the model takes; 0 unless <see cref="LoadOptions.Truncate"/> allows it.</param>
/// <param name="Written">Elements of the destination that were written: tokens, characters or translations.</param>
/// <param name="NewTokens">Tokens of the best translation, the one that ends it included.</param>
/// <param name="Score">Its score, as <see cref="Translation.Score"/>.</param>
/// <param name="Stop">Why it ends: <see cref="GenerateStop.MaxTokens"/> when it is as long as it may be, so that something may be missing.</param>
/// <param name="Backend">What ran the network.</param>
public readonly record struct TranslateInfo(int SourceTokens, int Dropped, int Written, int NewTokens, float Score, GenerateStop Stop, Backend Backend);
