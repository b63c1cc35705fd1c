using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sememe.Compiler.Findings;

namespace Sememe.Analyzers;

/// <summary><c>MiniLm.Load()</c> in a loop, or in a function that is called once per item or request, where every round would load the same.</summary>
/// <remarks>The additional location is the loop, where it is one: a fix loads before it.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoadInLoopAnalyzer : UsageAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        UsageIds.LoadInLoop,
        "A model is loaded again and again",
        "'{0}' is loaded {1}; one instance serves all of them, from all threads",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(UsageIds.LoadInLoop));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes types) =>
        start.RegisterOperationAction(operation => Check(operation, types), OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context, KnownTypes types)
    {
        var load = (IInvocationOperation)context.Operation;
        if (types.IsLoad(load.TargetMethod) && Repetition.Around(load) is { } repetition && !DependsOn(load, repetition.Place) && StaysInside(load))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                load.Syntax.GetLocation(),
                repetition.Place is ILoopOperation loop ? [loop.Syntax.GetLocation()] : [],
                load.TargetMethod.ContainingType.Name,
                repetition.Description));
        }
    }

    /// <summary>True when what is loaded may be another thing in every round.</summary>
    private static bool DependsOn(IInvocationOperation load, IOperation place) => load.Descendants().Any(operation => operation switch
    {
        ILocalReferenceOperation local => IsDeclaredIn(local.Local, place) || LocalVariable.Find(local) is not { IsFixed: true },
        IParameterReferenceOperation parameter => IsDeclaredIn(parameter.Parameter, place),
        IPropertyReferenceOperation { Instance: not (null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }) } => true,
        IInvocationOperation => true,
        _ => false,
    });

    private static bool IsDeclaredIn(ISymbol symbol, IOperation place) =>
        symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == place.Syntax.SyntaxTree && place.Syntax.Span.Contains(reference.Span));

    /// <summary>True when the instance lives for one round: used on the spot, or kept in a variable of the round that nothing else gets hold of.</summary>
    private static bool StaysInside(IInvocationOperation load) => load.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => !LocalVariable.Of(declarator).Leaves,
        IUsingOperation => true,
        _ => LocalVariable.IsReceiver(load),
    };
}
