namespace Sememe.Batches;

/// <summary>The texts of one call for many: each by itself, with a partner of its own, or all with one partner.</summary>
internal readonly ref struct TextBatch
{
    /// <summary>The texts; second texts where there is a <see cref="Query"/>.</summary>
    public required ReadOnlySpan<string> Texts { get; init; }

    /// <summary>A second text for each; empty for none.</summary>
    public ReadOnlySpan<string> Seconds { get; init; }

    /// <summary>The first text of all pairs, when <see cref="HasQuery"/> says so.</summary>
    public ReadOnlySpan<char> Query { get; init; }

    /// <summary>True when each text is the second one of a pair with <see cref="Query"/>.</summary>
    public bool HasQuery { get; init; }

    /// <summary>What is put before each text.</summary>
    public ReadOnlySpan<char> Prompt { get; init; }

    /// <summary>Tokens that the prompt takes, special tokens before it included.</summary>
    public int PromptTokens { get; init; }

    /// <summary>Encodes one of the texts behind the tokens that are already there.</summary>
    /// <exception cref="ArgumentException">The text is null, or longer than the model takes and truncation is not allowed.</exception>
    public TokenCount Encode(int index, TextEncoder encoder, Memory.Workspace workspace, int firstToken)
    {
        string text = Checked(Texts[index], index);
        TokenCount count = HasQuery ? encoder.EncodePair(Query, text, workspace, firstToken, index)
            : !Seconds.IsEmpty ? encoder.EncodePair(text, Checked(Seconds[index], index), workspace, firstToken, index)
            : encoder.Encode(text, Prompt, workspace, firstToken, index);
        return count.Checked(index);
    }

    private static string Checked(string? text, int index) => text ?? throw new ArgumentException($"Text {index} is null.", nameof(text));
}
