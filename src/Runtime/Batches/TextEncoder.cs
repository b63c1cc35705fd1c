using Sememe.Memory;

namespace Sememe.Batches;

/// <summary>Text → tokens in a workspace, within the model's maximum.</summary>
internal sealed class TextEncoder(Tokenizer tokenizer, int maxTokens, bool truncate, bool hasTypes, string model)
{
    private SpecialTokenFrame? _frame;

    /// <summary>Most tokens of an input.</summary>
    public int MaxTokens => maxTokens;

    /// <summary>The tokenizer.</summary>
    public Tokenizer Tokenizer => tokenizer;

    /// <summary>Encodes one text behind the tokens that are already there.</summary>
    /// <param name="text">The text.</param>
    /// <param name="prompt">What is put before it; empty for nothing.</param>
    /// <param name="workspace">Takes the tokens.</param>
    /// <param name="firstToken">Where the text's tokens begin.</param>
    /// <param name="index">Index of the text in its batch, for messages; −1 for a single text.</param>
    /// <exception cref="ArgumentException">The text is longer than the model takes, and truncation is not allowed.</exception>
    public TokenCount Encode(ReadOnlySpan<char> text, ReadOnlySpan<char> prompt, Workspace workspace, int firstToken = 0, int index = -1)
    {
        if (!prompt.IsEmpty)
        {
            // One text to the tokenizer: what a word's first token is depends on what stands before it.
            Span<char> whole = workspace.EnsureText(prompt.Length + text.Length);
            prompt.CopyTo(whole);
            text.CopyTo(whole[prompt.Length..]);
            text = whole;
        }

        EncodeInfo info = tokenizer.Encode(text, Room(workspace, firstToken), new EncodeOptions { MaxTokens = maxTokens });
        return Checked(info, index, nameof(text));
    }

    /// <summary>Encodes two texts that belong together; the longer one is cut first.</summary>
    /// <exception cref="ArgumentException">They are longer than the model takes, and truncation is not allowed.</exception>
    public TokenCount EncodePair(ReadOnlySpan<char> first, ReadOnlySpan<char> second, Workspace workspace, int firstToken = 0, int index = -1)
    {
        EncodeInfo info = tokenizer.EncodePair(first, second, Room(workspace, firstToken), new EncodeOptions { MaxTokens = maxTokens });
        return Checked(info, index, nameof(second));
    }

    /// <summary>Encodes two texts that belong together, whatever their length.</summary>
    /// <param name="first">The first text.</param>
    /// <param name="second">The second text.</param>
    /// <param name="workspace">Takes the tokens.</param>
    /// <param name="firstToken">Where they begin.</param>
    /// <returns>Number of tokens.</returns>
    public int EncodePairWhole(ReadOnlySpan<char> first, ReadOnlySpan<char> second, Workspace workspace, int firstToken)
    {
        EncodeOptions withoutSpecial = new() { OmitSpecialTokens = true };
        int tokens = tokenizer.CountTokens(first, withoutSpecial) + tokenizer.CountTokens(second, withoutSpecial) + tokenizer.AddedTokensOfPair;
        return tokenizer.EncodePair(first, second, Room(workspace, firstToken, tokens)).Tokens;
    }

    /// <summary>Encodes words, each by itself as Hugging Face does with a text that is split already; word ids are indices of words.</summary>
    /// <exception cref="ArgumentException">A word is null, or there are more tokens than the model takes and truncation is not allowed.</exception>
    public TokenCount EncodeWords(ReadOnlySpan<string> words, Workspace workspace)
    {
        SpecialTokenFrame frame = _frame ??= SpecialTokenFrame.Of(tokenizer);
        TokenSpans room = Room(workspace, 0);
        int written = frame.WriteBefore(room, 0);
        int last = maxTokens - frame.After;
        int dropped = 0;
        for (int word = 0; word < words.Length; word++)
        {
            string text = words[word] ?? throw new ArgumentException($"Word {word} is null.", nameof(words));
            int free = last - written;
            EncodeInfo info = free > 0
                ? tokenizer.Encode(text, Slice(room, written, free), new EncodeOptions { MaxTokens = free, OmitSpecialTokens = true })
                : new EncodeInfo(0, tokenizer.CountTokens(text, new EncodeOptions { OmitSpecialTokens = true }), 0);
            room.WordIds.Slice(written, info.Tokens).Fill(word);
            written += info.Tokens;
            dropped += info.Dropped;
        }

        written = frame.WriteAfter(room, written);
        return Checked(new EncodeInfo(written, dropped, 0), -1, nameof(words));
    }

    /// <summary>Number of tokens at the beginning of a text with this prompt that the prompt takes, special tokens before it included.</summary>
    /// <remarks>As sentence-transformers counts: the prompt by itself, without the special token at its end.</remarks>
    public int CountPromptTokens(ReadOnlySpan<char> prompt)
    {
        if (prompt.IsEmpty)
        {
            return 0;
        }

        int[] ids = new int[tokenizer.CountTokens(prompt)];
        int[] special = new int[ids.Length];
        int count = tokenizer.Encode(prompt, new TokenSpans(ids) { SpecialTokensMask = special }).Tokens;
        return count > 0 && special[count - 1] == 1 ? count - 1 : count;
    }

    /// <summary>The types of a workspace's first tokens; empty for a network that knows none, whatever the tokenizer says.</summary>
    public ReadOnlySpan<int> TypeIdsOf(Workspace workspace, int tokens) => hasTypes ? workspace.TypeIds[..tokens] : default;

    private TokenSpans Room(Workspace workspace, int firstToken) => Room(workspace, firstToken, maxTokens);

    private static TokenSpans Room(Workspace workspace, int firstToken, int tokens)
    {
        workspace.EnsureTokens(firstToken + tokens);
        return new TokenSpans
        {
            Ids = workspace.TokenIds.Slice(firstToken, tokens),
            TypeIds = workspace.TypeIds.Slice(firstToken, tokens),
            WordIds = workspace.WordIds.Slice(firstToken, tokens),
            SequenceIds = workspace.SequenceIds.Slice(firstToken, tokens),
            Offsets = workspace.Offsets.Slice(firstToken, tokens),
        };
    }

    private static TokenSpans Slice(TokenSpans spans, int start, int length) => new()
    {
        Ids = spans.Ids.Slice(start, length),
        TypeIds = spans.TypeIds.Slice(start, length),
        WordIds = spans.WordIds.Slice(start, length),
        SequenceIds = spans.SequenceIds.Slice(start, length),
        Offsets = spans.Offsets.Slice(start, length),
    };

    private TokenCount Checked(EncodeInfo info, int index, string parameter)
    {
        if (info.Dropped > 0 && !truncate)
        {
            throw new ArgumentException(
                $"{(index < 0 ? "The text" : $"Text {index}")} has {info.Tokens + info.Dropped} tokens, {model} takes {maxTokens}. Shorten it, split it, or load the model with LoadOptions.Truncate.",
                parameter);
        }

        return new TokenCount(info.Tokens, info.Dropped);
    }
}
