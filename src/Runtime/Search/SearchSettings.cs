namespace Sememe.Search;

/// <summary>What a search goes by.</summary>
/// <param name="Beams">Texts that are followed at the same time.</param>
/// <param name="MaxTokens">Most tokens of a text.</param>
/// <param name="LengthPenalty">Power of its length that a text's score is divided by.</param>
/// <param name="EarlyStopping">When it ends.</param>
internal readonly record struct SearchSettings(int Beams, int MaxTokens, double LengthPenalty, EarlyStopping EarlyStopping);
