using Sememe.Compiler;
using Sememe.Compiler.Findings;
using Sememe.Generator.Emit.Tasks;
using Sememe.Generator.Inputs;

namespace Sememe.Generator;

/// <summary>A class and the model that fills it: all that the emitted files depend on.</summary>
/// <param name="Class">The class.</param>
/// <param name="Model">The model.</param>
/// <param name="FirstError">Rule of the first error; null when the class can be filled.</param>
internal sealed record ModelUnit(ModelClass Class, CompiledModel Model, string? FirstError)
{
    /// <summary>Joins a class with its model.</summary>
    /// <param name="shape">The class.</param>
    /// <param name="models">All models that classes ask for.</param>
    public static ModelUnit Bind(ModelClass shape, IReadOnlyList<CompiledModel> models)
    {
        CompiledModel model = models.First(candidate => candidate.Name == shape.Model);
        string? error = model.Findings.FirstOrDefault(static finding => finding.IsError)?.Id
            ?? (LiteralBudget.Exceeds(models) ? FindingIds.TooMuchData : null)
            ?? (TaskEmitter.Of(model).Surface.Any(shape.Excludes) ? FindingIds.MemberExists : null);
        return new ModelUnit(shape, model.WithoutFindings(), error);
    }
}
