using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sememe.Compiler.Findings;

namespace Sememe.Analyzers;

/// <summary>One call per text of a list where one call could take the list.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OneByOneAnalyzer : UsageAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        UsageIds.OneByOne,
        "Texts go through the model one by one",
        "'{0}' is called for every text by itself; {1}.{0} with all of them at once uses every core and reads the weights once per block of texts",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(UsageIds.OneByOne));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes types) =>
        start.RegisterOperationAction(operation => Check(operation, types), OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context, KnownTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is "Embed" or "Classify" or "Score"
            && types.IsModel(call.TargetMethod.ContainingType)
            && Repetition.Around(call) is { } repetition
            && GoesThrough(call, repetition.Place)
            && HasBatch(call.TargetMethod, types))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.Syntax.GetLocation(), call.TargetMethod.Name, call.TargetMethod.ContainingType.Name));
        }
    }

    /// <summary>True when the repetition hands every text of a list over, all other arguments are the same each time, and nothing ends it early.</summary>
    private static bool GoesThrough(IInvocationOperation call, IOperation place)
    {
        bool hasItem = false;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            IOperation value = argument.Value is IConversionOperation conversion ? conversion.Operand : argument.Value;
            if (IsItem(value, place))
            {
                hasItem = true;
            }
            else if (argument.Parameter?.Type is { Name: "ReadOnlySpan" } && !IsSameEachTime(value, place))
            {
                return false;
            }
        }

        return hasItem && IsDeclaredOutside(call.Instance, place) && !EndsEarly(place);
    }

    /// <summary>The text of the round: the loop's variable, the lambda's parameter, or the list at the loop's index.</summary>
    private static bool IsItem(IOperation value, IOperation place) => value.Type?.SpecialType == SpecialType.System_String && (value, place) switch
    {
        (ILocalReferenceOperation text, IForEachLoopOperation { IsAsynchronous: false } loop) => loop.Locals.Any(local => KnownTypes.Same(local, text.Local)),
        (IParameterReferenceOperation text, IAnonymousFunctionOperation function) => function.Symbol.Parameters is [var first, ..] && KnownTypes.Same(first, text.Parameter),
        (IArrayElementReferenceOperation { Indices: [ILocalReferenceOperation index] }, IForLoopOperation loop) => IsIndex(index, loop),
        (IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value: ILocalReferenceOperation index }] }, IForLoopOperation loop) => IsIndex(index, loop),
        _ => false,
    };

    private static bool IsIndex(ILocalReferenceOperation index, IForLoopOperation loop) => loop.Locals.Any(local => KnownTypes.Same(local, index.Local));

    private static bool IsSameEachTime(IOperation value, IOperation place) => value switch
    {
        { ConstantValue.HasValue: true } => true,
        ILocalReferenceOperation or IParameterReferenceOperation => IsDeclaredOutside(value, place),
        _ => false,
    };

    private static bool IsDeclaredOutside(IOperation? operation, IOperation place) => operation switch
    {
        ILocalReferenceOperation local => IsOutside(local.Local, place),
        IParameterReferenceOperation parameter => IsOutside(parameter.Parameter, place),
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } => true,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } => true,
        _ => false,
    };

    private static bool IsOutside(ISymbol symbol, IOperation place) => !symbol.DeclaringSyntaxReferences.Any(reference => place.Syntax.Span.Contains(reference.Span));

    private static bool EndsEarly(IOperation place) => place.Descendants().Any(operation => operation switch
    {
        IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo } => true,
        IReturnOperation { Kind: OperationKind.YieldReturn } => true,
        IReturnOperation => place is ILoopOperation,
        IAwaitOperation => true,
        _ => false,
    });

    /// <summary>True when the model has the same method for many texts.</summary>
    private static bool HasBatch(IMethodSymbol method, KnownTypes types)
    {
        foreach (ISymbol member in method.ContainingType.GetMembers(method.Name))
        {
            if (member is IMethodSymbol other && other.Parameters.Any(parameter => types.IsReadOnlySpan(parameter.Type, SpecialType.System_String)) && TakesPrompt(other) == TakesPrompt(method))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TakesPrompt(IMethodSymbol method) => method.Parameters.Any(static parameter => parameter.Type.Name == "Prompt");
}
