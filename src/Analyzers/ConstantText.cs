using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sememe.Analyzers;

/// <summary>Texts that the code says.</summary>
internal static class ConstantText
{
    /// <summary>The text, when it is a constant; null otherwise.</summary>
    public static string? Of(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: string text } ? text
        : operation is IConversionOperation conversion ? Of(conversion.Operand)
        : null;

    /// <summary>What a text begins with, when the code says it: a constant, or an interpolation or sum that begins with one; null otherwise.</summary>
    public static string? StartOf(IOperation operation) => Of(operation) ?? operation switch
    {
        IConversionOperation conversion => StartOf(conversion.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => StartOf(sum.LeftOperand),
        IInterpolatedStringOperation { Parts: [IInterpolatedStringTextOperation { Text: var text }, ..] } => Of(text),
        IInvocationOperation { Instance: null, TargetMethod: { Name: "Concat", ContainingType.SpecialType: SpecialType.System_String }, Arguments: [{ Value: var first }, ..] } => StartOf(first),
        _ => null,
    };
}
