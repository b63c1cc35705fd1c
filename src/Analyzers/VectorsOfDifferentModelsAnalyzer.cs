using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sememe.Compiler.Findings;

namespace Sememe.Analyzers;

/// <summary>Numbers of two models compared with each other as spans or arrays, where their types no longer keep them apart.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class VectorsOfDifferentModelsAnalyzer : UsageAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        UsageIds.VectorsOfDifferentModels,
        "Vectors of different models are compared",
        "A vector of '{0}' meets a vector of '{1}': each model has a space of its own, and numbers of one say nothing in another's",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(UsageIds.VectorsOfDifferentModels));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes types) =>
        start.RegisterOperationAction(operation => Check(operation, types), OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context, KnownTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (IsComparison(call.TargetMethod) && call.Arguments is [{ Value: var one }, { Value: var other }, ..])
        {
            Report(context, VectorOrigin.Of(one, types), VectorOrigin.Of(other, types), call);
        }
        else if (call is { TargetMethod: { Name: "From", ContainingType: var vector }, Arguments: [{ Value: var numbers }] } && types.ModelOfVector(vector) is { } model)
        {
            Report(context, VectorOrigin.Of(numbers, types), model, call);
        }
    }

    /// <summary>A function of two vectors by the names that the field has for it: TensorPrimitives', or the user's own.</summary>
    private static bool IsComparison(IMethodSymbol method) =>
        method.Name is "CosineSimilarity" or "Cosine" or "CosineDistance" or "Similarity" or "Dot" or "DotProduct" or "Distance" or "EuclideanDistance"
        && method.IsStatic;

    private static void Report(OperationAnalysisContext context, INamedTypeSymbol? one, INamedTypeSymbol? other, IInvocationOperation call)
    {
        if (one is not null && other is not null && !KnownTypes.Same(one, other))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.Syntax.GetLocation(), one.Name, other.Name));
        }
    }
}
