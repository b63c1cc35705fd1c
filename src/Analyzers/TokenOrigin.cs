using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sememe.Analyzers;

/// <summary>Which model's tokens an expression gives, followed inside one method.</summary>
internal static class TokenOrigin
{
    private const string TokenizerName = "Tokenizer";

    /// <summary>The model whose token ids these are (an array, a span, one id); null when it is not certain.</summary>
    public static INamedTypeSymbol? OfIds(IOperation value, KnownTypes types) => value switch
    {
        IPropertyReferenceOperation { Property.Name: "Ids", Instance: { } text } when types.IsEncodedText(text.Type) => OfText(text, types),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } span } when types.IsSpan(span.Type) || types.IsReadOnlySpan(span.Type) => OfIds(span, types),
        IArrayElementReferenceOperation element => OfIds(element.ArrayReference, types),
        IFieldReferenceOperation field => OfSpecialToken(field, types),
        ILocalReferenceOperation reference => OfLocal(reference, types),
        _ => FilledMemory.Uncut(value, types) is { } whole ? OfIds(whole, types) : null,
    };

    /// <summary>The model whose tokenizer this is: <c>MiniLm.Tokenizer</c>, or a variable for it.</summary>
    public static INamedTypeSymbol? OfTokenizer(IOperation? tokenizer, KnownTypes types) => tokenizer switch
    {
        IPropertyReferenceOperation { Property: { Name: TokenizerName, ContainingType: var model } } when types.IsModel(model) => model,
        ILocalReferenceOperation reference when LocalVariable.Find(reference) is { IsFixed: true, Initializer: { } value } => OfTokenizer(value, types),
        _ => null,
    };

    /// <summary>The model of <c>MiniLm.SpecialTokens.Cls</c>.</summary>
    private static INamedTypeSymbol? OfSpecialToken(IFieldReferenceOperation field, KnownTypes types) =>
        field.Field.ContainingType is { Name: "SpecialTokens", ContainingType: { } model } && types.IsModel(model) ? model : null;

    private static INamedTypeSymbol? OfText(IOperation text, KnownTypes types) => text switch
    {
        IInvocationOperation { Instance: { } tokenizer } => OfTokenizer(tokenizer, types),
        ILocalReferenceOperation reference when LocalVariable.Find(reference) is { IsFixed: true, Initializer: { } value } => OfText(value, types),
        _ => null,
    };

    private static INamedTypeSymbol? OfLocal(ILocalReferenceOperation reference, KnownTypes types)
    {
        if (LocalVariable.Find(reference) is not { IsFixed: true, Initializer: { } value } variable)
        {
            return null;
        }

        return FilledMemory.IsNew(value) ? FilledMemory.ModelOf(variable, argument => WriterOf(argument, types), types) : OfIds(value, types);
    }

    /// <summary>A destination of <c>MiniLm.Tokenizer.Encode…</c>, by itself or in <see cref="KnownTypes.IsTokenSpans"/>, or of <c>model.Generate</c>.</summary>
    private static INamedTypeSymbol? WriterOf(IArgumentOperation argument, KnownTypes types)
    {
        if (argument is { Parent: IObjectCreationOperation { Parent: IArgumentOperation outer } spans, Parameter.Ordinal: 0 } && types.IsTokenSpans(spans.Type))
        {
            argument = outer;
        }
        else if (argument.Parameter is not { } parameter || !types.IsSpan(parameter.Type))
        {
            return null;
        }

        return argument.Parent is not IInvocationOperation call ? null
            : types.IsTokenizer(call.TargetMethod.ContainingType) ? OfTokenizer(call.Instance, types)
            : call.TargetMethod.Name == "Generate" && types.IsModel(call.TargetMethod.ContainingType) ? call.TargetMethod.ContainingType
            : null;
    }
}
