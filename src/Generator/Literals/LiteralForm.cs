using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sememe.Generator.Literals;

/// <summary>Which properties can be token ids.</summary>
internal static class LiteralForm
{
    /// <summary>Why a property cannot, with the remedy; null when it can.</summary>
    /// <param name="property">The property.</param>
    /// <param name="syntax">The declaration with the attribute.</param>
    public static string? Unsuitable(IPropertySymbol property, PropertyDeclarationSyntax syntax)
    {
        LanguageVersion version = ((CSharpParseOptions)syntax.SyntaxTree.Options).LanguageVersion;
        if (version < LanguageVersion.CSharp13)
        {
            return $"partial properties need C# 13, and the project is compiled as C# {version.ToDisplayString()}; raise LangVersion or leave it out";
        }

        if (!syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return "it is not partial, and the build writes its other half; add 'partial'";
        }

        if (!property.IsStatic)
        {
            return "it belongs to an instance, and the ids are the same for all; make it static";
        }

        if (property.RefKind != RefKind.None || ElementOf(property.Type) is null)
        {
            return $"its type is {property.Type.ToDisplayString()}; make it ReadOnlySpan<int> or ReadOnlySpan<long>";
        }

        if (property.SetMethod is not null)
        {
            return "it has a setter, and the ids are constant; leave '{ get; }'";
        }

        if (!property.IsPartialDefinition || property.PartialImplementationPart is not null)
        {
            return "it has a body, and the build writes that; leave '{ get; }'";
        }

        for (INamedTypeSymbol? part = property.ContainingType; part is not null; part = part.ContainingType)
        {
            if (part.IsFileLocal)
            {
                return $"'{part.Name}' is local to its file, and the other half of the property is another file";
            }

            if (part.TypeParameters.Length > 0)
            {
                return $"'{part.Name}' has type parameters, and the ids do not depend on them; move the property to a type without";
            }
        }

        return null;
    }

    /// <summary>The element as code spells it; null for any other type than the two spans.</summary>
    public static string? ElementOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "ReadOnlySpan", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true }, TypeArguments: [{ } element] }
            ? element.SpecialType switch
            {
                SpecialType.System_Int32 => "int",
                SpecialType.System_Int64 => "long",
                _ => null,
            }
            : null;
}
