using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sememe.Compiler.Collections;
using Sememe.Compiler.Findings;
using Sememe.Generator.Inputs;

namespace Sememe.Generator.Vectors;

/// <summary>An attributed class → <see cref="VectorTarget"/>; symbols and syntax end here.</summary>
internal static class VectorTargetReader
{
    public const string Attribute = "Sememe.TextVectorsAttribute`1";

    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellation) => node is ClassDeclarationSyntax or RecordDeclarationSyntax;

    /// <summary>The target; null for an attribute that the compiler refuses by itself.</summary>
    public static VectorTarget? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData attribute = context.Attributes[0];
        if (attribute is not { AttributeClass.TypeArguments: [{ } modelType], ConstructorArguments: [{ Value: string file }] }
            || attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
        {
            return null;
        }

        Place place = Place.Of(syntax.GetLocation());
        string? model = ModelReference.Of(modelType, context.SemanticModel.Compilation.Assembly, out string? problem);
        problem = Unsuitable(type) ?? problem;
        if (problem is not null || model is null)
        {
            return new VectorTarget(null, place, problem is null ? default : new([new ClassProblem(FindingIds.VectorClass, place, new([type.Name, problem]))]));
        }

        VectorClass shape = new(
            TypeNames.NamespaceOf(type),
            TypeNames.ContainersOf(type).Append(TypeNames.HeaderOf(type)).ToEquatableArray(),
            type.Name,
            TypeNames.HintNameOf(type),
            context.TargetNode.GetLeadingTrivia().ToString().Contains("///"),
            file.Replace('\\', '/'),
            model,
            modelType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
        return new VectorTarget(shape, place, NotPartial(type, cancellation).ToEquatableArray());
    }

    private static IEnumerable<ClassProblem> NotPartial(INamedTypeSymbol type, CancellationToken cancellation)
    {
        for (INamedTypeSymbol? part = type; part is not null && ModelReference.NameOf(part) is null; part = part.ContainingType)
        {
            foreach (ClassProblem problem in ClassForm.NotPartial(part, cancellation))
            {
                yield return problem;
            }
        }
    }

    private static string? Unsuitable(INamedTypeSymbol type)
    {
        if (type.IsRecord || !type.IsStatic)
        {
            return "it can have instances, and all that it holds is constant; make it a static class";
        }

        if (type.IsFileLocal)
        {
            return "it is local to its file, and the generated part is another file";
        }

        if (VectorEmitter.Members.FirstOrDefault(name => name == type.Name || type.GetMembers(name).Any(static member => !member.IsImplicitlyDeclared)) is { } taken)
        {
            return $"'{taken}' is generated and cannot be written by hand as well; rename yours";
        }

        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (part.TypeParameters.Length > 0)
            {
                return $"'{part.Name}' has type parameters, and the vectors do not depend on them; move the class to a place without";
            }
        }

        return null;
    }
}
