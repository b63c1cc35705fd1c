using Sememe.Tokenization.Pipeline;

namespace Sememe;

/// <content>UTF-8 to token ids: the same as for UTF-16, with places in bytes.</content>
public sealed partial class Tokenizer
{
    /// <summary>Writes the token ids of a text in UTF-8 with special tokens around them.</summary>
    /// <param name="utf8">The text, well formed.</param>
    /// <param name="ids">Receives the ids.</param>
    /// <returns>Number of ids.</returns>
    /// <exception cref="ArgumentException"><paramref name="ids"/> is too small; the message says how many are needed. Or the text is not well-formed UTF-8; the message says at which byte.</exception>
    public int Encode(ReadOnlySpan<byte> utf8, Span<int> ids) => Encode(utf8, new TokenSpans(ids)).Tokens;

    /// <summary>Writes the token ids of a text in UTF-8 as 64-bit numbers, the form in which many ONNX graphs want them.</summary>
    /// <param name="utf8">The text, well formed.</param>
    /// <param name="ids">Receives the ids.</param>
    /// <param name="typeIds">Receives the type ids unless empty; then as long as <paramref name="ids"/>.</param>
    /// <param name="attentionMask">Receives 1 for tokens and 0 for padding unless empty; then as long as <paramref name="ids"/>.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <returns>How many tokens were written and how many left out.</returns>
    /// <exception cref="ArgumentException">A destination is too small (the message says what is needed), or the options cannot be kept. Or the text is not well-formed UTF-8; the message says at which byte.</exception>
    public EncodeInfo Encode(ReadOnlySpan<byte> utf8, Span<long> ids, Span<long> typeIds = default, Span<long> attentionMask = default, EncodeOptions options = default)
    {
        LongSpans spans = new(ids, typeIds, attentionMask);
        EncodeInfo info = Encode(utf8, spans.Narrow, options);
        spans.Widen(info);
        return info;
    }

    /// <summary>Writes the tokens of a text in UTF-8.</summary>
    /// <param name="utf8">The text, well formed.</param>
    /// <param name="destination">Receives ids, and whatever else there is a span for. Must hold all tokens, or <see cref="EncodeOptions.MaxTokens"/>, and padding. Places are in bytes.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <returns>How many tokens were written and how many left out.</returns>
    /// <exception cref="ArgumentException">The destination is too small (the message says what is needed), or the options cannot be kept. Or the text is not well-formed UTF-8; the message says at which byte.</exception>
    public EncodeInfo Encode(ReadOnlySpan<byte> utf8, TokenSpans destination, EncodeOptions options = default) =>
        Encode(new TextInput(utf8), default, isPair: false, destination, options);

    /// <summary>Writes the tokens of two texts that belong together, such as a question and a passage.</summary>
    /// <param name="first">The first text, in UTF-8.</param>
    /// <param name="second">The second text, in UTF-8; an empty one is a text too.</param>
    /// <param name="destination">Receives ids, and whatever else there is a span for.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <returns>How many tokens were written and how many left out.</returns>
    /// <exception cref="ArgumentException">The destination is too small (the message says what is needed), or the options cannot be kept. Or the text is not well-formed UTF-8; the message says at which byte.</exception>
    public EncodeInfo EncodePair(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, TokenSpans destination, EncodeOptions options = default) =>
        Encode(new TextInput(first), new TextInput(second), isPair: true, destination, options);

    /// <summary>The tokens of a text in UTF-8 as an object of its own, with the parts that truncation left out. Allocates.</summary>
    /// <param name="utf8">The text, well formed.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <exception cref="ArgumentException">The options cannot be kept. Or the text is not well-formed UTF-8; the message says at which byte.</exception>
    public EncodedText Encode(ReadOnlySpan<byte> utf8, EncodeOptions options = default) => Encode(new TextInput(utf8), default, isPair: false, options);

    /// <summary>The tokens of two texts as an object of its own, with the parts that truncation left out. Allocates.</summary>
    /// <param name="first">The first text, in UTF-8.</param>
    /// <param name="second">The second text, in UTF-8; an empty one is a text too.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <exception cref="ArgumentException">The options cannot be kept. Or the text is not well-formed UTF-8; the message says at which byte.</exception>
    public EncodedText EncodePair(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, EncodeOptions options = default) =>
        Encode(new TextInput(first), new TextInput(second), isPair: true, options);

    /// <summary>Number of tokens that <see cref="Encode(ReadOnlySpan{byte}, TokenSpans, EncodeOptions)"/> would give without truncation and padding.</summary>
    /// <param name="utf8">The text, well formed.</param>
    /// <param name="options">Whether special tokens are added and recognized.</param>
    /// <exception cref="ArgumentException">The text is not well-formed UTF-8; the message says at which byte.</exception>
    public int CountTokens(ReadOnlySpan<byte> utf8, EncodeOptions options = default) => CountTokens(new TextInput(utf8), options);
}
