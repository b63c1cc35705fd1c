using System.Globalization;

namespace Sememe.Compiler.Tokenizers.Unicode;

/// <summary>The classes of Hugging Face's regular expressions, what Digits takes for a digit, and scripts.</summary>
internal sealed class PatternData
{
    private static readonly Lazy<PatternData> s_instance = new(static () => new PatternData(UnicodeFile.Read("hugging-face-patterns.txt")));

    private PatternData(Dictionary<string, List<UnicodeRow>> sections)
    {
        Uppercase = Ranges(sections["UppercaseLetter"]);
        Lowercase = Ranges(sections["LowercaseLetter"]);
        OtherLetters = Ranges(sections["OtherLetter"]);
        Marks = Ranges(sections["Mark"]);
        Numbers = Ranges(sections["Number"]);
        Decimals = Ranges(sections["Decimal"]);
        White = Ranges(sections["Space"]);
        WordCharacters = Ranges(sections["WordCharacter"]);
        Numeric = Ranges(sections["Numeric"]);
        Scripts = [.. sections["Script"].Select(static row =>
            (new CodePointRange(row.First, row.Last), byte.Parse(row.Value, CultureInfo.InvariantCulture)))];
    }

    public static PatternData Instance => s_instance.Value;

    /// <summary><c>[\p{Lu}\p{Lt}]</c></summary>
    public CodePointRange[] Uppercase { get; }

    /// <summary><c>\p{Ll}</c></summary>
    public CodePointRange[] Lowercase { get; }

    /// <summary><c>[\p{Lm}\p{Lo}]</c></summary>
    public CodePointRange[] OtherLetters { get; }

    /// <summary><c>\p{M}</c></summary>
    public CodePointRange[] Marks { get; }

    /// <summary><c>\p{N}</c></summary>
    public CodePointRange[] Numbers { get; }

    /// <summary><c>\d</c></summary>
    public CodePointRange[] Decimals { get; }

    /// <summary><c>\s</c></summary>
    public CodePointRange[] White { get; }

    /// <summary><c>\w</c></summary>
    public CodePointRange[] WordCharacters { get; }

    /// <summary>What Digits splits at.</summary>
    public CodePointRange[] Numeric { get; }

    /// <summary>The number of the script, where there is one.</summary>
    public (CodePointRange Range, byte Script)[] Scripts { get; }

    private static CodePointRange[] Ranges(List<UnicodeRow> rows) => [.. rows.Select(static row => new CodePointRange(row.First, row.Last))];
}
