using Sememe.Compiler.Collections;
using Sememe.Compiler.Tasks;

namespace Sememe.Generator.Emit.Tasks;

/// <summary>Enumerations of labels, and the names behind them.</summary>
internal static class LabelTypes
{
    /// <summary>Writes the enumeration.</summary>
    public static void WriteEnum(MemberWriter members, string name, string summary, EquatableArray<LabelSpec> labels) => members.Field(
        name,
        $"<summary>{summary}</summary>",
        $$"""
        public enum {{name}}
        {
        {{string.Join("\n\n", labels.Select(static (label, id) => $"    /// <summary><c>{Description.Xml(Description.OnOneLine(label.Name))}</c></summary>\n    {label.Identifier} = {id},"))}}
        }
        """);

    /// <summary>Writes the method that gives a label's name as the model folder has it.</summary>
    public static void WriteNames(MemberWriter members, string key, string type, string parameter, EquatableArray<LabelSpec> labels) => members.Member(
        key,
        $"""
        <summary>The name as the model folder has it.</summary>
        <param name="{parameter}">One of the values.</param>
        <exception cref="global::System.ArgumentOutOfRangeException">There is no such value.</exception>
        """,
        $$"""
        public static string NameOf({{type}} {{parameter}}) => {{parameter}} switch
        {
        {{string.Concat(labels.Select(label => $"    {type}.{label.Identifier} => {StringLiteral.Of(label.Name)},\n"))}}    _ => throw new global::System.ArgumentOutOfRangeException(nameof({{parameter}})),
        };
        """);
}
