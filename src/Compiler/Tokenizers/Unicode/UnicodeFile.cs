using System.Globalization;
using System.Reflection;

namespace Sememe.Compiler.Tokenizers.Unicode;

/// <summary>Reads the files that eng/unicode writes, which lie in this assembly.</summary>
internal static class UnicodeFile
{
    private const string Folder = "Sememe.Compiler.Tokenizers.Unicode.";

    /// <summary>The rows of every section by its name.</summary>
    public static Dictionary<string, List<UnicodeRow>> Read(string name)
    {
        using Stream stream = typeof(UnicodeFile).GetTypeInfo().Assembly.GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {name}.");
        using StreamReader reader = new(stream);
        Dictionary<string, List<UnicodeRow>> sections = new(StringComparer.Ordinal);
        List<UnicodeRow> current = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                sections.Add(line.Substring(1, line.IndexOf(']') - 1), current = []);
                continue;
            }

            int blank = line.IndexOf(' ');
            string range = blank < 0 ? line : line.Substring(0, blank);
            int dash = range.IndexOf('-');
            int first = Hexadecimal(dash < 0 ? range : range.Substring(0, dash));
            current.Add(new UnicodeRow(first, dash < 0 ? first : Hexadecimal(range.Substring(dash + 1)), blank < 0 ? "" : line.Substring(blank + 1)));
        }

        return sections;
    }

    public static int Hexadecimal(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
