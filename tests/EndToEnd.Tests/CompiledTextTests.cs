using Sememe.Testing;

namespace Sememe.EndToEnd.Tests;

/// <summary>What the compiler has made of texts is what the run time makes of them.</summary>
[Collection(nameof(Alone))]
public sealed class CompiledTextTests
{
    private const string Special = "a [MASK] and\t[SEP]  [unk]";

    [Fact]
    public void Token_ids_of_a_text() => Assert.Equal([101, 1996, 2924, 1997, 1996, 2314, 102], Queries.River.ToArray());

    [Fact]
    public void Token_ids_without_special_tokens() => Assert.Equal(Queries.River[1..^1].ToArray(), Queries.Bare.ToArray());

    [Fact]
    public void Token_ids_of_all_scripts() => Assert.Equal(Encode("naïve café — 東京 😀 ﬁ \u0301 Straße ΑΣ", default), Queries.Foreign.ToArray());

    [Fact]
    public void Special_tokens_in_the_text() => Assert.Equal(Encode(Special, default), Queries.Special.ToArray());

    [Fact]
    public void Special_tokens_taken_as_text()
    {
        Assert.Equal(Encode(Special, new() { SpecialTokensAsText = true }), Queries.SpecialAsText.ToArray());
        Assert.NotEqual(Queries.Special.ToArray(), Queries.SpecialAsText.ToArray());
    }

    [Fact]
    public void Two_texts()
    {
        int[] ids = new int[MiniLm.MaxTokens];
        int[] types = new int[ids.Length];
        int count = MiniLm.Tokenizer.EncodePair("Who is free?", "All human beings.", new TokenSpans(ids) { TypeIds = types }).Tokens;

        Assert.Equal(ids[..count], Queries.Pair.ToArray());
        Assert.Equal(types[..count].Select(static type => (long)type), Queries.PairTypes.ToArray());
    }

    [Fact]
    public void Ids_of_64_bits() => Assert.Equal(Queries.River.ToArray().Select(static id => (long)id), Queries.Wide.ToArray());

    [Fact]
    public void A_long_text_is_cut_where_the_model_cuts_it()
    {
        Assert.Equal(MiniLm.MaxTokens, Queries.Cut.Length);
        Assert.Equal(Encode(Queries.LongText, new() { MaxTokens = MiniLm.MaxTokens }), Queries.Cut.ToArray());
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        int sum = 0;

        Assert.Equal(0, Allocations.PerCall(() => sum += Queries.River[1] + Queries.Cut[^1] + (int)Queries.Wide[0] + (int)Queries.PairTypes[0]));
    }

    private static int[] Encode(string text, EncodeOptions options)
    {
        int[] ids = new int[4096];
        return ids[..MiniLm.Tokenizer.Encode(text, new TokenSpans(ids), options).Tokens];
    }
}
