using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sememe.Compiler.Collections;
using Sememe.Compiler.Findings;
using Sememe.Generator.Emit;

namespace Sememe.Generator.Inputs;

/// <summary>An attributed declaration → <see cref="ModelTarget"/>; symbols and syntax end here.</summary>
internal static class ModelTargetReader
{
    private static readonly SymbolDisplayFormat s_typeNames = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameOnly,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellation) => node is ClassDeclarationSyntax or RecordDeclarationSyntax;

    /// <summary>The target; null for the second of two attributes on one class, which the compiler refuses by itself.</summary>
    public static ModelTarget? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData attribute = context.Attributes[0];
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax || !IsFirst(type, attribute))
        {
            return null;
        }

        EquatableArray<ClassProblem> problems = ClassForm.Check(type, cancellation).ToEquatableArray();
        EquatableArray<WrittenMember> written = WrittenMembersOf(type, cancellation).ToEquatableArray();
        ModelClass shape = new(
            attribute.ConstructorArguments is [{ Value: string name }, ..] ? name : "",
            TypeNames.NamespaceOf(type),
            TypeNames.ContainersOf(type).ToEquatableArray(),
            TypeNames.Escaped(type.Name),
            TypeNames.HintNameOf(type),
            IsDocumented(type, cancellation),
            written.Select(static member => member.Key).ToEquatableArray(),
            problems.All(static problem => problem.Id != FindingIds.ClassForm));
        return new ModelTarget(shape, Place.Of(syntax.GetLocation()), written, problems);
    }

    private static bool IsFirst(INamedTypeSymbol type, AttributeData attribute)
    {
        AttributeData first = type.GetAttributes().First(other => SymbolEqualityComparer.Default.Equals(other.AttributeClass, attribute.AttributeClass));
        return first.ApplicationSyntaxReference?.Span == attribute.ApplicationSyntaxReference?.Span
            && first.ApplicationSyntaxReference?.SyntaxTree == attribute.ApplicationSyntaxReference?.SyntaxTree;
    }

    private static IEnumerable<WrittenMember> WrittenMembersOf(INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (!member.IsImplicitlyDeclared && Surface.Names.Contains(member.Name) && member.Locations is [{ IsInSource: true } location, ..])
            {
                cancellation.ThrowIfCancellationRequested();
                yield return new WrittenMember(KeyOf(member), Place.Of(location));
            }
        }
    }

    private static string KeyOf(ISymbol member) =>
        member is IMethodSymbol method
            ? $"{method.Name}({string.Join(",", method.Parameters.Select(static parameter => parameter.Type.ToDisplayString(s_typeNames)))})"
            : member.Name;

    /// <summary>From the text and not from the symbol: without documentation output the compiler does not parse the comments.</summary>
    private static bool IsDocumented(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation).GetLeadingTrivia().ToString().Contains("///"));
}
