namespace Sememe;

/// <summary>Why a generated text ends.</summary>
public enum GenerateStop
{
    /// <summary>It has as many tokens as were wanted, or the model has no more positions.</summary>
    MaxTokens,

    /// <summary>A token that ends a text, of the model folder or of <see cref="GenerateOptions.StopTokens"/>, came.</summary>
    EndToken,

    /// <summary>One of <see cref="GenerateOptions.StopTexts"/> came.</summary>
    StopText,
}
