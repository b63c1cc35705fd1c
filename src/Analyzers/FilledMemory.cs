using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sememe.Analyzers;

/// <summary>Which model fills memory that a method has made for it: <c>float[] vector = new float[384]; model.Embed(text, vector);</c>.</summary>
internal static class FilledMemory
{
    /// <summary>The model, when one fills the memory, always the same, and nobody else can write to it; null otherwise.</summary>
    /// <param name="variable">The array or span.</param>
    /// <param name="writerOf">The model that writes to this argument; null when none does.</param>
    /// <param name="types">Known types.</param>
    public static INamedTypeSymbol? ModelOf(LocalVariable variable, Func<IArgumentOperation, INamedTypeSymbol?> writerOf, KnownTypes types)
    {
        INamedTypeSymbol? model = null;
        foreach (ILocalReferenceOperation reference in variable.References)
        {
            IOperation use = Widest(reference, types);
            if (use.Parent is IArgumentOperation argument && writerOf(argument) is { } writer)
            {
                if (model is not null && !KnownTypes.Same(model, writer))
                {
                    return null;
                }

                model = writer;
            }
            else if (!IsRead(use, types))
            {
                return null;
            }
        }

        return model;
    }

    /// <summary>True for memory without anything in it yet: a new array, <c>stackalloc</c>.</summary>
    public static bool IsNew(IOperation value) => value switch
    {
        IConversionOperation conversion => IsNew(conversion.Operand),
        IArrayCreationOperation { Initializer: null } => true,
        _ => value.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.StackAllocArrayCreationExpressionSyntax { Initializer: null },
    };

    /// <summary>A part of the same memory, or all of it as another type: the expression without conversions and cuts.</summary>
    public static IOperation? Uncut(IOperation value, KnownTypes types) => value switch
    {
        IConversionOperation { OperatorMethod: null } conversion => conversion.Operand,
        IConversionOperation { OperatorMethod: { } method } conversion when types.IsSpan(method.ContainingType) || types.IsReadOnlySpan(method.ContainingType) => conversion.Operand,
        IInvocationOperation { Instance: null, Arguments: [{ Value: var array }, ..] } call when types.IsAnyAsSpan(call.TargetMethod) => array,
        IInvocationOperation { Instance: { } span, TargetMethod.Name: "Slice" or "ToArray" } when types.IsSpan(span.Type) || types.IsReadOnlySpan(span.Type) => span,
        IImplicitIndexerReferenceOperation { IndexerSymbol: IMethodSymbol } range => range.Instance,
        IArrayElementReferenceOperation { Indices: [{ Type.Name: nameof(Range) }] } range => range.ArrayReference,
        _ => null,
    };

    /// <summary>From a variable outwards through conversions and cuts, as far as it is still the same memory.</summary>
    private static IOperation Widest(IOperation value, KnownTypes types)
    {
        while (true)
        {
            IOperation? outer = value.Parent is IArgumentOperation { Parent: IInvocationOperation call } && types.IsAnyAsSpan(call.TargetMethod) ? call : value.Parent;
            if (outer is null || Uncut(outer, types) != value)
            {
                return value;
            }

            value = outer;
        }
    }

    private static bool IsRead(IOperation use, KnownTypes types) => use.Parent switch
    {
        IArgumentOperation { Parameter.Type: var type } => types.IsReadOnlySpan(type),
        IPropertyReferenceOperation { Property.Name: "Length" } => true,
        IArrayElementReferenceOperation element => element.ArrayReference == use && IsReadElement(element),
        IPropertyReferenceOperation { Property.IsIndexer: true } element => element.Instance == use && IsReadElement(element),
        IInvocationOperation { Instance: { } instance, TargetMethod.Name: "ToArray" or "CopyTo" } => instance == use,
        IForEachLoopOperation => true,
        _ => false,
    };

    private static bool IsReadElement(IOperation element) => element.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target != element,
        IIncrementOrDecrementOperation or IAddressOfOperation => false,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => false,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => false,
        _ => true,
    };
}
