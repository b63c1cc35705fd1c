using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Sememe.Analyzers;

/// <summary>How many elements an array or span has, where the code says so.</summary>
/// <param name="Value">The number.</param>
/// <param name="WrittenSize">The constant that makes it so: the <c>n</c> of <c>new float[n]</c>; null where the elements themselves are listed.</param>
internal sealed record KnownLength(int Value, SyntaxNode? WrittenSize)
{
    /// <summary>Length of what an expression gives: memory made there, or a local variable that was made so and is never set again; null when it is not known.</summary>
    public static KnownLength? Of(IOperation operation, KnownTypes types) => operation switch
    {
        IConversionOperation conversion => Of(conversion.Operand, types),
        IArrayCreationOperation { DimensionSizes: [{ ConstantValue: { HasValue: true, Value: int length } } size] } array =>
            new KnownLength(length, array.Initializer is null ? size.Syntax : null),
        ICollectionExpressionOperation collection when !collection.Elements.Any(static element => element is ISpreadOperation) =>
            new KnownLength(collection.Elements.Length, null),
        IInvocationOperation { Arguments: [{ Value: var array }] } call when types.IsAsSpan(call.TargetMethod) => Of(array, types),
        ILocalReferenceOperation reference => LocalVariable.Find(reference) is { IsFixed: true, Initializer: { } value } ? Of(value, types) : null,
        _ => OfStackAllocation(operation),
    };

    /// <summary>Roslyn has no operation of its own for <c>stackalloc</c>.</summary>
    private static KnownLength? OfStackAllocation(IOperation operation) => operation.Syntax switch
    {
        StackAllocArrayCreationExpressionSyntax { Initializer: null, Type: ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [var size] }] } } => OfConstant(size, operation),
        StackAllocArrayCreationExpressionSyntax { Initializer: { } elements } => new KnownLength(elements.Expressions.Count, null),
        ImplicitStackAllocArrayCreationExpressionSyntax { Initializer: { } elements } => new KnownLength(elements.Expressions.Count, null),
        _ => null,
    };

    private static KnownLength? OfConstant(ExpressionSyntax size, IOperation operation) =>
        operation.SemanticModel?.GetConstantValue(size) is { HasValue: true, Value: int length } ? new KnownLength(length, size) : null;
}
