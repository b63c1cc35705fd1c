using Sememe.Tokenization.PostProcessors;
using Sememe.Tokenization.Unicode;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the section of <see cref="OffsetTrimmer"/>: how many characters at the ends of every token are white, or stand for a blank.</summary>
internal static class TokenBlankBuilder
{
    /// <exception cref="NotSupportedException">A token with more blanks than the layout can hold.</exception>
    public static byte[] Build(TokenizerSpec specification)
    {
        HashSet<int> white = [.. Unicode.UnicodeData.Instance.White.SelectMany(static range => Enumerable.Range(range.First, range.Last - range.First + 1))];
        white.Add((int)ByteLevelAlphabet.CharacterOf((byte)' '));
        byte[] blanks = new byte[2 * specification.VocabularySize];
        for (int id = 0; id < specification.Model.Vocabulary.Length; id++)
        {
            Count(specification.Model.Vocabulary[id], white, id, blanks);
        }

        foreach (AddedTokenSpec token in specification.AddedTokens)
        {
            blanks.AsSpan(2 * token.Id, 2).Clear(); // their places are trimmed where they are found (AddedTokenTrimmer)
        }

        return blanks;
    }

    private static void Count(string? token, HashSet<int> white, int id, byte[] blanks)
    {
        // White characters are single UTF-16 units, all of them.
        token ??= "";
        int leading = 0;
        while (leading < token.Length && white.Contains(token[leading]))
        {
            leading++;
        }

        int trailing = 0;
        while (trailing < token.Length && white.Contains(token[token.Length - 1 - trailing]))
        {
            trailing++;
        }

        if (leading > byte.MaxValue || trailing > byte.MaxValue)
        {
            throw new NotSupportedException($"Token {id} has more than {byte.MaxValue} blanks at one end, which the table layout cannot hold.");
        }

        blanks[2 * id] = (byte)leading;
        blanks[2 * id + 1] = (byte)trailing;
    }
}
