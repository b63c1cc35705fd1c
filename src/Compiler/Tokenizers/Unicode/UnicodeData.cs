using System.Globalization;

namespace Sememe.Compiler.Tokenizers.Unicode;

/// <summary>What Hugging Face's tables say of code points; .NET's say otherwise in hundreds of places, and differ from host to host.</summary>
internal sealed class UnicodeData
{
    public const int CodePoints = 0x110000;

    private const string Resource = "hugging-face.txt";

    private static readonly Lazy<UnicodeData> s_instance = new(static () => new UnicodeData(UnicodeFile.Read(Resource)));

    private readonly HashSet<int> _nonspacing;

    private UnicodeData(Dictionary<string, List<UnicodeRow>> sections)
    {
        Removed = Ranges(sections["Removed"]);
        White = Ranges(sections["White"]);
        Chinese = Ranges(sections["Chinese"]);
        Punctuation = Ranges(sections["Punctuation"]);
        Word = Ranges(sections["Word"]);
        Nonspacing = Ranges(sections["Nonspacing"]);
        _nonspacing = [.. Nonspacing.SelectMany(static range => Enumerable.Range(range.First, range.Last - range.First + 1))];
        CombiningClasses = Map(sections["CombiningClass"], static (_, value) => int.Parse(value, CultureInfo.InvariantCulture));
        Decompositions = Map(sections["Decomposition"], static (_, value) => CodePointsOf(value));
        Marks = Ranges(sections["Marks"]);
        DecimalDigits = Ranges(sections["DecimalDigit"]);
        NmtDropped = Ranges(sections["NmtDropped"]);
        NmtBlank = Ranges(sections["NmtBlank"]);
        CompatibilityDecompositions = Map(sections["Compatibility"], static (_, value) => CodePointsOf(value));
        Compositions = Map(sections["Composition"], static (_, value) => CodePointsOf(value));
        Graphemes = [.. sections["Grapheme"].Select(static row => (new CodePointRange(row.First, row.Last), int.Parse(row.Value, CultureInfo.InvariantCulture)))];
        Lowercase = Map(sections["Lowercase"], static (c, value) => value[0] is '+' or '-' ? [c + int.Parse(value, CultureInfo.InvariantCulture)] : CodePointsOf(value));
    }

    public static UnicodeData Instance => s_instance.Value;

    /// <summary>What clean_text drops.</summary>
    public CodePointRange[] Removed { get; }

    public CodePointRange[] White { get; }

    public CodePointRange[] Chinese { get; }

    public CodePointRange[] Punctuation { get; }

    public CodePointRange[] Word { get; }

    /// <summary>What strip_accents drops.</summary>
    public CodePointRange[] Nonspacing { get; }

    /// <summary>What StripAccents drops.</summary>
    public CodePointRange[] Marks { get; }

    /// <summary><c>\d</c> of Oniguruma.</summary>
    public CodePointRange[] DecimalDigits { get; }

    /// <summary>What Nmt drops.</summary>
    public CodePointRange[] NmtDropped { get; }

    /// <summary>What Nmt makes a blank.</summary>
    public CodePointRange[] NmtBlank { get; }

    /// <summary>Compatibility decompositions that are not the canonical ones.</summary>
    public IReadOnlyDictionary<int, int[]> CompatibilityDecompositions { get; }

    /// <summary>The two code points that compose to another.</summary>
    public IReadOnlyDictionary<int, int[]> Compositions { get; }

    /// <summary>Bits of <see cref="Tokenization.Unicode.GraphemeClass"/>.</summary>
    public (CodePointRange Range, int Class)[] Graphemes { get; }

    /// <summary>Canonical combining classes that are not 0.</summary>
    public IReadOnlyDictionary<int, int> CombiningClasses { get; }

    /// <summary>Canonical decompositions but those of Hangul syllables.</summary>
    public IReadOnlyDictionary<int, int[]> Decompositions { get; }

    public IReadOnlyDictionary<int, int[]> Lowercase { get; }

    public bool IsNonspacing(int codePoint) => _nonspacing.Contains(codePoint);

    private static int[] CodePointsOf(string text) => [.. text.Split(' ').Select(UnicodeFile.Hexadecimal)];

    private static CodePointRange[] Ranges(List<UnicodeRow> rows) => [.. rows.Select(static row => new CodePointRange(row.First, row.Last))];

    private static Dictionary<int, T> Map<T>(List<UnicodeRow> rows, Func<int, string, T> convert)
    {
        Dictionary<int, T> map = [];
        foreach (UnicodeRow row in rows)
        {
            for (int c = row.First; c <= row.Last; c++)
            {
                map.Add(c, convert(c, row.Value));
            }
        }

        return map;
    }
}
