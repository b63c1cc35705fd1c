using Sememe.Compiler.Tokenizers;

namespace Sememe.Tokenization.Tests;

/// <summary>The ways through the code give the same tokens: scalar or vectorized, with places (over a copy of the text) or ids alone (straight from UTF-16).</summary>
public sealed class BertPathTests
{
    private const int Texts = 400;

    // Letters and marks of every kind that a normalizer treats apart, and what stands between them.
    private static readonly string[] s_parts =
    [
        "a", "B", "the ", "word", " ", "  ", "\t", "\u0000", "\u007F", "\u0085", "\u00A0", "\u200B", "\u3000", ".", "[", "[MASK]", "[mask", "#", "##ing",
        "é", "e\u0301", "\u0301", "\u0345", "İ", "ß", "ǅ", "Σ", "Σς", "Ж", "ё", "ї", "\u0490", "א\u05B0", "\u0644\u0651", "،", "क\u094D\u0937", "\u0964",
        "ক\u09CD", "\u1BAA", "\u1BAA\u0334", "\u0334", "\u1B44", "\u302E", "가", "각", "힣", "\u1100\u1161", "日", "本語", "。", "ﬁ", "Å", "\u1E9B\u0323", "ꭰ", "Ꭰ",
        "\U00011103\U00011127", "\U00011133", "\U0001E900", "\U0001E922\U0001E944", "\U0001E94A", "\U0001D15E", "\U0001D165\U0001D16D", "\U00020000", "😀",
        "\uD800", "\uDC00", "\uDBFF", "\uFFFD", "\uFEFF", "\uFF21", "“quoted” – ", "plain ascii text that fills a block of thirty-two and more ",
    ];

    public static TheoryData<bool, bool, bool, bool> Flags { get; } = AllFlags();

    [Theory, MemberData(nameof(Flags))]
    public void Ids_are_the_same_on_every_path(bool cleans, bool isolatesHan, bool strips, bool lowercases)
    {
        TokenizerSpec specification = TokenizerFolders.Specification(TokenizerFolders.MiniLm)
            with { Normalizers = new([new BertNormalizerSpec(cleans, isolatesHan, strips, lowercases)]) };
        Tokenizer scalar = TokenizerFolders.Compile(specification, CodePath.Scalar);
        Tokenizer vectorized = TokenizerFolders.Compile(specification, CodePath.Vectorized);
        Random random = new(7);
        for (int i = 0; i < Texts; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => s_parts[random.Next(s_parts.Length)]));
            int[] expected = scalar.Encode(text).Ids;
            Assert.Equal(expected, vectorized.Encode(text).Ids);
            Assert.Equal(expected, IdsAlone(vectorized, text, expected.Length));
            Assert.Equal(expected, IdsAlone(scalar, text, expected.Length));
        }
    }

    [Fact]
    public void Ids_are_the_same_where_long_texts_are_cut()
    {
        Tokenizer scalar = TokenizerFolders.Open(TokenizerFolders.MiniLm, CodePath.Scalar);
        Tokenizer vectorized = TokenizerFolders.Open(TokenizerFolders.MiniLm, CodePath.Vectorized);
        Random random = new(8);
        string text = string.Concat(Enumerable.Range(0, 60_000).Select(_ => s_parts[random.Next(s_parts.Length)])).Replace("[MASK]", "mask", StringComparison.Ordinal);
        int[] expected = scalar.Encode(text).Ids;
        Assert.Equal(expected, IdsAlone(vectorized, text, expected.Length));
    }

    private static TheoryData<bool, bool, bool, bool> AllFlags()
    {
        TheoryData<bool, bool, bool, bool> all = [];
        for (int flags = 0; flags < 16; flags++)
        {
            all.Add(flags < 8, flags % 8 < 4, flags % 4 < 2, flags % 2 == 0);
        }

        return all;
    }

    private static int[] IdsAlone(Tokenizer tokenizer, string text, int length)
    {
        int[] ids = new int[length];
        return ids[..tokenizer.Encode(text, ids)];
    }
}
