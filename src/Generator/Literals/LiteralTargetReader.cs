using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sememe.Compiler.Collections;
using Sememe.Compiler.Findings;
using Sememe.Compiler.Texts;
using Sememe.Generator.Inputs;

namespace Sememe.Generator.Literals;

/// <summary>An attributed property → <see cref="LiteralTarget"/>; symbols and syntax end here.</summary>
internal static class LiteralTargetReader
{
    private const string CompiledText = "Sememe.CompiledTextAttribute";

    /// <summary>Metadata names of the attributes.</summary>
    public static readonly string[] Attributes =
        ["Sememe.TokenIdsAttribute", "Sememe.TokenIdsAttribute`1", "Sememe.TokenTypeIdsAttribute", "Sememe.TokenTypeIdsAttribute`1"];

    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellation) => node is PropertyDeclarationSyntax;

    /// <summary>The target; null for an attribute that the compiler refuses by itself.</summary>
    public static LiteralTarget? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var property = (IPropertySymbol)context.TargetSymbol;
        var syntax = (PropertyDeclarationSyntax)context.TargetNode;
        AttributeData attribute = context.Attributes[0];
        if (attribute is not { AttributeClass: { } attributeClass, ConstructorArguments.Length: > 0 }
            || attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax attributeSyntax)
        {
            return null;
        }

        Place place = Place.Of(attributeSyntax.GetLocation());
        if (!IsFirst(property, attribute))
        {
            return new LiteralTarget(null, place, new([Form("it has two of these attributes; give each a property of its own")]));
        }

        if (LiteralForm.Unsuitable(property, syntax) is { } reason)
        {
            return new LiteralTarget(null, place, new([Form(reason)]));
        }

        List<ClassProblem> problems = [.. NotPartial(property.ContainingType, cancellation)];
        string? model = ModelOf(attributeClass, property, context.SemanticModel.Compilation.Assembly, out string? modelProblem);
        if (modelProblem is not null)
        {
            problems.Add(new ClassProblem(FindingIds.LiteralModel, place, new([property.Name, modelProblem])));
        }

        LiteralText? text = TextOf(attribute, out string? textProblem);
        if (textProblem is not null)
        {
            problems.Add(new ClassProblem(FindingIds.LiteralText, place, new([property.Name, textProblem])));
        }

        return new LiteralTarget(Describe(property, syntax, PartOf(attributeClass), IsSet(attribute, "Truncate"), model, text), place, problems.ToEquatableArray());

        ClassProblem Form(string reason) => new(FindingIds.LiteralForm, Place.Of(syntax.Identifier.GetLocation()), new([property.Name, reason]));
    }

    private static LiteralProperty Describe(IPropertySymbol property, PropertyDeclarationSyntax syntax, LiteralPart part, bool mayBeCut, string? model, LiteralText? text)
    {
        INamedTypeSymbol type = property.ContainingType;
        LiteralClass holder = new(
            TypeNames.NamespaceOf(type),
            TypeNames.ContainersOf(type).Append(TypeNames.HeaderOf(type)).ToEquatableArray(),
            TypeNames.HintNameOf(type));
        string modifiers = string.Join(" ", syntax.Modifiers.Select(static modifier => modifier.Text));
        return new LiteralProperty(
            holder,
            property.Name,
            $"{modifiers} global::System.ReadOnlySpan<{LiteralForm.ElementOf(property.Type)}> {TypeNames.Escaped(property.Name)}",
            syntax.GetLeadingTrivia().ToString().Contains("///"),
            part,
            mayBeCut,
            model,
            text);
    }

    /// <summary>Whether it is the first of these attributes on the property.</summary>
    private static bool IsFirst(IPropertySymbol property, AttributeData attribute)
    {
        SyntaxReference? first = property.GetAttributes()
            .FirstOrDefault(static other => other.AttributeClass?.BaseType?.ToDisplayString() == CompiledText)?.ApplicationSyntaxReference;
        return first?.Span == attribute.ApplicationSyntaxReference?.Span && first?.SyntaxTree == attribute.ApplicationSyntaxReference?.SyntaxTree;
    }

    /// <summary>Of the type and those around it; of a model and what is around that its own rules report.</summary>
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

    private static string? ModelOf(INamedTypeSymbol attribute, IPropertySymbol property, IAssemblySymbol assembly, out string? problem)
    {
        if (attribute.TypeArguments is [{ } type])
        {
            return ModelReference.Of(type, assembly, out problem);
        }

        problem = null;
        for (INamedTypeSymbol? part = property.ContainingType; part is not null; part = part.ContainingType)
        {
            if (ModelReference.NameOf(part) is { } name)
            {
                return name;
            }
        }

        problem = $"'{property.ContainingType.Name}' is no model; name one, as in [{Word(attribute)}<MiniLm>(\"…\")], or put the property into the class with [LanguageModel]";
        return null;
    }

    private static LiteralText? TextOf(AttributeData attribute, out string? problem)
    {
        problem = null;
        List<string> texts = [];
        foreach (TypedConstant argument in attribute.ConstructorArguments)
        {
            problem ??= argument.Value is string text ? SurrogateProblem(text) : "it is null; write a text, \"\" for none";
            texts.Add(argument.Value as string ?? "");
        }

        return problem is not null
            ? null
            : new LiteralText(
                texts[0],
                texts.Count > 1 ? texts[1] : null,
                IsSet(attribute, nameof(LiteralText.OmitSpecialTokens)),
                IsSet(attribute, nameof(LiteralText.SpecialTokensAsText)));
    }

    private static string? SurrogateProblem(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return $"found \\u{(int)text[i]:X4} at index {i}, half of a surrogate pair without the other; write the whole character, as it is or as \\UXXXXXXXX";
            }
        }

        return null;
    }

    private static bool IsSet(AttributeData attribute, string option) =>
        attribute.NamedArguments.Any(argument => argument.Key == option && argument.Value.Value is true);

    private static LiteralPart PartOf(INamedTypeSymbol attribute) => Word(attribute) == "TokenIds" ? LiteralPart.TokenIds : LiteralPart.TypeIds;

    private static string Word(INamedTypeSymbol attribute) => attribute.Name.Substring(0, attribute.Name.Length - nameof(Attribute).Length);
}
