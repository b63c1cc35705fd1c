using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Sememe.Analyzers;

/// <summary>The strings that an expression about labels can give.</summary>
/// <param name="Model">The model.</param>
/// <param name="Values">All of them.</param>
internal sealed record LabelNames(INamedTypeSymbol Model, ImmutableArray<string> Values)
{
    /// <summary>Strings of <c>Sentiment.NameOf(label)</c> and <c>label.ToString()</c>, or of a variable for one of these; null for other expressions.</summary>
    public static LabelNames? Of(IOperation value, KnownTypes types) => value switch
    {
        IInvocationOperation { TargetMethod: { Name: "NameOf", IsStatic: true } method, Arguments: [_] } when types.IsModel(method.ContainingType) => Written(method),
        IInvocationOperation { TargetMethod.Name: nameof(ToString), Arguments: [], Instance: { } label } => OfEnumeration(label.Type, types),
        ILocalReferenceOperation reference when LocalVariable.Find(reference) is { IsFixed: true, Initializer: { } initializer } => Of(initializer, types),
        _ => null,
    };

    /// <summary>Names of the members of a model's <c>Label</c> or <c>Entity</c>; null for another type.</summary>
    public static LabelNames? OfEnumeration(ITypeSymbol? type, KnownTypes types) =>
        types.ModelOfLabels(type) is { } model ? new LabelNames(model, [.. type!.GetMembers().OfType<IFieldSymbol>().Select(static field => field.Name)]) : null;

    /// <summary>The most similar of the strings, for a message.</summary>
    public string Nearest(string text) => Values.OrderBy(value => Distance(value.ToUpperInvariant(), text.ToUpperInvariant())).First();

    /// <summary>The strings of the generated switch; a method of a referenced assembly shows none.</summary>
    private static LabelNames? Written(IMethodSymbol method)
    {
        ImmutableArray<string> values =
        [
            .. method.DeclaringSyntaxReferences
                .SelectMany(static reference => reference.GetSyntax().DescendantNodes().OfType<SwitchExpressionArmSyntax>())
                .Select(static arm => arm.Expression)
                .OfType<LiteralExpressionSyntax>()
                .Where(static literal => literal.IsKind(SyntaxKind.StringLiteralExpression))
                .Select(static literal => literal.Token.ValueText),
        ];
        return values.IsEmpty ? null : new LabelNames(method.ContainingType, values);
    }

    /// <summary>Levenshtein's: the least number of characters to put in, take out or replace.</summary>
    private static int Distance(string one, string other)
    {
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 1; i <= one.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
