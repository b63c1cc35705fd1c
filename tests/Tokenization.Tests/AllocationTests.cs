using Sememe.Testing;

namespace Sememe.Tokenization.Tests;

/// <summary>Nothing is allocated for any text once buffers are there.</summary>
[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    private static readonly Dictionary<string, string> s_texts = new(StringComparer.Ordinal)
    {
        ["ascii"] = "The quick brown fox jumps over the lazy dog.",
        ["accents"] = "Ångström café naïve İstanbul ΟΔΥΣΣΕΥΣ",
        ["scripts"] = "東京は日本の首都です。 한국어 नमस्ते दुनिया ไทย",
        ["ordered marks"] = "a\u0345\u1BAA\u0334\u1B44 b\U0001D15E\u0334",
        ["special tokens"] = "[CLS] one [MASK] two [SEP]",
        ["huge ascii"] = string.Concat(Enumerable.Repeat("unaffable words and more words, ", 40_000)),
        ["huge without blanks"] = string.Concat(Enumerable.Repeat("日本語", 200_000)),
        ["one word"] = new string('a', 1_000_000),
        ["marks"] = "e" + new string('\u0301', 500_000),
        ["marks that stay"] = "e" + string.Concat(Enumerable.Repeat("\u1BAA\u0334", 100_000)),
    };

    public static TheoryData<string> Texts { get; } = [.. s_texts.Keys];

    [Theory, MemberData(nameof(Texts))]
    public void Encode_into_spans_allocates_nothing(string name) => AssertNothing(TokenizerFolders.Open(TokenizerFolders.MiniLm), s_texts[name]);

    [SharedTheory, MemberData(nameof(Texts))]
    public void Encode_from_bytes_allocates_nothing(string name) => AssertNothing(TokenizerFolders.Open(TokenizerFolders.Shared("gpt2")), s_texts[name]);

    [SharedTheory, MemberData(nameof(Texts))]
    public void Encode_by_scores_allocates_nothing(string name)
    {
        AssertNothing(TokenizerFolders.Open(TokenizerFolders.Shared("xlm-roberta-base")), s_texts[name]);
        AssertNothing(TokenizerFolders.Open(TokenizerFolders.Shared("albert-like")), s_texts[name]);
    }

    [SharedTheory, MemberData(nameof(Texts))]
    public void Encode_for_translation_allocates_nothing(string name) => AssertNothing(TokenizerFolders.OpenMarian(), s_texts[name]);

    [SharedTheory, MemberData(nameof(Texts))]
    public void Encode_from_characters_allocates_nothing(string name) =>
        AssertNothing(TokenizerFolders.Open(TokenizerFolders.Shared("steps/bpe-prefix")), s_texts[name]);

    [SharedTheory, MemberData(nameof(Texts))]
    public void Encode_of_a_text_that_is_one_split_allocates_nothing(string name) =>
        AssertNothing(TokenizerFolders.Open(TokenizerFolders.Shared("steps/llama2-like")), s_texts[name]);

    [SharedTheory, MemberData(nameof(Texts))]
    public void Encode_after_several_pre_tokenizers_allocates_nothing(string name) =>
        AssertNothing(TokenizerFolders.Open(TokenizerFolders.Shared("steps/starcoder-like")), s_texts[name]);

    private static void AssertNothing(Tokenizer tokenizer, string text)
    {
        int[] ids = new int[tokenizer.CountTokens(text)];
        TextRange[] offsets = new TextRange[ids.Length];
        Assert.Equal(0, Allocations.PerCall(() => tokenizer.Encode(text, new TokenSpans(ids, offsets) { WordIds = ids })));
        Assert.Equal(0, Allocations.PerCall(() => tokenizer.Encode(text, new TokenSpans(ids), new EncodeOptions { MaxTokens = 128, TruncationSide = Side.Left })));
    }

    [Theory, MemberData(nameof(Texts))]
    public void EncodePair_and_CountTokens_allocate_nothing(string name)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.MiniLm);
        string text = s_texts[name];
        int[] ids = new int[128];
        Assert.Equal(0, Allocations.PerCall(() => tokenizer.EncodePair("a question?", text, new TokenSpans(ids), new EncodeOptions { MaxTokens = 128 })));
        Assert.Equal(0, Allocations.PerCall(() => tokenizer.CountTokens(text)));
    }

    [Theory, MemberData(nameof(Texts))]
    public void Utf8_words_long_ids_and_windows_allocate_nothing(string name)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.MiniLm);
        string text = s_texts[name];
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        string[] words = [text[..^1], "and", text[..10]];
        int[] ids = new int[2 * tokenizer.CountTokens(text) + 3];
        long[] longIds = new long[ids.Length];
        Assert.Equal(0, Allocations.PerCall(() => tokenizer.Encode(utf8, ids)));
        Assert.Equal(0, Allocations.PerCall(() => tokenizer.EncodeWords(words, ids)));
        Assert.Equal(0, Allocations.PerCall(() => tokenizer.Encode(text, longIds)));
        Assert.Equal(0, Allocations.PerCall(() => CountWindows(tokenizer, text)));
    }

    private static int CountWindows(Tokenizer tokenizer, string text)
    {
        int count = 0;
        foreach (TextWindow window in tokenizer.Windows(text, new WindowOptions { MaxTokens = 128, Overlap = 16, Border = WindowBorder.Sentence }))
        {
            count += window.Tokens > 0 ? 1 : 0;
        }

        return count;
    }

    [Fact]
    public void Decode_into_a_span_allocates_nothing() => AssertDecodesWithNothing(TokenizerFolders.Open(TokenizerFolders.MiniLm));

    [SharedFact]
    public void Decode_to_bytes_allocates_nothing() => AssertDecodesWithNothing(TokenizerFolders.Open(TokenizerFolders.Shared("gpt2")));

    private static void AssertDecodesWithNothing(Tokenizer tokenizer)
    {
        int[] ids = tokenizer.Encode("Decoding unaffable words, 東京!").Ids;
        char[] text = new char[200];
        Assert.Equal(0, Allocations.PerCall(() => tokenizer.Decode(ids, text)));
    }
}
