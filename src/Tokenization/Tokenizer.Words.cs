using Sememe.Tokenization.Pipeline;

namespace Sememe;

/// <content>Words that the caller has split already: each is tokenized alone, word ids are the caller's, places lie within their word.</content>
public sealed partial class Tokenizer
{
    /// <summary>Writes the token ids of words with special tokens around them.</summary>
    /// <param name="words">The words of a text, in their order.</param>
    /// <param name="ids">Receives the ids.</param>
    /// <returns>Number of ids.</returns>
    /// <exception cref="ArgumentException"><paramref name="ids"/> is too small; the message says how many are needed.</exception>
    public int EncodeWords(ReadOnlySpan<string> words, Span<int> ids) => EncodeWords(words, new TokenSpans(ids)).Tokens;

    /// <summary>Writes the token ids of words as 64-bit numbers, the form in which many ONNX graphs want them.</summary>
    /// <param name="words">The words of a text, in their order.</param>
    /// <param name="ids">Receives the ids.</param>
    /// <param name="typeIds">Receives the type ids unless empty; then as long as <paramref name="ids"/>.</param>
    /// <param name="attentionMask">Receives 1 for tokens and 0 for padding unless empty; then as long as <paramref name="ids"/>.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <returns>How many tokens were written and how many left out.</returns>
    /// <exception cref="ArgumentException">A destination is too small (the message says what is needed), or the options cannot be kept.</exception>
    public EncodeInfo EncodeWords(ReadOnlySpan<string> words, Span<long> ids, Span<long> typeIds = default, Span<long> attentionMask = default, EncodeOptions options = default)
    {
        LongSpans spans = new(ids, typeIds, attentionMask);
        EncodeInfo info = EncodeWords(words, spans.Narrow, options);
        spans.Widen(info);
        return info;
    }

    /// <summary>Writes the tokens of words.</summary>
    /// <param name="words">The words of a text, in their order.</param>
    /// <param name="destination">Receives ids, and whatever else there is a span for. Must hold all tokens, or <see cref="EncodeOptions.MaxTokens"/>, and padding. Places lie within their word.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <returns>How many tokens were written and how many left out.</returns>
    /// <exception cref="ArgumentException">The destination is too small (the message says what is needed), or the options cannot be kept.</exception>
    public EncodeInfo EncodeWords(ReadOnlySpan<string> words, TokenSpans destination, EncodeOptions options = default) =>
        Encode(new TextInput(words), default, isPair: false, destination, options);

    /// <summary>Writes the tokens of two texts that belong together, such as a question and a passage.</summary>
    /// <param name="first">The first text as words.</param>
    /// <param name="second">The second text as words; an empty one is a text too.</param>
    /// <param name="destination">Receives ids, and whatever else there is a span for.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <returns>How many tokens were written and how many left out.</returns>
    /// <exception cref="ArgumentException">The destination is too small (the message says what is needed), or the options cannot be kept.</exception>
    public EncodeInfo EncodeWordsPair(ReadOnlySpan<string> first, ReadOnlySpan<string> second, TokenSpans destination, EncodeOptions options = default) =>
        Encode(new TextInput(first), new TextInput(second), isPair: true, destination, options);

    /// <summary>The tokens of words as an object of its own, with the parts that truncation left out. Allocates.</summary>
    /// <param name="words">The words of a text, in their order.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <exception cref="ArgumentException">The options cannot be kept.</exception>
    public EncodedText EncodeWords(ReadOnlySpan<string> words, EncodeOptions options = default) => Encode(new TextInput(words), default, isPair: false, options);

    /// <summary>The tokens of two texts as an object of its own, with the parts that truncation left out. Allocates.</summary>
    /// <param name="first">The first text as words.</param>
    /// <param name="second">The second text as words; an empty one is a text too.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <exception cref="ArgumentException">The options cannot be kept.</exception>
    public EncodedText EncodeWordsPair(ReadOnlySpan<string> first, ReadOnlySpan<string> second, EncodeOptions options = default) =>
        Encode(new TextInput(first), new TextInput(second), isPair: true, options);

    /// <summary>Number of tokens that <see cref="EncodeWords(ReadOnlySpan{string}, TokenSpans, EncodeOptions)"/> would give without truncation and padding.</summary>
    /// <param name="words">The words of a text, in their order.</param>
    /// <param name="options">Whether special tokens are added and recognized.</param>
    public int CountTokensOfWords(ReadOnlySpan<string> words, EncodeOptions options = default) => CountTokens(new TextInput(words), options);
}
