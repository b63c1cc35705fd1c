using Microsoft.CodeAnalysis;

namespace Sememe.Generator.Inputs;

/// <summary>Classes of models, where other declarations name them.</summary>
internal static class ModelReference
{
    private const string LanguageModel = "Sememe.LanguageModelAttribute";

    /// <summary>Name of the model that a class is; null when it is none.</summary>
    public static string? NameOf(ITypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(static attribute => attribute.AttributeClass?.ToDisplayString() == LanguageModel)?.ConstructorArguments is [{ Value: string name }] ? name : null;

    /// <summary>Name of the model that a type argument names; null when it names none.</summary>
    /// <param name="type">The type argument.</param>
    /// <param name="assembly">The assembly that is compiled.</param>
    /// <param name="problem">Why it names none, with the remedy; null when the compiler says why.</param>
    public static string? Of(ITypeSymbol type, IAssemblySymbol assembly, out string? problem)
    {
        problem = null;
        if (type.TypeKind == TypeKind.Error)
        {
            return null;
        }

        if (NameOf(type) is not { } name)
        {
            problem = $"'{type.ToDisplayString()}' is no model; name a class with [LanguageModel(\"…\")]";
            return null;
        }

        if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, assembly))
        {
            problem = $"'{type.ToDisplayString()}' is compiled in {type.ContainingAssembly.Name}, where its vocabulary is; write this declaration there";
            return null;
        }

        return name;
    }
}
