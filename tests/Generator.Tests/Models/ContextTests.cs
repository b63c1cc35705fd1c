using Sememe.Testing;

namespace Sememe.Generator.Tests.Models;

/// <summary>Vectors in context of a bare encoder: every mix of layers, words by mean, first or last token, words that were given.</summary>
public sealed class ContextTests : IDisposable
{
    private const int Hidden = 48;
    private const string Model = "bert";

    private readonly GoldenModel? _goldens = TestPaths.HasShared ? GoldenModel.Read(Model) : null;
    private readonly IContextualizer? _model = TestPaths.HasShared ? SharedModel.Load<IContextualizer>(Model, Backend.Simd, DriverSources.Contextualizer) : null;

    public void Dispose() => _model?.Dispose();

    private GoldenModel.Case Golden => _goldens!.Cases.First(static golden => golden.Name == "bank_river");

    [SharedFact]
    public void One_layer_is_that_of_the_reference()
    {
        for (int layer = 0; layer < 4; layer++)
        {
            AssertClose(_goldens!.Tensor(Golden, $"hidden.{layer}"), Run(new() { Layers = LayerMix.Layer(layer), SpecialTokens = true }).Vectors);
        }
    }

    [SharedFact]
    public void Layers_are_added_up_averaged_weighed_and_laid_end_to_end()
    {
        float[][] layers = [.. Enumerable.Range(1, 3).Select(layer => _goldens!.Tensor(Golden, $"hidden.{layer}"))];
        int tokens = layers[0].Length / Hidden;

        AssertClose([.. layers[0].Select((x, i) => x + layers[1][i] + layers[2][i])], Run(new() { Layers = LayerMix.Sum(1..), SpecialTokens = true }).Vectors);
        AssertClose([.. layers[0].Select((x, i) => (x + layers[1][i] + layers[2][i]) / 3)], Run(new() { Layers = LayerMix.Mean(1..), SpecialTokens = true }).Vectors);
        AssertClose(
            [.. layers[0].Select((x, i) => (0.5f * x) - (2 * layers[1][i]) + layers[2][i])], Run(new() { Layers = LayerMix.Weighted(1.., 0.5f, -2, 1), SpecialTokens = true }).Vectors);
        (float[] vectors, int dimensions, _) = Run(new() { Layers = LayerMix.Concatenation(1..), SpecialTokens = true });
        Assert.Equal(3 * Hidden, dimensions);
        AssertClose([.. Enumerable.Range(0, tokens).SelectMany(token => layers.SelectMany(layer => layer.AsSpan(token * Hidden, Hidden).ToArray()))], vectors);
    }

    [SharedFact]
    public void A_scalar_mix_weighs_all_layers_by_the_softmax_of_its_parameters()
    {
        float[] parameters = [2.041f, -2.556f, 0.418f, 1];
        double[] weights = GoldenModel.Softmax(parameters);
        float[][] layers = [.. Enumerable.Range(0, 4).Select(layer => _goldens!.Tensor(Golden, $"hidden.{layer}"))];

        AssertClose(
            [.. layers[0].Select((_, i) => (float)(1.7 * Enumerable.Range(0, 4).Sum(layer => weights[layer] * layers[layer][i])))],
            Run(new() { Layers = LayerMix.ScalarMix(1.7f, parameters), SpecialTokens = true }).Vectors);
    }

    [SharedFact]
    public void A_words_vector_is_the_mean_or_the_first_or_the_last_of_its_tokens()
    {
        (float[] tokens, _, string[] tokenTexts) = Run(new());
        (float[] means, _, string[] words) = Run(new() { Unit = ContextUnit.Word });
        (float[] firsts, _, _) = Run(new() { Unit = ContextUnit.Word, Subwords = SubwordMerge.First });
        (float[] lasts, _, _) = Run(new() { Unit = ContextUnit.Word, Subwords = SubwordMerge.Last });

        Assert.True(words.Length < tokenTexts.Length);
        int token = 0;
        for (int word = 0; word < words.Length; word++)
        {
            int end = token;
            for (int length = 0; length < words[word].Length; end++)
            {
                length += tokenTexts[end].Length;
            }

            float[][] rows = [.. Enumerable.Range(token, end - token).Select(t => tokens.AsSpan(t * Hidden, Hidden).ToArray())];
            Assert.Equal(rows[0], firsts.AsSpan(word * Hidden, Hidden));
            Assert.Equal(rows[^1], lasts.AsSpan(word * Hidden, Hidden));
            AssertClose([.. Enumerable.Range(0, Hidden).Select(i => rows.Average(row => row[i]))], means.AsSpan(word * Hidden, Hidden).ToArray());
            token = end;
        }
    }

    [SharedFact]
    public void Words_that_are_given_have_the_vectors_that_they_have_in_the_text()
    {
        (float[] vectors, _, string[] words) = Run(new() { Unit = ContextUnit.Word });

        (float[] given, _, string[] texts) = _model!.Contextualize(words, new());

        Assert.Equal(words, texts);
        Assert.Equal(vectors, given);
    }

    [SharedFact]
    public void A_word_without_tokens_keeps_its_place_and_is_zero()
    {
        (float[] vectors, _, _) = _model!.Contextualize(["the", "bank"], new());

        (float[] given, _, string[] texts) = _model.Contextualize(["the", "", "bank", "\u0001"], new());

        Assert.Equal(["the", "", "bank", "\u0001"], texts);
        Assert.Equal([.. vectors[..Hidden], .. new float[Hidden], .. vectors[Hidden..], .. new float[Hidden]], given);
    }

    private (float[] Vectors, int Dimensions, string[] Texts) Run(ContextOptions options) => _model!.Contextualize(Golden.Text, options);

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), static pair => Assert.Equal(pair.First, pair.Second, 2e-5f));
    }
}
