namespace Sememe;

/// <summary>A token of the vocabulary as a guess.</summary>
/// <param name="TokenId">Its id; <see cref="Tokenizer.IdToToken"/> spells it.</param>
/// <param name="Score">Its probability, from 0 to 1.</param>
public readonly record struct TokenScore(int TokenId, float Score);
