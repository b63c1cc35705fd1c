using Sememe.Compiler;
using Sememe.Compiler.Tasks;

namespace Sememe.Generator.Vectors;

/// <summary>What has to be known of a model to hold its vectors.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">Length of a sentence vector; null when it has none.</param>
/// <param name="IsSound">False when the model's own errors are reported.</param>
internal sealed record VectorModel(string Name, int? Dimensions, bool IsSound)
{
    public static VectorModel Of(CompiledModel model) =>
        new(model.Name, (model.Specification?.Task as SentenceTask)?.Dimensions, model.Findings.All(static finding => !finding.IsError));
}
