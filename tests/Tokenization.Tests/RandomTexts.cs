using System.Text;

namespace Sememe.Tokenization.Tests;

/// <summary>Texts made of what tokenizers trip over, the same every time.</summary>
internal static class RandomTexts
{
    // Weighted by repetition: letters, digits, blanks, line ends, contractions, marks, wide white space, symbols of every length, other scripts, emoji.
    private static readonly string[] s_parts =
    [
        "a", "b", "the", "Word", "QX", "ſ", " ", " ", " ", "  ", "   ", "\n", "\r\n", "\n\n", "\t", " \n", "\n ", "'s", "'S", "'t", "'re", "'LL", "'ve", "'d", "'ſ", "'",
        "''", "1", "12", "123", "1234", "٣", "½", "Ⅷ", ".", ",", "...", "!?", "/", "_", "“", "”", "—", "…", "、", "。", "́", "̈́", "़", "\u00A0", "\u3000", "\u2003", "\u0085",
        "\u2028", "é", "ß", "Ǆ", "ǅ", "ʰ", "я", "Жук", "ﬁ", "日本", "語", "한국", "กำ", "नमस्ते", "שלום", "مرحبا", "😀", "👨‍👩‍👧", "𝐇", "𐐷", "\U0001F1E9", "\uFFFD", "\u200B", "\u0000", "\u001F",
    ];

    /// <summary>One text of about so many chars.</summary>
    public static string Make(int seed, int length)
    {
        Random random = new(seed);
        StringBuilder text = new();
        while (text.Length < length)
        {
            switch (random.Next(12))
            {
                case 0:
                    text.Append(s_parts[random.Next(s_parts.Length)][0], random.Next(1, 90)); // a long run
                    break;
                case 1:
                    text.Append(new Rune(AnyCodePoint(random)));
                    break;
                default:
                    text.Append(s_parts[random.Next(s_parts.Length)]);
                    break;
            }
        }

        return text.ToString();
    }

    private static int AnyCodePoint(Random random)
    {
        int codePoint = random.Next(3) == 0 ? random.Next(0x110000) : random.Next(0x3000);
        return codePoint is >= 0xD800 and <= 0xDFFF ? 0x41 : codePoint;
    }
}
