using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sememe.Generator.Inputs;

/// <summary>How emitted code and files name a type of the user.</summary>
internal static class TypeNames
{
    /// <summary>Its namespace as code spells it; empty for the global one.</summary>
    public static string NamespaceOf(INamedTypeSymbol type) => type.ContainingNamespace is { IsGlobalNamespace: false } space
        ? space.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted))
        : "";

    /// <summary>Headers of the types around it, outermost first: <c>partial class Outer</c>.</summary>
    public static IEnumerable<string> ContainersOf(INamedTypeSymbol type)
    {
        Stack<string> headers = new();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            headers.Push(HeaderOf(outer));
        }

        return headers;
    }

    /// <summary>Its own header: <c>partial class Name</c>.</summary>
    public static string HeaderOf(INamedTypeSymbol type) => $"partial {KeywordOf(type)} {Escaped(type.Name)}";

    /// <summary>A name as code spells it, with <c>@</c> where it needs one.</summary>
    public static string Escaped(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>Full metadata name, the stem of emitted files' names.</summary>
    public static string HintNameOf(INamedTypeSymbol type)
    {
        string name = type.MetadataName;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = outer.MetadataName + "+" + name;
        }

        for (INamespaceSymbol? space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            name = space.MetadataName + "." + name; // unlike display names without '@', which no hint name may hold
        }

        return name;
    }

    private static string KeywordOf(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        TypeKind.Interface => "interface",
        _ => type.IsRecord ? "record" : "class",
    };
}
