using Sememe.Testing;

namespace Sememe.Tokenization.Tests;

/// <summary>Words that the caller has split are texts of their own.</summary>
public sealed class WordsTests
{
    private static readonly string[] s_words = ["Fox", "un-affable", "", "東京", "[SEP]", "a b"];

    public static TheoryData<string> Tokenizers { get; } = ["bert-base-uncased", "gpt2", "roberta-base"];

    [SharedTheory, MemberData(nameof(Tokenizers))]
    public void Each_word_is_tokenized_alone_and_keeps_its_number(string name)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.Shared(name));
        EncodeOptions options = new() { OmitSpecialTokens = true };
        EncodedText actual = tokenizer.EncodeWords(s_words, options);
        EncodedText[] alone = [.. s_words.Select(word => tokenizer.Encode(word, options))];
        Assert.Equal(alone.SelectMany(static word => word.Ids), actual.Ids);
        Assert.Equal(alone.SelectMany(static word => word.Offsets), actual.Offsets);
        Assert.Equal(alone.SelectMany(static (word, i) => Enumerable.Repeat(i, word.Ids.Length)), actual.WordIds);
        Assert.Equal(actual.Ids.Length, tokenizer.CountTokensOfWords(s_words, options));
    }

    [Fact]
    public void Special_tokens_truncation_and_pairs_are_as_with_text()
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.MiniLm);
        EncodedText text = tokenizer.EncodePair("the fox", "jumps over it", new EncodeOptions { MaxTokens = 7 });
        EncodedText words = tokenizer.EncodeWordsPair(["the", "fox"], ["jumps", "over", "it"], new EncodeOptions { MaxTokens = 7 });
        Assert.Equal(text.Ids, words.Ids);
        Assert.Equal(text.TypeIds, words.TypeIds);
        Assert.Equal(text.WordIds, words.WordIds);
        Assert.Equal(text.Info, words.Info);
        int[] ids = new int[4];
        Assert.Equal(4, tokenizer.EncodeWords(["the", "fox"], ids));
        Assert.Equal([101, 1996, 4419, 102], ids);
    }
}
