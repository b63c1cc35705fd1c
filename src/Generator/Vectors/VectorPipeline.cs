using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Sememe.Compiler;
using Sememe.Compiler.Collections;
using Sememe.Generator.Reports;

namespace Sememe.Generator.Vectors;

/// <summary>Files of sentences and the vectors that the build has computed → classes: the part of the generator's pipeline that embeds nothing.</summary>
internal static class VectorPipeline
{
    /// <summary>Adds it behind the steps that compile models.</summary>
    /// <param name="context">The generator's.</param>
    /// <param name="models">Each model, compiled.</param>
    public static void Register(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<CompiledModel> models)
    {
        IncrementalValueProvider<EquatableArray<TextsFile>> files = Collect(context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellation) => TextsFile.TryRead(pair.Left, pair.Right, cancellation))
            .WhereNotNull()
            .WithTrackingName(Steps.TextFiles));

        IncrementalValuesProvider<VectorTarget> targets = context.SyntaxProvider
            .ForAttributeWithMetadataName(VectorTargetReader.Attribute, VectorTargetReader.IsCandidate, VectorTargetReader.Read)
            .WhereNotNull()
            .WithTrackingName(Steps.VectorTargets);

        IncrementalValuesProvider<VectorClass> classes = targets
            .Select(static (target, _) => target.Class)
            .WhereNotNull()
            .WithTrackingName(Steps.VectorClasses);

        IncrementalValueProvider<EquatableArray<VectorModel>> facts = Collect(models
            .Select(static (model, _) => VectorModel.Of(model))
            .WithTrackingName(Steps.VectorModels));

        IncrementalValuesProvider<VectorUnit> read = classes
            .Combine(files)
            .Combine(facts)
            .Select(static (pair, _) => VectorInput.Pick(pair.Left.Left, pair.Left.Right, pair.Right))
            .WithTrackingName(Steps.VectorInputs)
            .Select(static (input, _) => VectorUnit.Of(input));

        IncrementalValueProvider<long> tables = models.Collect().Select(static (all, _) => LiteralBudget.Size([.. all]));
        IncrementalValueProvider<long> size = Collect(read).Combine(tables).Select(static (pair, _) => pair.Left.Sum(static unit => unit.LiteralSize) + pair.Right);
        IncrementalValuesProvider<VectorUnit> units = read
            .Combine(size)
            .Select(static (pair, _) => pair.Left.Within(pair.Right))
            .WithTrackingName(Steps.VectorUnits);

        IncrementalValuesProvider<EquatableArray<Report>> reports = targets
            .Combine(Collect(units.Where(static unit => !unit.Problems.IsEmpty)))
            .Select(static (pair, _) => VectorReports.Of(pair.Left, pair.Right).ToEquatableArray())
            .WithTrackingName(Steps.VectorReports);

        context.RegisterSourceOutput(units, Emit);
        context.RegisterSourceOutput(
            reports.Where(static all => !all.IsEmpty).Combine(context.CompilationProvider),
            static (output, pair) => pair.Left.ForEach(report => output.ReportDiagnostic(report.ToDiagnostic(pair.Right))));
    }

    private static void Emit(SourceProductionContext output, VectorUnit unit)
    {
        output.AddSource(VectorEmitter.MembersFile(unit.Class), Source(VectorEmitter.EmitMembers(unit)));
        if (unit.Vectors is not null)
        {
            output.AddSource(VectorEmitter.VectorsFile(unit.Class), Source(VectorEmitter.EmitVectors(unit)));
        }
    }

    private static SourceText Source(string code) => SourceText.From(code, Encoding.UTF8, SourceHashAlgorithm.Sha256);

    private static IncrementalValueProvider<EquatableArray<T>> Collect<T>(IncrementalValuesProvider<T> values)
        where T : IEquatable<T> => values.Collect().Select(static (all, _) => all.ToEquatableArray());
}
