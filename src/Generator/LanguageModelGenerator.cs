using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Sememe.Compiler;
using Sememe.Compiler.Collections;
using Sememe.Compiler.Folders;
using Sememe.Generator.Emit;
using Sememe.Generator.Inputs;
using Sememe.Generator.Literals;
using Sememe.Generator.Reports;
using Sememe.Generator.Vectors;

namespace Sememe.Generator;

/// <summary>Fills every class that carries <c>[LanguageModel("…")]</c> from the model folder that it names, and every property that is token ids of a text.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class LanguageModelGenerator : IIncrementalGenerator
{
    private const string AttributeName = "Sememe.LanguageModelAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ModelFile> files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellation) => ModelFileInput.TryRead(pair.Left, pair.Right, cancellation))
            .WhereNotNull()
            .WithTrackingName(Steps.Files);

        IncrementalValuesProvider<ModelTarget> targets = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeName, ModelTargetReader.IsCandidate, ModelTargetReader.Read)
            .WhereNotNull()
            .WithTrackingName(Steps.Targets);

        IncrementalValuesProvider<ModelClass> classes = targets
            .Select(static (target, _) => target.Class)
            .WithTrackingName(Steps.Classes);

        IncrementalValuesProvider<string> names = classes
            .Select(static (shape, _) => shape.Model)
            .WithTrackingName(Steps.Names);

        IncrementalValueProvider<EquatableArray<ModelFile>> allFiles = files.Collect()
            .Select(static (all, _) => all.ToEquatableArray())
            .WithTrackingName(Steps.AllFiles);

        IncrementalValueProvider<FilePlaces> places = allFiles
            .Select(static (all, _) => FilePlaces.Of(all))
            .WithTrackingName(Steps.Places);

        IncrementalValuesProvider<ModelFolder> folders = names
            .Combine(allFiles)
            .Select(static (pair, _) => ModelFolder.Pick(pair.Left, pair.Right))
            .WithTrackingName(Steps.Folders);

        IncrementalValuesProvider<CompiledModel> models = folders
            .Select(static (folder, cancellation) => ModelCompiler.Compile(folder, cancellation))
            .WithTrackingName(Steps.Models);

        IncrementalValueProvider<EquatableArray<CompiledModel>> allModels = models.Collect()
            .Select(static (all, _) => all.ToEquatableArray())
            .WithTrackingName(Steps.AllModels);

        IncrementalValueProvider<EquatableArray<string>> clashes = classes.Collect()
            .Select(static (all, _) => HintNames.Clashing(all))
            .WithTrackingName(Steps.Clashes);

        IncrementalValuesProvider<ModelUnit> units = classes
            .Where(static shape => shape.CanHoldMembers)
            .Combine(clashes)
            .Select(static (pair, _) => HintNames.MakeUnique(pair.Left, pair.Right))
            .Combine(allModels)
            .Select(static (pair, _) => ModelUnit.Bind(pair.Left, pair.Right))
            .WithTrackingName(Steps.Units);

        IncrementalValuesProvider<EquatableArray<Report>> reports = targets
            .Combine(allModels)
            .Combine(places)
            .Select(static (input, _) => Report.Of(input.Left.Left, input.Left.Right, input.Right).ToEquatableArray())
            .WithTrackingName(Steps.Reports);

        LiteralPipeline.Register(context, folders, models);
        VectorPipeline.Register(context, models);
        context.RegisterSourceOutput(units, Emit);

        // The compilation turns places into locations of its syntax trees, where #pragma reaches them; a project without findings has nothing to turn.
        context.RegisterSourceOutput(
            reports.Where(static all => !all.IsEmpty).Combine(context.CompilationProvider),
            static (output, pair) => pair.Left.ForEach(report => output.ReportDiagnostic(report.ToDiagnostic(pair.Right))));
    }

    private static void Emit(SourceProductionContext output, ModelUnit unit)
    {
        output.AddSource(ModelEmitter.MembersFile(unit.Class), Source(ModelEmitter.EmitMembers(unit)));
        if (unit is { FirstError: null, Model.Tables: { } tables })
        {
            output.AddSource(ModelEmitter.TablesFile(unit.Class), Source(ModelEmitter.EmitTables(unit.Class, tables)));
        }
    }

    private static SourceText Source(string code) => SourceText.From(code, Encoding.UTF8, SourceHashAlgorithm.Sha256);
}
