using System.Globalization;
using Sememe.Compiler.Tokenizers.Unicode;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>The regular expressions that published normalizers have: one kind of character, so and so often.</summary>
/// <param name="Characters">The kind.</param>
/// <param name="Fewest">Fewest of them.</param>
/// <param name="Most">Most of them.</param>
internal sealed record SmallRegex(CodePointRange[] Characters, int Fewest, int Most)
{
    private const string Special = "\\^$.|?*+()[]{}";

    /// <summary>Null for any other expression.</summary>
    public static SmallRegex? Parse(string pattern)
    {
        int at = 0;
        return ParseCharacters(pattern, ref at) is { } characters && ParseCount(pattern.Substring(at)) is var (fewest, most)
            ? new SmallRegex(characters, fewest, most)
            : null;
    }

    private static CodePointRange[]? ParseCharacters(string pattern, ref int at)
    {
        if (pattern.Length == 0)
        {
            return null;
        }

        if (pattern[0] != '\\')
        {
            at = pattern.Length > 1 && char.IsSurrogatePair(pattern[0], pattern[1]) ? 2 : 1;
            return Special.Contains(pattern[0]) ? null : Single(at == 2 ? char.ConvertToUtf32(pattern[0], pattern[1]) : pattern[0]);
        }

        at = 2;
        return pattern.Length < 2 ? null : pattern[1] switch
        {
            's' => UnicodeData.Instance.White,
            'n' => Single('\n'),
            'r' => Single('\r'),
            't' => Single('\t'),
            'd' => UnicodeData.Instance.DecimalDigits,
            char escaped when Special.Contains(escaped) || escaped is '-' or '/' => Single(escaped),
            _ => null,
        };
    }

    private static (int Fewest, int Most)? ParseCount(string count)
    {
        switch (count)
        {
            case "":
                return (1, 1);
            case "+":
                return (1, int.MaxValue);
        }

        if (count[0] != '{' || count[count.Length - 1] != '}')
        {
            return null;
        }

        string[] numbers = count.Substring(1, count.Length - 2).Split(',');
        if (numbers.Length > 2 || !TryParse(numbers[0], out int fewest) || fewest == 0)
        {
            return null;
        }

        int most = fewest;
        return numbers.Length == 1 ? (fewest, fewest)
            : numbers[1].Length == 0 ? (fewest, int.MaxValue)
            : TryParse(numbers[1], out most) && most >= fewest ? (fewest, most) : null;
    }

    private static bool TryParse(string number, out int value) => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static CodePointRange[] Single(int codePoint) => [new CodePointRange(codePoint, codePoint)];
}
