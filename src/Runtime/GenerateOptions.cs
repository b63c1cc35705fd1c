namespace Sememe;

/// <summary>How a text is continued. The default takes the best token at every step, up to a token that ends the text or the model's last position.</summary>
public readonly record struct GenerateOptions
{
    /// <summary>Most tokens to add; 0 for as many as the model has positions for.</summary>
    public int MaxNewTokens { get; init; }

    /// <summary>0 takes the best token; above, tokens are drawn by chance: below 1 likely ones are favoured, above 1 unlikely ones.</summary>
    public float Temperature { get; init; }

    /// <summary>Tokens are drawn from so many of the likeliest; 0 for all.</summary>
    public int TopK { get; init; }

    /// <summary>Tokens are drawn from the likeliest that together have this probability, from 0 to 1; 0 for all.</summary>
    public float TopP { get; init; }

    /// <summary>What chance begins with: the same seed gives the same text on the same machine and backend.</summary>
    public ulong Seed { get; init; }

    /// <summary>Tokens that end the text, beside those of the model folder.</summary>
    public ReadOnlyMemory<int> StopTokens { get; init; }

    /// <summary>Texts that end the text, which then ends before them.</summary>
    public ReadOnlyMemory<string> StopTexts { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">A text to stop at is empty.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxNewTokens);
        ArgumentOutOfRangeException.ThrowIfNegative(TopK);
        if (!(Temperature >= 0 && float.IsFinite(Temperature)))
        {
            throw new ArgumentOutOfRangeException(nameof(Temperature), Temperature, "Expected a temperature of 0 or more.");
        }

        if (!(TopP is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(TopP), TopP, "Expected a probability from 0 to 1.");
        }

        foreach (string text in StopTexts.Span)
        {
            if (string.IsNullOrEmpty(text))
            {
                throw new ArgumentException("A text to stop at is empty; every text would end at once.", nameof(StopTexts));
            }
        }
    }
}
