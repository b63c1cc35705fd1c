using Sememe.CompilerServices;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.Families;

/// <summary>ELMo by way of words and texts, as applications use it.</summary>
public sealed class ElmoWordsTests
{
    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(Backend.Simd)]
    [InlineData(Backend.OnnxRuntime)]
    public void Every_layer_of_words_is_the_reference_s(Backend backend)
    {
        ElmoGoldens goldens = new();
        using ContextualModel model = Load(backend: backend);
        foreach (ElmoCase golden in goldens.WithWords)
        {
            for (int layer = 0; layer <= 2; layer++)
            {
                using TokenVectors vectors = model.Contextualize(golden.Words, new ContextOptions { Layers = LayerMix.Layer(layer) });
                AssertNear(goldens.Tensor(golden, $"hidden.{layer}"), vectors.Rows, goldens.Tolerance, golden.Name);
            }
        }
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(Backend.Simd)]
    [InlineData(Backend.OnnxRuntime)]
    public void The_scalar_mix_is_the_reference_s(Backend backend)
    {
        ElmoGoldens goldens = new();
        using ContextualModel model = Load(backend: backend);
        foreach (ElmoCase golden in goldens.WithWords)
        {
            using TokenVectors vectors = model.Contextualize(golden.Words, new ContextOptions { Layers = LayerMix.ScalarMix(1.7f, 2.041f, -2.556f, 0.418f) });

            AssertNear(goldens.Tensor(golden, "scalar_mix"), vectors.Rows, goldens.Tolerance, golden.Name);
        }
    }

    [SharedFact]
    public void White_space_parts_the_words_of_a_text()
    {
        ElmoGoldens goldens = new();
        ElmoCase golden = goldens.Cases.Single(static golden => golden.Name == "bank_river");
        string text = "\t" + string.Join("\u00A0 \u3000\n", golden.Words) + " ";
        using ContextualModel model = Load();

        using TokenVectors vectors = model.Contextualize(text, default);

        AssertNear(goldens.Tensor(golden, "hidden.2"), vectors.Rows, goldens.Tolerance, golden.Name);
        TextRange[] places = vectors.Offsets.ToArray();
        Assert.Equal(golden.Words, places.Select(place => text[place.Start..place.End]));
        Assert.Equal((golden.Words.Length + 2, 0), (vectors.Info.Tokens, vectors.Info.Dropped));
    }

    [SharedFact]
    public void A_text_without_words_has_no_rows()
    {
        using ContextualModel model = Load();

        using TokenVectors vectors = model.Contextualize(" \n", default);

        Assert.Equal(0, vectors.Count);
    }

    [SharedFact]
    public void The_marks_of_the_sentence_are_its_special_tokens()
    {
        using ContextualModel model = Load();
        using TokenVectors without = model.Contextualize("one two", default);
        using TokenVectors with = model.Contextualize("one two", new ContextOptions { SpecialTokens = true });

        Assert.Equal(4, with.Count);
        Assert.Equal(without.Rows.ToArray(), with.Rows.Slice(with.Dimensions, 2 * with.Dimensions).ToArray());
    }

    [SharedFact]
    public void More_words_than_the_model_takes_are_an_error_or_cut_off()
    {
        using ContextualModel strict = Load(maxTokens: 4);
        using ContextualModel cutting = Load(maxTokens: 4, truncate: true);

        ArgumentException error = Assert.Throws<ArgumentException>(() => strict.Contextualize("one two three", default).Dispose());
        using TokenVectors cut = cutting.Contextualize("one two three", default);
        using TokenVectors two = strict.Contextualize("one two", default);

        Assert.StartsWith("The text has 3 words and 2 marks, elmo takes 4.", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, cut.Info.Dropped);
        Assert.Equal(two.Rows.ToArray(), cut.Rows.ToArray());
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(Backend.Simd)]
    [InlineData(Backend.OnnxRuntime)]
    public void A_call_allocates_nothing(Backend backend)
    {
        string[] words = new ElmoGoldens().Cases[3].Words;
        using ContextualModel model = Load(backend: backend);
        float[] vectors = new float[words.Length * 48];

        Assert.Equal(0, Allocations.PerCall(() => model.Contextualize(words, vectors, default)));
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(Backend.OnnxRuntime, Backend.OnnxRuntime)]
    [InlineData(Backend.Auto, Backend.OnnxRuntime)]
    [InlineData(Backend.Simd, Backend.Simd)]
    public void Either_backend_runs_it(Backend asked, Backend backend)
    {
        using ContextualModel model = Load(backend: asked);

        Assert.Equal(backend, model.Backend);
    }

    private static ContextualModel Load(int maxTokens = int.MaxValue, bool truncate = false, Backend backend = Backend.Simd) =>
        ContextualModel.Load(
            new ModelDescription { Name = "elmo", Folder = ElmoGoldens.Folder, Weights = "weights.hdf5", MaxTokens = maxTokens, Encoder = ElmoGoldens.Spec() },
            new LoadOptions { Truncate = truncate, Backend = backend, OnnxRuntimeLibrary = NpmPackages.OnnxRuntime });

    private static void AssertNear(float[] expected, ReadOnlySpan<float> actual, double tolerance, string name)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs((double)expected[i] - actual[i]) <= tolerance, $"{name}, number {i}: {actual[i]}, expected {expected[i]}");
        }
    }
}
