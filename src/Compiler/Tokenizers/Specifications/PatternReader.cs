namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>Knows regular expressions by their text: those of published tokenizers, and one set of characters with a quantifier.</summary>
internal static class PatternReader
{
    private const string Contractions = "'s|'t|'re|'ve|'m|'ll|'d";
    private const string Symbols = @" ?[^\s\p{L}\p{N}]+";
    private const string White = @"\s+(?!\S)|\s+";
    private const string Gpt2Rest = @"| ?\p{L}+| ?\p{N}+|" + Symbols + "|" + White;
    private const string Gpt2PossessiveRest = @"| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s";
    private const string Upper = @"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]";
    private const string Lower = @"[\p{Ll}\p{Lm}\p{Lo}\p{M}]";
    private const string Before = @"[^\r\n\p{L}\p{N}]?";
    private const string OfAnyCase = "(?i:" + Contractions + ")";

    private static readonly string[] s_gpt2Contractions = [Contractions, "'(?:[sdmt]|ll|ve|re)"];
    private static readonly string[] s_anyCaseContractions = [OfAnyCase, "'(?i:[sdmt]|ll|ve|re)"];
    private static readonly (string Text, int Most)[] s_digits = [(@"\p{N}", 1), (@"\p{N}{1,2}", 2), (@"\p{N}{1,3}", 3), (@"\p{N}+", int.MaxValue)];
    private static readonly string[] s_lineEnds = [@"\s*[\r\n]+", @"\s*[\r\n]"];

    private static readonly Lazy<Dictionary<string, PatternSpec>> s_published = new(ListPublished);

    /// <summary>Null for a regular expression that is not modelled.</summary>
    public static PatternSpec? Read(string regex)
    {
        if (s_published.Value.TryGetValue(regex, out PatternSpec? pattern))
        {
            return pattern;
        }

        // What is possessive in the variants of these two could not give anything back anyway.
        string plain = regex.Replace("++", "+").Replace("*+", "*").Replace("?+", "?");
        return s_published.Value.TryGetValue(plain, out pattern) && pattern is Gpt2Pattern or Cl100kPattern ? pattern : SetPatternReader.Read(regex);
    }

    private static Dictionary<string, PatternSpec> ListPublished()
    {
        Dictionary<string, PatternSpec> patterns = new(StringComparer.Ordinal)
        {
            [Contractions + @"|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"] = new ClipPattern(),
            [Contractions + @"|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+"] = new ClipPattern(),
        };
        foreach (string contractions in s_gpt2Contractions)
        {
            patterns[contractions + Gpt2Rest] = new Gpt2Pattern();
            patterns[contractions + Gpt2PossessiveRest] = new Gpt2Pattern();
        }

        foreach ((string digits, int most) in s_digits)
        {
            foreach (string lineEnds in s_lineEnds)
            {
                AddNewer(patterns, digits, most, lineEnds);
            }
        }

        return patterns;
    }

    private static void AddNewer(Dictionary<string, PatternSpec> patterns, string digits, int most, string lineEnds)
    {
        string rest = "|" + lineEnds + "|" + White;
        foreach (string contractions in s_anyCaseContractions)
        {
            patterns[$@"{contractions}|{Before}\p{{L}}+|{digits}|{Symbols}[\r\n]*{rest}"] = new Cl100kPattern(most);
        }

        string words = $"{Before}{Upper}*{Lower}+";
        string capitals = $"{Before}{Upper}+{Lower}*";
        string symbols = Symbols + @"[\r\n/]*";
        patterns[$"{words}{OfAnyCase}?|{capitals}{OfAnyCase}?|{digits}|{symbols}{rest}"] = new O200kPattern(most, Contractions: true);
        patterns[$"{words}|{capitals}|{digits}|{symbols}{rest}"] = new O200kPattern(most, Contractions: false);
    }
}
