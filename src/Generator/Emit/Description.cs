using System.Globalization;
using Sememe.Compiler;
using Sememe.Generator.Emit.Tasks;

namespace Sememe.Generator.Emit;

/// <summary>What documentation comments say, and how numbers and names are spelled in code.</summary>
internal static class Description
{
    /// <summary>The comment above the class; the summary is left to the user where there is one.</summary>
    public static string OfClass(ModelUnit unit)
    {
        string element = unit.Class.IsDocumented ? "remarks" : "summary";
        return $"/// <{element}>{Xml(OnOneLine(unit.Model.Name))}: {Facts(unit.FirstError is null ? unit.Model.Specification : null, TaskEmitter.Of(unit.Model))}</{element}>";
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The shortest literal that reads back as the same number, whatever framework the compiler runs on.</summary>
    public static string Float(float value)
    {
        for (int digits = 6; digits < 9; digits++)
        {
            string text = value.ToString("G" + digits, CultureInfo.InvariantCulture);
            if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float read) && read.Equals(value))
            {
                return text + "f";
            }
        }

        return value.ToString("G9", CultureInfo.InvariantCulture) + "f"; // nine are enough for any
    }

    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    public static string OnOneLine(string text) => new([.. text.Select(static c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]);

    private static string Facts(ModelSpec? specification, TaskEmitter task) => specification is null
        ? "not compiled, see the build's errors."
        : (specification.Encoder is { } encoder ? $"{encoder.Family}, {encoder.Layers} layers{(encoder.Elmo is null ? $" of {encoder.Heads} heads" : "")}, {Number(encoder.HiddenSize)} wide; " : "")
            + task.Facts(specification) + (task.HasTokenizer ? Limits(specification) : ".");

    private static string Limits(ModelSpec specification) => $"; {Number(specification.VocabularySize)} token ids, at most {Number(specification.MaxTokens)} tokens.";
}
