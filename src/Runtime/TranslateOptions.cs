namespace Sememe;

/// <summary>How a text is translated. The default does what generation_config.json of the model folder says.</summary>
public readonly record struct TranslateOptions
{
    // Far beyond what a search gains from; keeps what is remembered of beams inside memory.
    private const int MostBeams = 1 << 10;

    /// <summary>Translations that are followed at the same time: 1 takes the best token at every step, more find better ones and take longer. 0 for what the folder says.</summary>
    public int Beams { get; init; }

    /// <summary>Most tokens of a translation, the one that ends it included, as far as the model has positions; 0 for what the folder says.</summary>
    public int MaxNewTokens { get; init; }

    /// <summary>Power of its length that a translation's score is divided by: above 0 long ones are favoured, below 0 short ones. Null for what the folder says.</summary>
    public double? LengthPenalty { get; init; }

    /// <summary>When a search with several beams ends; null for what the folder says.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Beams);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Beams, MostBeams);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxNewTokens);
        if (LengthPenalty is { } penalty && !double.IsFinite(penalty))
        {
            throw new ArgumentOutOfRangeException(nameof(LengthPenalty), penalty, "Expected a finite number.");
        }

        if (EarlyStopping is { } stopping && !Enum.IsDefined(stopping))
        {
            throw new ArgumentOutOfRangeException(nameof(EarlyStopping), stopping, "Expected one of the values that have names.");
        }
    }
}
