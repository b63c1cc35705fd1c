namespace Sememe.Compiler.Tasks;

/// <summary>A question and a text to the part of the text that answers it.</summary>
internal sealed record AnsweringTask : TaskSpec
{
    /// <inheritdoc/>
    public override bool IsKnown => Head is not null;
}
