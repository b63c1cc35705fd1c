using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sememe.Compiler.Findings;

namespace Sememe.Analyzers;

/// <summary><c>model.Dispose();</c> and, further down in the same block, <c>model.Embed(…)</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UsedAfterDisposeAnalyzer : UsageAnalyzer
{
    private const string DisposeName = "Dispose";

    internal static readonly DiagnosticDescriptor Rule = new(
        UsageIds.UsedAfterDispose,
        "A model or its vectors are used after they were disposed of",
        "'{0}' has been disposed of in line {1}; this call throws an ObjectDisposedException",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(UsageIds.UsedAfterDispose));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes types)
    {
        start.RegisterOperationAction(operation => Check(operation, ((IInvocationOperation)operation.Operation).Instance, types), OperationKind.Invocation);
        start.RegisterOperationAction(operation => CheckProperty(operation, types), OperationKind.PropertyReference);
    }

    private static void CheckProperty(OperationAnalysisContext context, KnownTypes types)
    {
        var property = (IPropertyReferenceOperation)context.Operation;
        if (property.Property is { IsIndexer: true } or { Name: "Rows" or "Offsets" })
        {
            Check(context, property.Instance, types);
        }
    }

    private static void Check(OperationAnalysisContext context, IOperation? receiver, KnownTypes types)
    {
        if (receiver is ILocalReferenceOperation local
            && (types.IsModel(local.Type) || types.IsTokenVectors(local.Type))
            && context.Operation is not IInvocationOperation { TargetMethod.Name: DisposeName }
            && DisposalBefore(local) is { } disposal)
        {
            int line = disposal.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            context.ReportDiagnostic(Diagnostic.Create(Rule, context.Operation.Syntax.GetLocation(), local.Local.Name, line));
        }
    }

    /// <summary>The disposal among the statements that always run before a use, with nothing between them that could give the variable another value.</summary>
    private static IOperation? DisposalBefore(ILocalReferenceOperation use)
    {
        for (IOperation part = use; part.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation); part = parent)
        {
            if (parent is not IBlockOperation block)
            {
                continue;
            }

            foreach (IOperation earlier in block.Operations.TakeWhile(operation => operation != part).Reverse())
            {
                if (earlier is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: DisposeName, Instance: ILocalReferenceOperation disposed } } && KnownTypes.Same(disposed.Local, use.Local))
                {
                    return earlier;
                }

                if (earlier is ILabeledOperation || earlier.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(other => KnownTypes.Same(other.Local, use.Local) && LocalVariable.IsSet(other)))
                {
                    return null; // a jump may lead here, or the value is another one
                }
            }
        }

        return null;
    }
}
