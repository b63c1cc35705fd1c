using Sememe.Compiler.Tokenizers.Unicode;
using Sememe.Tokenization.PreTokenizers.Scanners;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the parameters of a <see cref="SetScanner"/>.</summary>
internal static class CharacterSetBuilder
{
    public static byte[] Build(SetPattern pattern)
    {
        byte[] members = new byte[UnicodeData.CodePoints];
        foreach (CharacterSetItem item in pattern.Set.Items)
        {
            if (item.Class == CharacterClass.None)
            {
                members.AsSpan(item.First, item.Last - item.First + 1).Fill(1);
            }
            else
            {
                Add(members, RangesOf(item.Class), item.Negated);
            }
        }

        if (pattern.Set.Negated)
        {
            for (int c = 0; c < members.Length; c++)
            {
                members[c] ^= 1;
            }
        }

        return [.. TableWriter.Numbers([pattern.Fewest, pattern.Most]), .. TwoStageBuilder.Build(members, 1)];
    }

    private static void Add(byte[] members, CodePointRange[] ranges, bool negated)
    {
        int next = 0;
        foreach (CodePointRange range in ranges.OrderBy(static range => range.First))
        {
            (int from, int to) = negated ? (next, range.First) : (range.First, range.Last + 1);
            members.AsSpan(from, to - from).Fill(1);
            next = range.Last + 1;
        }

        if (negated)
        {
            members.AsSpan(next).Fill(1);
        }
    }

    private static CodePointRange[] RangesOf(CharacterClass kind)
    {
        PatternData data = PatternData.Instance;
        return kind switch
        {
            CharacterClass.Letter => [.. data.Uppercase, .. data.Lowercase, .. data.OtherLetters],
            CharacterClass.Lowercase => data.Lowercase,
            CharacterClass.Mark => data.Marks,
            CharacterClass.Number => data.Numbers,
            CharacterClass.Decimal => data.Decimals,
            CharacterClass.White => data.White,
            CharacterClass.WordCharacter => data.WordCharacters,
            CharacterClass.Numeric => data.Numeric,
            CharacterClass.Punctuation => UnicodeData.Instance.Punctuation,
            CharacterClass.Space => UnicodeData.Instance.White,
            _ => throw new InvalidOperationException($"{kind} has no ranges."),
        };
    }
}
