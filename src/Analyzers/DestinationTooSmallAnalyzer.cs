using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sememe.Compiler.Findings;

namespace Sememe.Analyzers;

/// <summary><c>model.Embed(text, destination)</c> and the like with a destination that is known to hold less than the call writes: it always throws.</summary>
/// <remarks>For a fix: the additional location, where there is one, is the written size, and the property <see cref="ConstantKey"/> the model's constant that it should be.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DestinationTooSmallAnalyzer : UsageAnalyzer
{
    internal const string ConstantKey = "Constant";

    private const string DimensionsName = "Dimensions";
    private const string LabelCountName = "LabelCount";

    internal static readonly DiagnosticDescriptor Rule = new(
        UsageIds.DestinationTooSmall,
        "Destination span is too small",
        "The destination has room for {0}, '{1}' writes {2}; its size must be {3}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(UsageIds.DestinationTooSmall));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes types)
    {
        start.RegisterOperationAction(operation => CheckCall(operation, types), OperationKind.Invocation);
        start.RegisterOperationAction(operation => CheckTokenSpans(operation, types), OperationKind.ObjectCreation);
    }

    private static void CheckCall(OperationAnalysisContext context, KnownTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        IMethodSymbol method = call.TargetMethod;
        if (method.Name is not ("Embed" or "Classify" or "Score")
            || !types.IsModel(method.ContainingType)
            || types.DestinationOf(method) is not { } parameter
            || KnownTypes.ArgumentOf(call, parameter) is not { } destination
            || Elements(method.ContainingType, KnownTypes.ElementOf(parameter.Type)!) is not { } perText
            || TextsOf(call, types) is not { } texts)
        {
            return;
        }

        Report(context, destination.Value, new Need(method.ContainingType.Name, texts, perText.Count, perText.Name), types);
    }

    /// <summary><c>new TokenSpans(ids, offsets)</c>: a span beside the ids is as long as the ids.</summary>
    private static void CheckTokenSpans(OperationAnalysisContext context, KnownTypes types)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (types.IsTokenSpans(creation.Type)
            && creation.Arguments is [{ Value: var ids }, { Value: var offsets }]
            && KnownLength.Of(ids, types) is { } length)
        {
            Report(context, offsets, new Need("Encode", Texts: 1, length.Value, Constant: null), types);
        }
    }

    private static void Report(OperationAnalysisContext context, IOperation destination, Need need, KnownTypes types)
    {
        if (KnownLength.Of(destination, types) is { } length && length.Value < need.Elements)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                PlaceOf(destination),
                length.WrittenSize is { } size ? [size.GetLocation()] : [],
                need is { Texts: 1, Constant: { } constant } ? ImmutableDictionary<string, string?>.Empty.Add(ConstantKey, constant) : null,
                length.Value.ToString(CultureInfo.InvariantCulture),
                need.Writer,
                need.Elements.ToString(CultureInfo.InvariantCulture),
                need.ToString()));
        }
    }

    /// <summary>How many elements of a type one text takes, and the constant that says it; null for elements that are something else.</summary>
    private static (int Count, string? Name)? Elements(INamedTypeSymbol model, ITypeSymbol element)
    {
        if (KnownTypes.Same(element.ContainingType, model))
        {
            return (1, null); // a Vector, the Scores of a text
        }

        if (element.SpecialType != SpecialType.System_Single)
        {
            return null;
        }

        foreach (string name in (ReadOnlySpan<string>)[DimensionsName, LabelCountName])
        {
            if (model.GetMembers(name) is [IFieldSymbol { ConstantValue: int count }])
            {
                return (count, name);
            }
        }

        return (1, null); // the score of a model without labels
    }

    /// <summary>How many texts a call is about; null when it is not known.</summary>
    private static int? TextsOf(IInvocationOperation call, KnownTypes types)
    {
        IArgumentOperation? texts = null;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            texts = argument.Parameter is { } parameter && types.IsReadOnlySpan(parameter.Type, SpecialType.System_String) ? argument : texts;
        }

        return texts is null ? 1 : KnownLength.Of(texts.Value, types)?.Value;
    }

    private static Location PlaceOf(IOperation destination) =>
        destination.Syntax is ArgumentSyntax argument ? argument.Expression.GetLocation() : destination.Syntax.GetLocation();

    /// <summary>What a call writes.</summary>
    /// <param name="Writer">The model.</param>
    /// <param name="Texts">How many texts there are.</param>
    /// <param name="PerText">Elements for each.</param>
    /// <param name="Constant">The model's constant for that; null when there is none.</param>
    private sealed record Need(string Writer, int Texts, int PerText, string? Constant)
    {
        public int Elements => Texts * PerText;

        /// <summary>The size as code should say it.</summary>
        public override string ToString() =>
            Constant is null ? Elements.ToString(CultureInfo.InvariantCulture) : Texts == 1 ? $"{Writer}.{Constant}" : $"{Texts} * {Writer}.{Constant}";
    }
}
