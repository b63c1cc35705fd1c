using System.Runtime.InteropServices;
using Sememe.Testing;

namespace Sememe.EndToEnd.Tests;

/// <summary>Vectors that the build has computed are those of the run time, and searching them allocates nothing.</summary>
[Collection(nameof(Alone))]
public sealed class TextVectorTests
{
    [Fact]
    public void Vectors_equal_those_of_the_run_time_bit_for_bit()
    {
        using MiniLm model = MiniLm.Load(new LoadOptions { Backend = Backend.Simd });

        AssertSameBits(model, Examples.Texts, Examples.Vectors);
        AssertSameBits(model, Sentences.Texts, Sentences.Vectors);
    }

    [Fact]
    public void Texts_and_labels_are_those_of_the_file()
    {
        Assert.Equal(4, Examples.Count);
        Assert.Equal(["The river overflowed its bank.", "The bank raised its interest rates.", "naïve café — 東京 😀", "She paid \"cash\" \\ in full."], Examples.Texts.ToArray());
        Assert.Equal([Examples.Label.Water, Examples.Label.MoneyCo, Examples.Label.Water, Examples.Label.MoneyCo], Examples.Labels.ToArray());
        Assert.Equal("money & co", Examples.NameOf(Examples.Label.MoneyCo));
        Assert.Equal(["A cat sat.", "Ein Haus am See", "Все люди рождаются свободными"], Sentences.Texts.ToArray());
    }

    [Fact]
    public void Means_are_the_means_of_the_labels()
    {
        Assert.Equal(Examples.LabelCount, Examples.LabelMeans.Length);
        for (int i = 0; i < MiniLm.Dimensions; i++)
        {
            Assert.Equal((float)(((double)Examples.Vectors[1][i] + Examples.Vectors[3][i]) / 2), Examples.LabelMeans[1][i]);
        }
    }

    [Fact]
    public void A_sentence_is_nearest_to_itself_and_of_its_own_label()
    {
        float[] scores = new float[Examples.LabelCount];
        for (int i = 0; i < Examples.Count; i++)
        {
            RankedText nearest = Examples.Nearest(Examples.Vectors[i]);

            Assert.Equal(i, nearest.Index);
            Assert.Equal(1, nearest.Score, 1e-6f);
            Assert.Equal(Examples.Labels[i], Examples.Classify(Examples.Vectors[i]));
            Assert.Equal(Examples.Labels[i], Examples.Classify(Examples.Vectors[i], scores));
            Assert.Equal(Examples.Vectors[i].CosineSimilarity(Examples.LabelMeans[0]), scores[0]);
        }
    }

    [Fact]
    public void Search_gives_as_many_as_fit_the_nearest_first()
    {
        RankedText[] all = new RankedText[10];
        RankedText[] two = new RankedText[2];

        Assert.Equal(Examples.Count, Examples.Search(Examples.Vectors[1], all));
        Assert.Equal(2, Examples.Search(Examples.Vectors[1], two));

        Assert.Equal(all[..2], two);
        Assert.Equal(1, all[0].Index);
        Assert.Equal(all[..4].OrderByDescending(static hit => hit.Score), all[..4]);
        Assert.Equal(0, Examples.Search(Examples.Vectors[1], []));
    }

    [Fact]
    public void Too_few_scores_are_refused_with_the_number_that_is_needed() =>
        Assert.Contains("2 labels", Assert.Throws<ArgumentException>(static () => Examples.Classify(Examples.Vectors[0], new float[1])).Message, StringComparison.Ordinal);

    [Fact]
    public void Searching_allocates_nothing()
    {
        RankedText[] best = new RankedText[3];
        float[] scores = new float[Examples.LabelCount];
        float sum = 0;

        Assert.Equal(0, Allocations.PerCall(() =>
        {
            MiniLm.Vector query = Examples.Vectors[2];
            sum += Examples.Search(query, best) + Examples.Nearest(query).Score + (int)Examples.Classify(query, scores) + (int)Examples.Classify(query)
                + Examples.Texts.Length + (int)Examples.Labels[0] + Examples.LabelMeans.Length;
        }));
    }

    private static void AssertSameBits(MiniLm model, ReadOnlySpan<string> texts, ReadOnlySpan<MiniLm.Vector> vectors)
    {
        Assert.Equal(texts.Length, vectors.Length);
        for (int i = 0; i < texts.Length; i++)
        {
            MiniLm.Vector expected = model.Embed(texts[i]);
            MiniLm.Vector actual = vectors[i];
            Assert.Equal(MemoryMarshal.Cast<float, int>(expected.AsSpan()).ToArray(), MemoryMarshal.Cast<float, int>(actual.AsSpan()).ToArray());
        }
    }
}
