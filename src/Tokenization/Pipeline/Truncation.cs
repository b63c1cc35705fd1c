namespace Sememe.Tokenization.Pipeline;

/// <summary>How many tokens of each text stay, and the overlapping windows over what does not: the rules of Hugging Face <c>tokenizers</c> 0.22.</summary>
internal static class Truncation
{
    /// <summary>How many tokens of the two texts stay.</summary>
    /// <param name="first">Tokens of the first text.</param>
    /// <param name="second">Tokens of the second text; null when there is none.</param>
    /// <param name="added">Special tokens that are added.</param>
    /// <param name="options">Limit and strategy.</param>
    /// <exception cref="ArgumentException">The limit cannot be kept.</exception>
    public static (int First, int Second) Budget(int first, int? second, int added, in EncodeOptions options)
    {
        int other = second ?? 0;
        if (options.MaxTokens == 0)
        {
            return (first, other);
        }

        int limit = options.MaxTokens - added;
        if (limit < 0)
        {
            throw new ArgumentException($"MaxTokens is {options.MaxTokens}; the special tokens alone need {added}.", nameof(options));
        }

        long excess = (long)first + other - limit;
        if (excess <= 0)
        {
            return (first, other);
        }

        return options.Truncation switch
        {
            TruncationStrategy.LongestFirst => second is null ? (limit, 0) : Balance(first, other, limit),
            TruncationStrategy.OnlyFirst => (Shorten(first, excess, "first", options), other),
            TruncationStrategy.OnlySecond when second is null => throw new ArgumentException(
                $"The text has {first} tokens, {limit} fit, and TruncationStrategy.OnlySecond needs a second text to shorten.", nameof(options)),
            TruncationStrategy.OnlySecond => (first, Shorten(other, excess, "second", options)),
            TruncationStrategy.DoNotTruncate => throw new ArgumentException(
                $"The text needs {(long)first + other + added} tokens and MaxTokens is {options.MaxTokens}; the strategy is not to truncate.", nameof(options)),
            _ => throw new ArgumentException($"{(int)options.Truncation} is no truncation strategy.", nameof(options)),
        };
    }

    /// <summary>Number of windows over a sequence of which <paramref name="kept"/> tokens stay.</summary>
    /// <exception cref="ArgumentException">The stride leaves no room for anything new.</exception>
    public static int Windows(int length, int kept, in EncodeOptions options)
    {
        if (kept >= length)
        {
            return 1;
        }

        if (kept == 0)
        {
            return 2; // nothing, and everything
        }

        if (options.Stride >= kept || options.Stride < 0)
        {
            throw new ArgumentException($"Stride is {options.Stride}; it must be less than the {kept} tokens that remain for the text.", nameof(options));
        }

        int step = kept - options.Stride;
        return 1 + (length - kept + step - 1) / step;
    }

    /// <summary>One of the windows; the one with number 0 is what stays.</summary>
    public static TokenWindow Window(int number, int length, int kept, in EncodeOptions options)
    {
        if (kept >= length)
        {
            return new TokenWindow(0, length);
        }

        if (kept == 0)
        {
            return number == 0 ? default : new TokenWindow(0, length) { Number = number };
        }

        int passed = number * (kept - options.Stride);
        int count = Math.Min(kept, length - passed);
        return new TokenWindow(options.TruncationSide == Side.Right ? passed : length - passed - count, count) { Number = number };
    }

    private static (int First, int Second) Balance(int first, int second, int limit)
    {
        int shorter = Math.Min(first, second);
        int longer = shorter > limit ? shorter : Math.Max(shorter, limit - shorter);
        if ((long)shorter + longer > limit)
        {
            shorter = limit / 2;
            longer = shorter + limit % 2;
        }

        return first > second ? (longer, shorter) : (shorter, longer);
    }

    private static int Shorten(int length, long excess, string which, in EncodeOptions options) => length > excess
        ? (int)(length - excess)
        : throw new ArgumentException(
            $"The {which} text has {length} tokens and {excess} must go to keep MaxTokens at {options.MaxTokens}; at least one has to remain.", nameof(options));
}
