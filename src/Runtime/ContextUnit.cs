namespace Sememe;

/// <summary>What gets a vector of its own.</summary>
public enum ContextUnit
{
    /// <summary>Each token of the text.</summary>
    Token,

    /// <summary>Each word, <see cref="SubwordMerge"/> says how. Words are what the model's pre-tokenizer makes of the text; punctuation marks are words.</summary>
    Word,
}
