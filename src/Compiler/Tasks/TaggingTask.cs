using Sememe.Compiler.Collections;

namespace Sememe.Compiler.Tasks;

/// <summary>Tokens to labels, and those to labelled parts of the text.</summary>
internal sealed record TaggingTask : TaskSpec
{
    /// <summary>The labels in the order of their numbers.</summary>
    public EquatableArray<LabelSpec> Labels { get; init; }

    /// <summary>What is named by labels: <c>PER</c> for <c>B-PER</c> and <c>I-PER</c>.</summary>
    public EquatableArray<LabelSpec> Entities { get; init; }

    /// <summary>What each label means for putting tokens together.</summary>
    public EquatableArray<TagSpec> Tags { get; init; }

    /// <inheritdoc/>
    public override bool IsKnown => Head is not null;
}

/// <summary>What a label means.</summary>
/// <param name="Begins">True when it begins something new.</param>
/// <param name="Tag">Neighbours of one tag belong together.</param>
/// <param name="Entity">Place among the entities; −1 for nothing.</param>
internal readonly record struct TagSpec(bool Begins, int Tag, int Entity);
