using Sememe.Compiler.Collections;

namespace Sememe.Compiler.Tasks;

/// <summary>A text to the same in another language.</summary>
internal sealed record TranslatingTask : TaskSpec
{
    /// <summary>Token that a translation begins with; not part of it.</summary>
    public int StartToken { get; init; }

    /// <summary>Tokens that end a translation.</summary>
    public EquatableArray<int> EndTokens { get; init; }

    /// <summary>Tokens of which the last one of a translation that is as long as it may be is one; empty for any token.</summary>
    public EquatableArray<int> ForcedEndTokens { get; init; }

    /// <summary>Sequences of tokens that never come.</summary>
    public EquatableArray<EquatableArray<int>> BadWords { get; init; }

    /// <summary>Translations that are followed at the same time; 1 takes the best token at every step.</summary>
    public int Beams { get; init; } = 1;

    /// <summary>Most tokens of a translation.</summary>
    public int MaxNewTokens { get; init; } = 1;

    /// <summary>Power of its length that a translation's score is divided by.</summary>
    public double LengthPenalty { get; init; } = 1;

    /// <summary>When a search ends.</summary>
    public EarlyStopping EarlyStopping { get; init; }

    /// <summary>True when what is left of the probabilities after some tokens were excluded adds up to 1 again.</summary>
    public bool Renormalizes { get; init; }

    /// <inheritdoc/>
    public override bool IsKnown => Head is not null;
}
