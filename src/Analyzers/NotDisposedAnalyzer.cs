using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sememe.Compiler.Findings;

namespace Sememe.Analyzers;

/// <summary>A loaded model, or vectors of <c>Contextualize</c>, that never leave the method and are not disposed of in it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotDisposedAnalyzer : UsageAnalyzer
{
    private const string DisposeName = "Dispose";

    internal static readonly DiagnosticDescriptor Rule = new(
        UsageIds.NotDisposed,
        "A model or its vectors are not disposed of",
        "{0} never leaves this method and is not disposed of: {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(UsageIds.NotDisposed));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes types) =>
        start.RegisterOperationAction(operation => Check(operation, types), OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context, KnownTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        bool isLoad = types.IsLoad(call.TargetMethod);
        if ((isLoad || types.IsContextualize(call.TargetMethod)) && IsForgotten(call))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                call.Syntax.GetLocation(),
                isLoad ? $"The '{call.TargetMethod.ContainingType.Name}'" : "The view of vectors",
                isLoad ? "its weights stay in memory" : "its memory is not used again, and the next call takes new memory"));
        }
    }

    private static bool IsForgotten(IInvocationOperation call) => call.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => IsForgotten(LocalVariable.Of(declarator)),
        IExpressionStatementOperation => true,
        ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        _ => LocalVariable.IsReceiver(call) && call.Parent is not IInvocationOperation { TargetMethod.Name: DisposeName },
    };

    private static bool IsForgotten(LocalVariable variable) =>
        !variable.IsUsing && !variable.Leaves && !variable.References.Any(static reference => reference.Parent is IInvocationOperation { TargetMethod.Name: DisposeName });
}
