using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Sememe.Generator.Tests.Harness;

/// <summary>What may travel between steps: nothing that keeps a compilation alive.</summary>
internal static class PlainData
{
    /// <summary>Walks all that an output of a step holds.</summary>
    public static void AssertOf(object? value, string step) => AssertOf(value, new HashSet<object>(ReferenceEqualityComparer.Instance), step);

    private static void AssertOf(object? node, HashSet<object> seen, string step)
    {
        if (node is null or string or Type or MemberInfo || node.GetType() is { IsPrimitive: true } or { IsEnum: true } or { IsPointer: true } || !seen.Add(node))
        {
            return;
        }

        Assert.False(node is Compilation or ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or SemanticModel or SourceText or AdditionalText or Location, $"{step} holds a {node.GetType()}");
        if (node is IEnumerable items)
        {
            foreach (object? item in items)
            {
                AssertOf(item, seen, step);
            }

            return;
        }

        foreach (FieldInfo field in node.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            AssertOf(field.GetValue(node), seen, step);
        }
    }
}
