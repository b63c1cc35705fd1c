namespace Sememe.Tokenization.Tests;

/// <summary>Many texts at once are the same as each alone.</summary>
public sealed class BatchTests
{
    private static readonly string[] s_texts = ["one", "", "The unaffable fox.", "東京 is far", "a longer text with more words than the others have"];

    [Fact]
    public void A_ragged_batch_is_the_texts_end_to_end()
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.MiniLm);
        EncodeOptions options = new() { MaxTokens = 8 };
        int[] ids = new int[100];
        int[] starts = new int[s_texts.Length + 1];
        EncodeInfo info = tokenizer.EncodeBatch(s_texts, ids, starts, options);
        int dropped = 0;
        for (int i = 0; i < s_texts.Length; i++)
        {
            EncodedText alone = tokenizer.Encode(s_texts[i], options);
            Assert.Equal(alone.Ids, ids[starts[i]..starts[i + 1]]);
            dropped += alone.Info.Dropped;
        }

        Assert.Equal(new EncodeInfo(starts[^1], dropped, 0), info);
        Assert.True(dropped > 0);
        ArgumentException small = Assert.Throws<ArgumentException>(() => tokenizer.EncodeBatch(s_texts, ids, new int[5]));
        Assert.Contains("5 texts have 6 starts", small.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_cut_and_filled_up()
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.MiniLm);
        const int Length = 8;
        int[] ids = new int[s_texts.Length * Length];
        int[] mask = new int[ids.Length];
        EncodeInfo info = tokenizer.EncodeBatch(s_texts, Length, new TokenSpans(ids) { AttentionMask = mask });
        Assert.Equal(ids.Length, info.Length);
        for (int i = 0; i < s_texts.Length; i++)
        {
            EncodedText alone = tokenizer.Encode(s_texts[i], new EncodeOptions { MaxTokens = Length, Padding = new() { Mode = PaddingMode.Fixed, Length = Length } });
            Assert.Equal(alone.Ids, ids[(i * Length)..((i + 1) * Length)]);
            Assert.Equal(alone.AttentionMask, mask[(i * Length)..((i + 1) * Length)]);
        }
    }

    [Fact]
    public void Objects_are_filled_up_to_the_longest()
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.MiniLm);
        EncodedText[] batch = tokenizer.EncodeBatch(s_texts, new EncodeOptions { Padding = new() { Mode = PaddingMode.Longest, Multiple = 4 } });
        int longest = s_texts.Max(text => tokenizer.CountTokens(text));
        Assert.All(batch, text => Assert.Equal((longest + 3) / 4 * 4, text.Ids.Length));
        Assert.Equal(s_texts.Select(text => tokenizer.CountTokens(text)), batch.Select(text => text.AttentionMask.Sum()));
    }

    [Theory]
    [InlineData(0, 0, Side.Right)]
    [InlineData(0, 0, Side.Left)]
    [InlineData(5, 1, Side.Right)]
    [InlineData(5, 2, Side.Left)]
    public void Objects_filled_up_to_the_longest_are_those_of_that_length(int mostTokens, int stride, Side side)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.MiniLm);
        EncodeOptions options = new() { MaxTokens = mostTokens, Stride = stride, Padding = new() { Mode = PaddingMode.Longest, Multiple = 4, Side = side } };
        int longest = s_texts.Max(text => tokenizer.Encode(text, options with { Padding = default }).Ids.Length);
        EncodeOptions fixedLength = options with { Padding = options.Padding with { Mode = PaddingMode.Fixed, Length = longest } };
        EncodedText[] batch = tokenizer.EncodeBatch(s_texts, options);
        for (int i = 0; i < batch.Length; i++)
        {
            AssertEqual(tokenizer.Encode(s_texts[i], fixedLength), batch[i]);
        }
    }

    private static void AssertEqual(EncodedText expected, EncodedText actual)
    {
        Assert.Equal(expected.Info, actual.Info);
        Assert.Equal(expected.Ids, actual.Ids);
        Assert.Equal(expected.TypeIds, actual.TypeIds);
        Assert.Equal(expected.AttentionMask, actual.AttentionMask);
        Assert.Equal(expected.SpecialTokensMask, actual.SpecialTokensMask);
        Assert.Equal(expected.Offsets, actual.Offsets);
        Assert.Equal(expected.WordIds, actual.WordIds);
        Assert.Equal(expected.SequenceIds, actual.SequenceIds);
        Assert.Equal(expected.Overflowing.Count, actual.Overflowing.Count);
        for (int i = 0; i < expected.Overflowing.Count; i++)
        {
            AssertEqual(expected.Overflowing[i], actual.Overflowing[i]);
        }
    }

    [Theory]
    [InlineData("The unaffable fox.")]
    [InlineData("")]
    public void Long_ids_are_the_ids(string text)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.MiniLm);
        EncodeOptions options = new() { Padding = new() { Mode = PaddingMode.Fixed, Length = 12 } };
        EncodedText expected = tokenizer.Encode(text, options);
        long[] ids = new long[12];
        long[] types = new long[12];
        long[] mask = new long[12];
        EncodeInfo info = tokenizer.Encode(text, ids, types, mask, options);
        Assert.Equal(expected.Info, info);
        Assert.Equal(expected.Ids.Select(static id => (long)id), ids);
        Assert.Equal(expected.TypeIds.Select(static id => (long)id), types);
        Assert.Equal(expected.AttentionMask.Select(static id => (long)id), mask);
    }
}
