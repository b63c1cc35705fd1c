using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Families;
using Sememe.Formats.Configs;
using Sememe.Kernels;
using Sememe.Testing;
using Sememe.Weights;

namespace Sememe.Runtime.Tests.Encoders;

/// <summary>Networks of the shared folder on the SIMD backend.</summary>
internal static class SimdNetworks
{
    public const string MiniLm = "all-MiniLM-L6-v2";
    public const string Float = "model.safetensors";
    public const string Int8 = "onnx/model_qint8.onnx";

    public static EncoderSpec Spec(string model)
    {
        string text = File.ReadAllText(TestPaths.InShared("models", model, "config.json"));
        ModelConfig config = ModelConfig.Read("config.json", text);
        return Family.Find(config.ModelType!.Value.Value)!.ReadSpec(config).Spec ?? throw new InvalidOperationException("config.json has problems");
    }

    public static SimdNetwork Open(string model, string file, KernelChoice kernels = KernelChoice.Auto, int blockTokens = 256)
    {
        EncoderSpec spec = Spec(model);
        ModelWeights weights = ModelWeights.Open(TestPaths.InShared("models", model), file, spec, copy: false);
        return SimdNetwork.Create(spec, weights, new SimdOptions { Kernels = kernels, BlockTokens = blockTokens });
    }

    /// <summary>[layers × tokens × hidden] of sequences laid end to end.</summary>
    public static float[] Run(Network network, int hidden, LayerSet layers, params int[][] sequences)
    {
        int[] starts = new int[sequences.Length + 1];
        for (int i = 0; i < sequences.Length; i++)
        {
            starts[i + 1] = starts[i] + sequences[i].Length;
        }

        float[] states = new float[layers.Count * starts[^1] * hidden];
        SequenceBatch input = new() { TokenIds = sequences.SelectMany(static ids => ids).ToArray(), Starts = starts };
        network.Run(new NetworkCall { Input = input, Layers = layers, HiddenStates = states }, CancellationToken.None);
        return states;
    }

    /// <summary>The mean of a sequence's rows, of length 1.</summary>
    public static float[] UnitMean(ReadOnlySpan<float> rows, int hidden)
    {
        double[] sums = new double[hidden];
        for (int i = 0; i < rows.Length; i++)
        {
            sums[i % hidden] += rows[i];
        }

        double length = Math.Sqrt(sums.Sum(static x => x * x));
        return [.. sums.Select(x => (float)(x / length))];
    }

    public static double Cosine(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        double dot = 0, first = 0, second = 0;
        for (int i = 0; i < left.Length; i++)
        {
            dot += (double)left[i] * right[i];
            first += (double)left[i] * left[i];
            second += (double)right[i] * right[i];
        }

        return dot / Math.Sqrt(first * second);
    }
}
