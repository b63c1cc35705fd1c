using System.Collections;
using System.Globalization;
using System.Reflection;
using Sememe.Compiler;
using Sememe.Compiler.Tasks;
using Sememe.Compiler.Tokenizers;

namespace Sememe.Build.Reports;

/// <summary>The values of a specification, as rows. By reflection, so that no report falls behind the records.</summary>
internal static class PropertyRows
{
    private const int MostElements = 8;
    private const int LongestText = 80;

    /// <summary>What the compiler asks of a record and no file says, and what has rows of its own.</summary>
    private static readonly string[] s_left = [nameof(TaskSpec.IsKnown), nameof(ModelSpec.SpecialTokens), nameof(NormalizerSpec.AllowsCutsAtBlanks)];

    /// <summary>A row per value that says something: name, owner, value. Nothing, no and zero are what a model has that does without.</summary>
    public static IEnumerable<string[]> Of(object record, string owner) =>
        Values(record, Properties(record).Where(property => !IsDefault(property.GetValue(record)))).Select(pair => new[] { Texts.Words(pair.Name), owner, pair.Value });

    /// <summary>All values on one line.</summary>
    public static string OnOneLine(object record) => string.Join(", ", Values(record, Properties(record)).Select(static pair => $"{Texts.Words(pair.Name)} {pair.Value}"));

    private static IEnumerable<PropertyInfo> Properties(object record) =>
        record.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(static property => property.GetIndexParameters().Length == 0 && Array.IndexOf(s_left, property.Name) < 0);

    private static IEnumerable<(string Name, string Value)> Values(object record, IEnumerable<PropertyInfo> properties) =>
        properties.Select(property => (property.Name, Value: Show(property.GetValue(record))))
            .Where(static pair => pair.Value is not null)
            .Select(static pair => (pair.Name, pair.Value!));

    private static bool IsDefault(object? value) => value is false or 0 or 0f or 0ul;

    /// <summary>Null for what is not shown: nothing, and records.</summary>
    private static string? Show(object? value) => value switch
    {
        null => null,
        string text => "“" + (text.Length > LongestText ? text.Substring(0, LongestText) + "…" : text) + "”",
        bool flag => flag ? "yes" : "no",
        ulong bits => "0x" + bits.ToString("X", CultureInfo.InvariantCulture),
        int number => Texts.Number(number),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        Enum constant => Texts.Words(constant.ToString()),
        VocabularySpec vocabulary => Texts.Number(vocabulary.Count) + " tokens",
        IEnumerable all => ShowAll([.. all.Cast<object>()]),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? ShowAll(object[] elements)
    {
        return elements.Length == 0 ? null
            : elements.Length > MostElements ? Texts.Number(elements.Length) + " entries"
            : string.Join(", ", elements.Select(static element => Show(element) ?? $"({OnOneLine(element)})"));
    }
}
