using Sememe.Compiler.Collections;
using Sememe.CompilerServices;

namespace Sememe.Compiler.Tasks;

/// <summary>Texts, or pairs of texts, to labels.</summary>
internal sealed record ClassifyingTask : TaskSpec
{
    /// <summary>The labels in the order of their numbers.</summary>
    public EquatableArray<LabelSpec> Labels { get; init; }

    /// <summary>Softmax where one label is right, sigmoid where any number is.</summary>
    public ScoreFunction Scores { get; init; }

    /// <inheritdoc/>
    public override bool IsKnown => Head is not null;
}

/// <summary>A label.</summary>
/// <param name="Name">As id2label has it.</param>
/// <param name="Identifier">Its name in code.</param>
internal sealed record LabelSpec(string Name, string Identifier);
