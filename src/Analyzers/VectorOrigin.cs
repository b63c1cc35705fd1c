using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sememe.Analyzers;

/// <summary>Which model made the numbers that an expression gives, followed inside one method.</summary>
internal static class VectorOrigin
{
    /// <summary>The model; null when it is not certain.</summary>
    public static INamedTypeSymbol? Of(IOperation value, KnownTypes types) => types.ModelOfVector(value.Type) ?? value switch
    {
        IInvocationOperation { Instance: { } vector, TargetMethod.Name: "AsSpan" or "ToArray" } when types.ModelOfVector(vector.Type) is { } model => model,
        IPropertyReferenceOperation { Instance: { } vectors, Property: { Name: "Rows" } or { IsIndexer: true } } when types.IsTokenVectors(vectors.Type) => OfTokenVectors(vectors, types),
        ILocalReferenceOperation reference => OfLocal(reference, types),
        _ => FilledMemory.Uncut(value, types) is { } whole ? Of(whole, types) : null,
    };

    private static INamedTypeSymbol? OfLocal(ILocalReferenceOperation reference, KnownTypes types)
    {
        if (LocalVariable.Find(reference) is not { IsFixed: true, Initializer: { } value } variable)
        {
            return null;
        }

        return FilledMemory.IsNew(value) ? FilledMemory.ModelOf(variable, argument => WriterOf(argument, types), types) : Of(value, types);
    }

    private static INamedTypeSymbol? OfTokenVectors(IOperation vectors, KnownTypes types) => vectors switch
    {
        IInvocationOperation call when types.IsContextualize(call.TargetMethod) => call.TargetMethod.ContainingType,
        ILocalReferenceOperation reference when LocalVariable.Find(reference) is { IsFixed: true, Initializer: { } value } => OfTokenVectors(value, types),
        _ => null,
    };

    /// <summary>A destination of <c>Embed</c> or <c>Contextualize</c>, or of <c>vector.CopyTo</c>.</summary>
    private static INamedTypeSymbol? WriterOf(IArgumentOperation argument, KnownTypes types)
    {
        if (argument is not { Parameter: { } parameter, Parent: IInvocationOperation { TargetMethod: var method } call } || !types.IsSpan(parameter.Type))
        {
            return null;
        }

        return method.Name switch
        {
            "Embed" or "Contextualize" when types.IsModel(method.ContainingType) => method.ContainingType,
            "CopyTo" => types.ModelOfVector(call.Instance?.Type),
            _ => null,
        };
    }
}
