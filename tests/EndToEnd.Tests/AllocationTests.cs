using Sememe.Testing;

namespace Sememe.EndToEnd.Tests;

/// <summary>After the first call nothing is allocated on the managed heap.</summary>
[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    private static readonly string[] s_texts = ["The bank of the river.", "naïve café — 東京 😀", "", string.Join(' ', Enumerable.Repeat("many words", 60))];

    [Fact]
    public void Embed_allocates_nothing_on_simd() => AssertEmbed(static () => MiniLm.Load());

    [OnnxRuntimeFact(UsesShared = true)]
    public void Embed_allocates_nothing_on_onnx_runtime() => AssertEmbed(static () => Models.LoadFloat(Backend.OnnxRuntime));

    [Fact]
    public void Contextualize_allocates_nothing_on_simd() => AssertContextualize(static () => MiniLm.Load());

    [OnnxRuntimeFact(UsesShared = true)]
    public void Contextualize_allocates_nothing_on_onnx_runtime() => AssertContextualize(static () => Models.LoadFloat(Backend.OnnxRuntime));

    [Fact]
    public void Embed_of_a_batch_allocates_nothing_on_the_calling_thread()
    {
        string[] batch = [.. Enumerable.Repeat(s_texts, 8).SelectMany(static texts => texts)];
        MiniLm.Vector[] vectors = new MiniLm.Vector[batch.Length];
        using MiniLm model = MiniLm.Load();

        AssertNoAllocation(() => model.Embed(batch, vectors));
    }

    [Fact]
    public void Encode_allocates_nothing()
    {
        int[] ids = new int[512];

        AssertNoAllocation(() =>
        {
            foreach (string text in s_texts)
            {
                MiniLm.Tokenizer.Encode(text, ids);
            }
        });
    }

    private static void AssertEmbed(Func<MiniLm> load)
    {
        float[] vector = new float[MiniLm.Dimensions];
        using MiniLm model = load();

        AssertNoAllocation(() =>
        {
            foreach (string text in s_texts)
            {
                model.Embed(text, vector);
            }
        });
    }

    private static void AssertContextualize(Func<MiniLm> load)
    {
        float[] vectors = new float[MiniLm.MaxTokens * MiniLm.Dimensions];
        TextRange[] offsets = new TextRange[MiniLm.MaxTokens];
        using MiniLm model = load();

        AssertNoAllocation(() =>
        {
            foreach (string text in s_texts)
            {
                model.Contextualize(text, vectors, offsets, new() { Unit = ContextUnit.Word, Layers = LayerMix.Mean(^4..) });
                using TokenVectors tokens = model.Contextualize(text);
            }
        });
    }

    private static void AssertNoAllocation(Action call) => Assert.Equal(0, Allocations.PerCall(call));
}
