using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Sememe.Compiler;
using Sememe.Compiler.Collections;
using Sememe.Compiler.Folders;
using Sememe.Generator.Reports;

namespace Sememe.Generator.Literals;

/// <summary>Texts in attributes → token ids: the part of the generator's pipeline that begins at properties.</summary>
internal static class LiteralPipeline
{
    /// <summary>Adds it behind the steps that compile models.</summary>
    /// <param name="context">The generator's.</param>
    /// <param name="folders">Each model's files.</param>
    /// <param name="models">Each model, compiled.</param>
    public static void Register(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ModelFolder> folders, IncrementalValuesProvider<CompiledModel> models)
    {
        IncrementalValuesProvider<LiteralTokenizer> fromFolders = folders
            .Where(static folder => folder.KeepsTablesInFile)
            .Select(static (folder, _) => LiteralTokenizer.Of(folder))
            .WithTrackingName(Steps.LiteralTokenizers);
        IncrementalValuesProvider<LiteralTokenizer> fromModels = models
            .Where(static model => model.Specification?.TablesChecksum is null)
            .Select(static (model, _) => LiteralTokenizer.Of(model))
            .WithTrackingName(Steps.LiteralTokenizers);
        IncrementalValueProvider<EquatableArray<LiteralTokenizer>> tokenizers = Together(fromFolders, fromModels);

        IncrementalValueProvider<EquatableArray<TokenizedLiteral>> literals = LiteralTargetReader.Attributes
            .Select(attribute => Tokenize(context, attribute, tokenizers))
            .Aggregate(static (some, more) => some.Combine(more).Select(static (pair, _) => pair.Left.Concat(pair.Right).ToEquatableArray()));
        IncrementalValuesProvider<LiteralUnit> units = literals.SelectMany(static (all, _) => LiteralUnit.Group(all)).WithTrackingName(Steps.LiteralUnits);
        context.RegisterSourceOutput(
            units,
            static (output, unit) => output.AddSource(LiteralEmitter.File(unit.Class), SourceText.From(LiteralEmitter.Emit(unit), Encoding.UTF8, SourceHashAlgorithm.Sha256)));
    }

    /// <summary>All properties with one of the attributes, tokenized one by one, and what there is to report about them.</summary>
    private static IncrementalValueProvider<EquatableArray<TokenizedLiteral>> Tokenize(
        IncrementalGeneratorInitializationContext context, string attribute, IncrementalValueProvider<EquatableArray<LiteralTokenizer>> tokenizers)
    {
        IncrementalValuesProvider<LiteralTarget> targets = context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, LiteralTargetReader.IsCandidate, LiteralTargetReader.Read)
            .WhereNotNull()
            .WithTrackingName(Steps.LiteralTargets);

        IncrementalValuesProvider<LiteralProperty> properties = targets
            .Select(static (target, _) => target.Property)
            .WhereNotNull()
            .WithTrackingName(Steps.LiteralProperties);

        IncrementalValuesProvider<TokenizedLiteral> literals = properties
            .Combine(tokenizers)
            .Select(static (pair, _) => (Property: pair.Left, Tokenizer: pair.Right.FirstOrDefault(tokenizer => tokenizer.Name == pair.Left.Model)))
            .WithTrackingName(Steps.LiteralInputs)
            .Select(static (input, _) => TokenizedLiteral.Of(input.Property, input.Tokenizer))
            .WithTrackingName(Steps.Literals);

        IncrementalValuesProvider<EquatableArray<Report>> reports = targets
            .Combine(literals.Where(static literal => literal.HasRemark).Collect().Select(static (all, _) => all.ToEquatableArray()))
            .Select(static (pair, _) => LiteralReports.Of(pair.Left, pair.Right).ToEquatableArray())
            .WithTrackingName(Steps.LiteralReports)
            .Collect()
            .Select(static (all, _) => all.SelectMany(static reports => reports).Distinct().ToEquatableArray()) // each property of a class finds that it is not partial
            .SelectMany(static (all, _) => all.IsEmpty ? [] : ImmutableArray.Create(all)); // a project without findings has no place to turn into a location
        context.RegisterSourceOutput(
            reports.Combine(context.CompilationProvider),
            static (output, pair) => pair.Left.ForEach(report => output.ReportDiagnostic(report.ToDiagnostic(pair.Right))));
        return literals.Collect().Select(static (all, _) => all.ToEquatableArray());
    }

    private static IncrementalValueProvider<EquatableArray<T>> Together<T>(IncrementalValuesProvider<T> first, IncrementalValuesProvider<T> second)
        where T : IEquatable<T> => first.Collect().Combine(second.Collect()).Select(static (pair, _) => pair.Left.Concat(pair.Right).ToEquatableArray());
}
