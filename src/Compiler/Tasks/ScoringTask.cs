using Sememe.CompilerServices;

namespace Sememe.Compiler.Tasks;

/// <summary>Texts, or pairs of texts, to one number: a cross-encoder that says how well two texts go together, or a regression.</summary>
internal sealed record ScoringTask : TaskSpec
{
    /// <summary>How the logit becomes the number.</summary>
    public ScoreFunction Scores { get; init; }

    /// <summary>True for a regression of any kind, false for a cross-encoder.</summary>
    public bool IsRegression { get; init; }

    /// <inheritdoc/>
    public override bool IsKnown => Head is not null;
}
