using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sememe.Compiler.Findings;
using Sememe.Generator.Emit;

namespace Sememe.Generator.Inputs;

/// <summary>Which classes can be models.</summary>
internal static class ClassForm
{
    public static IEnumerable<ClassProblem> Check(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (Unsuitable(type, cancellation) is { } reason)
        {
            yield return new ClassProblem(FindingIds.ClassForm, Place.Of(IdentifierOf(Declarations(type, cancellation)[0])), new([type.Name, reason]));
            yield break;
        }

        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            foreach (ClassProblem problem in NotPartial(part, cancellation))
            {
                yield return problem;
            }
        }
    }

    /// <summary>Declarations of a type to which the build cannot add another.</summary>
    public static IEnumerable<ClassProblem> NotPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        Declarations(type, cancellation)
            .Where(static declaration => !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            .Select(declaration => new ClassProblem(FindingIds.NotPartial, Place.Of(IdentifierOf(declaration)), new([type.Name])));

    private static string? Unsuitable(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.IsRecord)
        {
            return "it is a record, and a loaded model cannot be copied or compared by value; make it a class";
        }

        if (type.IsStatic || type.IsAbstract)
        {
            return $"it is {(type.IsStatic ? "static" : "abstract")}, and a loaded model is an instance; make it a sealed class";
        }

        if (type.IsFileLocal)
        {
            return "it is local to its file, and the generated part is another file";
        }

        if (Surface.Names.Contains(type.Name))
        {
            return $"it is named as the generated member '{type.Name}', and a class cannot have a member of its own name; give it another name";
        }

        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (part.TypeParameters.Length > 0)
            {
                return $"'{part.Name}' has type parameters, and each of its instantiations would be a model of its own";
            }
        }

        return Declarations(type, cancellation).Any(static declaration => declaration.ParameterList is not null)
            ? "it has a primary constructor, which every generated constructor would have to call; only Load makes instances of a model"
            : null;
    }

    private static List<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type, CancellationToken cancellation) =>
        [.. type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>()];

    private static Location IdentifierOf(TypeDeclarationSyntax declaration) => declaration.Identifier.GetLocation();
}
