using System.Text;

namespace Sememe.Compiler.Folders;

/// <summary>What the build saw of a model folder and a generator, which does no input or output, cannot see: its weights files. Text, one fact a line.</summary>
internal static class FolderManifest
{
    private const string FirstLine = "sememe folder 1";
    private const string Chosen = "chosen ";
    private const string Requested = "requested ";
    private const string Foreign = "foreign ";
    private const string Candidate = "candidate ";
    private const string TablesInFile = "tables in a file";

    /// <summary>Same choice, same text.</summary>
    /// <param name="choice">The weights.</param>
    /// <param name="tablesInFile">The tokenizer's tables lie in a file and not in the assembly.</param>
    public static string Write(WeightsChoice choice, bool tablesInFile = false)
    {
        StringBuilder text = new StringBuilder(FirstLine).Append('\n');
        if (choice.File is not null)
        {
            text.Append(Chosen).Append(choice.File).Append('\n');
        }

        if (choice.Requested is not null)
        {
            text.Append(Requested).Append(choice.Requested).Append('\n');
        }

        if (choice.Foreign is not null)
        {
            text.Append(Foreign).Append(choice.Foreign).Append('\n');
        }

        foreach (string candidate in choice.Candidates)
        {
            text.Append(Candidate).Append(candidate).Append('\n');
        }

        if (tablesInFile)
        {
            text.Append(TablesInFile).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>True when the tokenizer's tables lie in a file.</summary>
    public static bool HasTablesInFile(string text) => text.Split('\n').Contains(TablesInFile);

    /// <summary>The same with the tokenizer's tables in the assembly.</summary>
    public static string WithoutTablesInFile(string text) => text.Replace(TablesInFile + "\n", "");

    /// <summary>The choice that <see cref="Write"/> wrote; null for any other text.</summary>
    public static WeightsChoice? TryRead(string text)
    {
        string[] lines = text.Split('\n');
        return lines[0] != FirstLine
            ? null
            : new WeightsChoice(
                ValuesOf(lines, Chosen).FirstOrDefault(),
                ValuesOf(lines, Requested).FirstOrDefault(),
                ValuesOf(lines, Foreign).FirstOrDefault(),
                new([.. ValuesOf(lines, Candidate)]));
    }

    private static IEnumerable<string> ValuesOf(string[] lines, string key) =>
        lines.Where(line => line.StartsWith(key, StringComparison.Ordinal)).Select(line => line.Substring(key.Length));
}
