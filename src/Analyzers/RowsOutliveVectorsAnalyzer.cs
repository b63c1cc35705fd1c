using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sememe.Compiler.Findings;

namespace Sememe.Analyzers;

/// <summary>A row of <c>using TokenVectors</c> that is returned, or kept in a variable beyond the <c>using</c>: its memory is somebody else's by then.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RowsOutliveVectorsAnalyzer : UsageAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        UsageIds.RowsOutliveVectors,
        "Rows outlive the vectors they belong to",
        "'{0}' gives its memory back at the end of its 'using', and the next call writes other numbers there; copy these first",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(UsageIds.RowsOutliveVectors));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes types)
    {
        start.RegisterOperationAction(operation => CheckReturn(operation, types), OperationKind.Return);
        start.RegisterOperationAction(operation => CheckAssignment(operation, types), OperationKind.SimpleAssignment);
    }

    private static void CheckReturn(OperationAnalysisContext context, KnownTypes types)
    {
        var returned = (IReturnOperation)context.Operation;
        if (returned.ReturnedValue is { } value && VectorsBehind(value, types) is { IsUsing: true } vectors)
        {
            Report(context, value, vectors);
        }
    }

    private static void CheckAssignment(OperationAnalysisContext context, KnownTypes types)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (VectorsBehind(assignment.Value, types) is { UsingScope.Syntax.Span.End: var end } vectors && IsReadBehind(assignment.Target, end))
        {
            Report(context, assignment.Value, vectors);
        }
    }

    /// <summary>True for an <c>out</c> parameter, and for a variable that is used behind a place in the text.</summary>
    private static bool IsReadBehind(IOperation target, int end) => target switch
    {
        IParameterReferenceOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } => true,
        ILocalReferenceOperation local => LocalVariable.Find(local)?.References.FirstOrDefault(reference => reference.Syntax.SpanStart >= end) is { } next && !LocalVariable.IsSet(next),
        _ => false,
    };

    /// <summary>The variable whose rows these are.</summary>
    private static LocalVariable? VectorsBehind(IOperation value, KnownTypes types) => value switch
    {
        IPropertyReferenceOperation { Instance: ILocalReferenceOperation vectors, Property: { Name: "Rows" or "Offsets" } or { IsIndexer: true } } when types.IsTokenVectors(vectors.Type) =>
            LocalVariable.Find(vectors),
        IInvocationOperation { TargetMethod.Name: "ToArray" } => null,
        _ => types.IsReadOnlySpan(value.Type) && FilledMemory.Uncut(value, types) is { } whole ? VectorsBehind(whole, types) : null,
    };

    private static void Report(OperationAnalysisContext context, IOperation value, LocalVariable vectors) =>
        context.ReportDiagnostic(Diagnostic.Create(Rule, value.Syntax.GetLocation(), vectors.Symbol.Name));
}
