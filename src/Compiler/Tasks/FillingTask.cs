namespace Sememe.Compiler.Tasks;

/// <summary>A text with gaps to the words that fit them.</summary>
internal sealed record FillingTask : TaskSpec
{
    /// <inheritdoc/>
    public override bool IsKnown => Head is not null;
}
