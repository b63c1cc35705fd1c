namespace Sememe;

/// <summary>A model that turns the tokens and words of texts into vectors in context.</summary>
/// <typeparam name="TSelf">The generated class.</typeparam>
public interface IContextualModel<TSelf> : ILanguageModel<TSelf>
    where TSelf : IContextualModel<TSelf>
{
    /// <summary>Length of a token's or word's vector.</summary>
    static abstract int HiddenSize { get; }

    /// <summary>Vectors of the text's tokens or words in context.</summary>
    /// <param name="text">The text; it must stay as it is while the result is in use.</param>
    /// <param name="options">Tokens or words, and which layers.</param>
    /// <returns>A view of pooled memory: dispose of it when done.</returns>
    /// <exception cref="ArgumentException">The text is longer than the model takes and truncation was not allowed, or a layer does not exist.</exception>
    TokenVectors Contextualize(ReadOnlySpan<char> text, ContextOptions options = default);

    /// <summary>Vectors of the text's tokens or words in context, into the caller's memory.</summary>
    /// <param name="text">The text.</param>
    /// <param name="vectors">At least [rows × hidden size]; one row per token or word.</param>
    /// <param name="offsets">At least [rows]; where each row's token or word stands in the text, in UTF-16 units.</param>
    /// <param name="options">Tokens or words, and which layers.</param>
    /// <exception cref="ArgumentException">The text is longer than the model takes and truncation was not allowed, a layer does not exist, or a destination is too small.</exception>
    ContextInfo Contextualize(ReadOnlySpan<char> text, Span<float> vectors, Span<TextRange> offsets, ContextOptions options = default);

    /// <summary>Vectors in context of words that somebody has told apart already: one row per word; zeros for a word that has no token.</summary>
    /// <param name="words">The words; they must stay as they are while the result is in use. Each is tokenized by itself.</param>
    /// <param name="options">Which layers, and how a word's vector is made of its tokens'.</param>
    /// <returns>A view of pooled memory: dispose of it when done.</returns>
    /// <exception cref="ArgumentException">There are more tokens than the model takes and truncation was not allowed, or a layer does not exist.</exception>
    TokenVectors Contextualize(ReadOnlySpan<string> words, ContextOptions options = default);

    /// <summary>Vectors in context of words that somebody has told apart already, into the caller's memory.</summary>
    /// <param name="words">The words. Each is tokenized by itself.</param>
    /// <param name="vectors">At least [words × hidden size]; zeros for a word that has no token.</param>
    /// <param name="options">Which layers, and how a word's vector is made of its tokens'.</param>
    /// <exception cref="ArgumentException">There are more tokens than the model takes and truncation was not allowed, a layer does not exist, or the destination is too small.</exception>
    ContextInfo Contextualize(ReadOnlySpan<string> words, Span<float> vectors, ContextOptions options = default);
}
