using Sememe.Compiler.Collections;

namespace Sememe.Compiler.Tasks;

/// <summary>A text to how likely it is, and to how it goes on.</summary>
internal sealed record GeneratingTask : TaskSpec
{
    /// <summary>Tokens that end a text.</summary>
    public EquatableArray<int> EndTokens { get; init; }

    /// <inheritdoc/>
    public override bool IsKnown => Head is not null;
}
