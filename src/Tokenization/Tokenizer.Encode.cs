using Sememe.Tokenization.Pipeline;

namespace Sememe;

/// <content>Text to token ids.</content>
public sealed partial class Tokenizer
{
    /// <summary>Writes the token ids of a text with special tokens around them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ids">Receives the ids.</param>
    /// <returns>Number of ids.</returns>
    /// <exception cref="ArgumentException"><paramref name="ids"/> is too small; the message says how many are needed.</exception>
    public int Encode(ReadOnlySpan<char> text, Span<int> ids) => Encode(text, new TokenSpans(ids)).Tokens;

    /// <summary>Writes the token ids of a text as 64-bit numbers, the form in which many ONNX graphs want them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ids">Receives the ids.</param>
    /// <param name="typeIds">Receives the type ids unless empty; then as long as <paramref name="ids"/>.</param>
    /// <param name="attentionMask">Receives 1 for tokens and 0 for padding unless empty; then as long as <paramref name="ids"/>.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <returns>How many tokens were written and how many left out.</returns>
    /// <exception cref="ArgumentException">A destination is too small (the message says what is needed), or the options cannot be kept.</exception>
    public EncodeInfo Encode(ReadOnlySpan<char> text, Span<long> ids, Span<long> typeIds = default, Span<long> attentionMask = default, EncodeOptions options = default)
    {
        LongSpans spans = new(ids, typeIds, attentionMask);
        EncodeInfo info = Encode(text, spans.Narrow, options);
        spans.Widen(info);
        return info;
    }

    /// <summary>Writes the tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="destination">Receives ids, and whatever else there is a span for. Must hold all tokens, or <see cref="EncodeOptions.MaxTokens"/>, and padding.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <returns>How many tokens were written and how many left out.</returns>
    /// <exception cref="ArgumentException">The destination is too small (the message says what is needed), or the options cannot be kept.</exception>
    public EncodeInfo Encode(ReadOnlySpan<char> text, TokenSpans destination, EncodeOptions options = default) =>
        Encode(new TextInput(text), default, isPair: false, destination, options);

    /// <summary>Writes the tokens of two texts that belong together, such as a question and a passage.</summary>
    /// <param name="first">The first text.</param>
    /// <param name="second">The second text; an empty one is a text too.</param>
    /// <param name="destination">Receives ids, and whatever else there is a span for.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <returns>How many tokens were written and how many left out.</returns>
    /// <exception cref="ArgumentException">The destination is too small (the message says what is needed), or the options cannot be kept.</exception>
    public EncodeInfo EncodePair(ReadOnlySpan<char> first, ReadOnlySpan<char> second, TokenSpans destination, EncodeOptions options = default) =>
        Encode(new TextInput(first), new TextInput(second), isPair: true, destination, options);

    /// <summary>The tokens of a text as an object of its own, with the parts that truncation left out. Allocates.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <exception cref="ArgumentException">The options cannot be kept.</exception>
    public EncodedText Encode(ReadOnlySpan<char> text, EncodeOptions options = default) => Encode(new TextInput(text), default, isPair: false, options);

    /// <summary>The tokens of two texts as an object of its own, with the parts that truncation left out. Allocates.</summary>
    /// <param name="first">The first text.</param>
    /// <param name="second">The second text; an empty one is a text too.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <exception cref="ArgumentException">The options cannot be kept.</exception>
    public EncodedText EncodePair(ReadOnlySpan<char> first, ReadOnlySpan<char> second, EncodeOptions options = default) =>
        Encode(new TextInput(first), new TextInput(second), isPair: true, options);

    /// <summary>Number of tokens that <see cref="Encode(ReadOnlySpan{char}, TokenSpans, EncodeOptions)"/> would give without truncation and padding.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">Whether special tokens are added and recognized.</param>
    public int CountTokens(ReadOnlySpan<char> text, EncodeOptions options = default) => CountTokens(new TextInput(text), options);
}
