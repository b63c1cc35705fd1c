using Sememe.Tokenization.Pipeline;

namespace Sememe;

/// <content>Many texts at once.</content>
public sealed partial class Tokenizer
{
    /// <summary>Writes the token ids of many texts end to end, without padding, the form that Sememe's networks take.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="ids">Receives the ids of all texts, one after the other.</param>
    /// <param name="starts">[texts + 1] receives where each text starts in <paramref name="ids"/>, and at the end the number of all tokens.</param>
    /// <param name="options">Truncation and special tokens of each text; padding plays no part.</param>
    /// <returns>How many tokens were written and how many left out, all texts together.</returns>
    /// <exception cref="ArgumentException">A destination is too small (the message says what is needed), or the options cannot be kept.</exception>
    public EncodeInfo EncodeBatch(ReadOnlySpan<string> texts, Span<int> ids, Span<int> starts, EncodeOptions options = default)
    {
        if (starts.Length <= texts.Length)
        {
            throw new ArgumentException($"{texts.Length} texts have {texts.Length + 1} starts and the destination has room for {starts.Length}.", nameof(starts));
        }

        int tokens = 0;
        int dropped = 0;
        starts[0] = 0;
        for (int i = 0; i < texts.Length; i++)
        {
            EncodeInfo info = Encode(texts[i].AsSpan(), new TokenSpans(ids.Slice(tokens)), options with { Padding = default });
            tokens += info.Tokens;
            dropped += info.Dropped;
            starts[i + 1] = tokens;
        }

        return new EncodeInfo(tokens, dropped, 0);
    }

    /// <summary>Writes the tokens of many texts as rows of one length, cut and filled up, the form that exported graphs take.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="rowLength">Tokens of a row.</param>
    /// <param name="destination">[texts × row length] receives ids, and whatever else there is a span for.</param>
    /// <param name="options">Special tokens, side and strategy of truncation, token and side of padding; the length is that of a row.</param>
    /// <returns>How many tokens were written, how many left out and how much padding there is, all rows together.</returns>
    /// <exception cref="ArgumentException">The destination is too small (the message says what is needed), or the options cannot be kept.</exception>
    public EncodeInfo EncodeBatch(ReadOnlySpan<string> texts, int rowLength, TokenSpans destination, EncodeOptions options = default)
    {
        destination.Check();
        if (rowLength < 1 || destination.Ids.Length < (long)texts.Length * rowLength)
        {
            throw new ArgumentException(
                $"{texts.Length} rows of {rowLength} tokens are {(long)texts.Length * rowLength}, rows have at least one, and the destination holds {destination.Ids.Length}.",
                nameof(destination));
        }

        EncodeOptions row = options with { MaxTokens = rowLength, Padding = options.Padding with { Mode = PaddingMode.Fixed, Length = rowLength, Multiple = 0 } };
        EncodeInfo all = default;
        for (int i = 0; i < texts.Length; i++)
        {
            EncodeInfo info = Encode(texts[i].AsSpan(), destination.Slice(i * rowLength, rowLength), row);
            all = new EncodeInfo(all.Tokens + info.Tokens, all.Dropped + info.Dropped, all.Padding + info.Padding);
        }

        return all;
    }

    /// <summary>The tokens of many texts as objects, filled up to the longest of them when the options say so. Allocates.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="options">Truncation, padding, special tokens.</param>
    /// <exception cref="ArgumentException">The options cannot be kept.</exception>
    public EncodedText[] EncodeBatch(ReadOnlySpan<string> texts, EncodeOptions options = default)
    {
        bool toLongest = options.Padding.Mode == PaddingMode.Longest;
        EncodeOptions alone = toLongest ? options with { Padding = default } : options;
        EncodedText[] batch = new EncodedText[texts.Length];
        int longest = 0;
        for (int i = 0; i < batch.Length; i++)
        {
            batch[i] = Encode(texts[i].AsSpan(), alone);
            longest = Math.Max(longest, batch[i].Ids.Length);
        }

        EncodeOptions filled = options with { Padding = options.Padding with { Mode = PaddingMode.Fixed, Length = longest } };
        for (int i = 0; toLongest && i < batch.Length; i++)
        {
            batch[i] = FillUp(batch[i], filled);
        }

        return batch;
    }

    /// <summary>An encoding without padding, and the parts that truncation left out of it, with padding.</summary>
    private EncodedText FillUp(EncodedText text, in EncodeOptions options)
    {
        EncodedText filled = new(Padding.Length(text.Ids.Length, options.Padding));
        text.Spans.CopyTo(filled.Spans);
        filled.Info = Finish(text.Info.Tokens, text.Info.Dropped, filled.Ids.Length, filled.Spans, options);
        EncodedText[] overflowing = new EncodedText[text.Overflowing.Count];
        for (int i = 0; i < overflowing.Length; i++)
        {
            overflowing[i] = FillUp(text.Overflowing[i], options);
        }

        filled.Overflowing = overflowing;
        return filled;
    }
}
