using System.Text.Json;
using Sememe.Formats.Tensors;
using Sememe.Testing;

namespace Sememe.Generator.Tests.Models;

/// <summary>The class of a folder with options.json: words in context by their characters.</summary>
public sealed class ElmoTests
{
    private const string Model = "elmo";

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData("model.safetensors", Backend.Simd)]
    [InlineData("weights.hdf5", Backend.Simd)]
    [InlineData("model.safetensors", Backend.OnnxRuntime)]
    [InlineData("weights.hdf5", Backend.OnnxRuntime)]
    public void A_generated_class_gives_the_vectors_of_the_reference(string weights, Backend backend)
    {
        string folder = TestPaths.InShared("goldens", "models");
        using JsonDocument goldens = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "elmo.json")));
        double tolerance = Math.Min(1e-4, 4 * goldens.RootElement.GetProperty("float64_max_abs_diff").GetDouble());
        using IContextualizer model = SharedModel.Load<IContextualizer>(Model, backend, DriverSources.Contextualizer, weights: weights);
        foreach (JsonElement golden in goldens.RootElement.GetProperty("cases").EnumerateArray())
        {
            string[] words = [.. golden.GetProperty("words").EnumerateArray().Select(static word => word.GetString()!)];
            (float[] vectors, int dimensions, string[] texts) = model.Contextualize(words, new() { Layers = LayerMix.ScalarMix(1.7f, 2.041f, -2.556f, 0.418f) });

            Assert.Equal(words, texts);
            Assert.Equal(words.Length * dimensions, vectors.Length);
            float[] expected = words.Length == 0 ? [] : Tensor(folder, golden.GetProperty("name").GetString() + ".scalar_mix");
            Assert.All(expected.Zip(vectors), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        }
    }

    [SharedFact]
    public void Words_are_parted_by_white_space()
    {
        using IContextualizer model = SharedModel.Load<IContextualizer>(Model, Backend.Simd, DriverSources.Contextualizer);

        (float[] ofText, _, string[] texts) = model.Contextualize(" We  sat\non the bank . ", default);
        (float[] ofWords, _, _) = model.Contextualize(["We", "sat", "on", "the", "bank", "."], default);

        Assert.Equal(["We", "sat", "on", "the", "bank", "."], texts);
        Assert.Equal(ofWords, ofText);
    }

    private static float[] Tensor(string folder, string name)
    {
        Assert.True(WeightsFile.Read(folder, "elmo.safetensors").Tensors.TryGet(name, out TensorEntry? entry));
        byte[] bytes = File.ReadAllBytes(Path.Combine(folder, "elmo.safetensors"));
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes.AsSpan((int)entry.Offset, (int)entry.ByteLength)).ToArray();
    }
}
