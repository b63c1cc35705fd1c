namespace Sememe;

/// <summary>One of several translations of a text.</summary>
/// <param name="Text">The translation.</param>
/// <param name="Score">The logarithms of its tokens' probabilities, added up and divided by the power of its length that <see cref="TranslateOptions.LengthPenalty"/> says; at most 0 for powers that are not negative.</param>
/// <param name="Tokens">Its length in tokens, the one that ends it included.</param>
public readonly record struct Translation(string Text, float Score, int Tokens);
