using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sememe.Analyzers;

/// <summary>The types that the rules ask about, looked up once per compilation.</summary>
internal sealed class KnownTypes
{
    private const string VectorName = "Vector";

    private readonly INamedTypeSymbol _attribute;
    private readonly INamedTypeSymbol _span;
    private readonly INamedTypeSymbol _readOnlySpan;
    private readonly INamedTypeSymbol? _memoryExtensions;
    private readonly INamedTypeSymbol? _tokenizer;
    private readonly INamedTypeSymbol? _tokenSpans;
    private readonly INamedTypeSymbol? _tokenVectors;
    private readonly INamedTypeSymbol? _encodedText;
    private readonly INamedTypeSymbol? _loadOptions;

    private KnownTypes(Compilation compilation, INamedTypeSymbol attribute, INamedTypeSymbol span, INamedTypeSymbol readOnlySpan)
    {
        Assembly = compilation.Assembly;
        _attribute = attribute;
        _span = span;
        _readOnlySpan = readOnlySpan;
        _memoryExtensions = compilation.GetTypeByMetadataName("System.MemoryExtensions");
        _tokenizer = compilation.GetTypeByMetadataName("Sememe.Tokenizer");
        _tokenSpans = compilation.GetTypeByMetadataName("Sememe.TokenSpans");
        _tokenVectors = compilation.GetTypeByMetadataName("Sememe.TokenVectors");
        _encodedText = compilation.GetTypeByMetadataName("Sememe.EncodedText");
        _loadOptions = compilation.GetTypeByMetadataName("Sememe.LoadOptions");
    }

    /// <summary>The assembly that is being compiled.</summary>
    public IAssemblySymbol Assembly { get; }

    /// <summary>Null when the compilation cannot use a model, so that there is nothing to check.</summary>
    public static KnownTypes? TryFind(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Sememe.LanguageModelAttribute") is { } attribute
        && compilation.GetTypeByMetadataName("System.Span`1") is { } span
        && compilation.GetTypeByMetadataName("System.ReadOnlySpan`1") is { } readOnlySpan
            ? new KnownTypes(compilation, attribute, span, readOnlySpan)
            : null;

    /// <summary>True for a class that carries <c>[LanguageModel("…")]</c>, from this assembly or a referenced one.</summary>
    public bool IsModel(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class } && NameOf(type) is not null;

    /// <summary>The model's name, as the attribute has it; null for a type that is no model.</summary>
    public string? NameOf(ITypeSymbol type)
    {
        foreach (AttributeData applied in type.GetAttributes())
        {
            if (Same(applied.AttributeClass, _attribute))
            {
                return applied.ConstructorArguments is [{ Value: string name }, ..] ? name : null;
            }
        }

        return null;
    }

    /// <summary>The model whose vector type this is; null for any other type.</summary>
    public INamedTypeSymbol? ModelOfVector(ITypeSymbol? type) =>
        type is { Name: VectorName, ContainingType: { } model } && IsModel(model) ? model : null;

    /// <summary>The model whose enumeration this is, <c>Label</c> or <c>Entity</c>; null for any other type.</summary>
    public INamedTypeSymbol? ModelOfLabels(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Enum, Name: "Label" or "Entity", ContainingType: { } model } && IsModel(model) ? model : null;

    /// <summary>True for a call that makes an instance of a model: <c>MiniLm.Load()</c>.</summary>
    public bool IsLoad(IMethodSymbol method) =>
        method is { Name: "Load", IsStatic: true } && Same(method.ReturnType, method.ContainingType) && IsModel(method.ContainingType);

    /// <summary>True for a call that hands out a view of pooled memory: <c>model.Contextualize(text)</c>.</summary>
    public bool IsContextualize(IMethodSymbol method) => method.Name == "Contextualize" && IsTokenVectors(method.ReturnType) && IsModel(method.ContainingType);

    public bool IsTokenizer(ITypeSymbol? type) => Same(type, _tokenizer);

    public bool IsTokenSpans(ITypeSymbol? type) => Same(type, _tokenSpans);

    public bool IsTokenVectors(ITypeSymbol? type) => Same(type, _tokenVectors);

    public bool IsEncodedText(ITypeSymbol? type) => Same(type, _encodedText);

    public bool IsLoadOptions(ITypeSymbol? type) => Same(type, _loadOptions);

    /// <summary>True for <c>Span&lt;T&gt;</c> of anything.</summary>
    public bool IsSpan(ITypeSymbol? type) => Same(type?.OriginalDefinition, _span);

    /// <summary>True for <c>ReadOnlySpan&lt;T&gt;</c> of anything.</summary>
    public bool IsReadOnlySpan(ITypeSymbol? type) => Same(type?.OriginalDefinition, _readOnlySpan);

    public bool IsSpan(ITypeSymbol type, SpecialType element) => IsSpan(type) && ElementOf(type) is { } found && found.SpecialType == element;

    public bool IsReadOnlySpan(ITypeSymbol type, SpecialType element) => IsReadOnlySpan(type) && ElementOf(type) is { } found && found.SpecialType == element;

    /// <summary>True for <c>array.AsSpan()</c> and <c>array.AsSpan(start, length)</c>.</summary>
    public bool IsAnyAsSpan(IMethodSymbol method) => method.Name == "AsSpan" && Same(method.ContainingType, _memoryExtensions);

    /// <summary>True for <c>array.AsSpan()</c>: all of the array.</summary>
    public bool IsAsSpan(IMethodSymbol method) => IsAnyAsSpan(method) && (method.ReducedFrom ?? method).Parameters.Length == 1;

    /// <summary>The parameter that takes the results of a model's method: the first span that can be written to.</summary>
    public IParameterSymbol? DestinationOf(IMethodSymbol method) => First(method.Parameters, _span);

    /// <summary>An argument of a call by its parameter; null when it is left out.</summary>
    public static IArgumentOperation? ArgumentOf(IInvocationOperation call, IParameterSymbol parameter)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter?.Ordinal == parameter.Ordinal && argument.ArgumentKind != ArgumentKind.DefaultValue)
            {
                return argument;
            }
        }

        return null;
    }

    /// <summary>The type argument of a span; null for any other type.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type) => type is INamedTypeSymbol { TypeArguments: [var element] } ? element : null;

    public static bool Same(ISymbol? one, ISymbol? other) => one is not null && SymbolEqualityComparer.Default.Equals(one, other);

    private static IParameterSymbol? First(ImmutableArray<IParameterSymbol> parameters, INamedTypeSymbol type)
    {
        foreach (IParameterSymbol parameter in parameters)
        {
            if (Same(parameter.Type.OriginalDefinition, type))
            {
                return parameter;
            }
        }

        return null;
    }
}
