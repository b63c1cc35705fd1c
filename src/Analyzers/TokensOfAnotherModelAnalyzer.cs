using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sememe.Compiler.Findings;

namespace Sememe.Analyzers;

/// <summary>Token ids of one model read with another's tokenizer, or compared with another's special tokens.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokensOfAnotherModelAnalyzer : UsageAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        UsageIds.TokensOfAnotherModel,
        "Token ids of one model are used with another",
        "These are token ids of '{0}' and mean something else, or nothing, to '{1}'",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(UsageIds.TokensOfAnotherModel));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes types)
    {
        start.RegisterOperationAction(operation => CheckCall(operation, types), OperationKind.Invocation);
        start.RegisterOperationAction(operation => CheckComparison(operation, types), OperationKind.Binary);
    }

    private static void CheckCall(OperationAnalysisContext context, KnownTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call is { TargetMethod.Name: "Decode" or "IdToToken", Arguments: [{ Value: var ids }, ..] }
            && types.IsTokenizer(call.TargetMethod.ContainingType)
            && TokenOrigin.OfTokenizer(call.Instance, types) is { } reader)
        {
            Report(context, ids, reader, types);
        }
    }

    private static void CheckComparison(OperationAnalysisContext context, KnownTypes types)
    {
        var comparison = (IBinaryOperation)context.Operation;
        if (comparison.OperatorKind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals))
        {
            return;
        }

        (IOperation id, IOperation constant) = comparison.RightOperand is IFieldReferenceOperation
            ? (comparison.LeftOperand, comparison.RightOperand)
            : (comparison.RightOperand, comparison.LeftOperand);
        if (constant is IFieldReferenceOperation { Field.ContainingType.Name: "SpecialTokens" } && TokenOrigin.OfIds(constant, types) is { } reader)
        {
            Report(context, id, reader, types);
        }
    }

    private static void Report(OperationAnalysisContext context, IOperation ids, INamedTypeSymbol reader, KnownTypes types)
    {
        if (TokenOrigin.OfIds(ids, types) is { } writer && !KnownTypes.Same(writer, reader))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, ids.Syntax.GetLocation(), writer.Name, reader.Name));
        }
    }
}
