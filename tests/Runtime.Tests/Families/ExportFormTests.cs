using System.Text.Json;
using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.OnnxRuntime;
using Sememe.Runtime.Tests.Encoders;
using Sememe.Runtime.Tests.OnnxRuntime;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.Families;

/// <summary>The forms in which exports are published: older operator sets, LayerNorm in parts, optimized, half precision, quantized in several ways.</summary>
public sealed class ExportFormTests
{
    // Another version of ONNX Runtime than the one that the stated distance was measured with.
    private const double OtherVersion = 1.5;

    [SharedTheory]
    [InlineData("bert", "model_opset11.onnx")]
    [InlineData("bert", "model_opset14.onnx")]
    [InlineData("bert", "model_optimized.onnx")]
    [InlineData("roberta-seqcls", "model_opset11.onnx")]
    [InlineData("roberta-seqcls", "model_opset14.onnx")]
    [InlineData("roberta-seqcls", "model_optimized.onnx")]
    public void Simd_runs_older_operator_sets_and_fused_operators(string model, string file)
    {
        using SimdNetwork network = SimdNetworks.Open(model, "onnx/" + file);

        Assert.InRange(WorstDistance(network, model), 0, GoldenTensors.ReadSmall(model).Tolerance);
    }

    [SharedTheory]
    [InlineData("bert", "model_qint8.onnx")]
    [InlineData("bert", "model_qint8_per_channel.onnx")]
    [InlineData("bert", "model_quint8.onnx")]
    [InlineData("bert", "model_quint8_reduced.onnx")]
    [InlineData("roberta-seqcls", "model_qint8.onnx")]
    [InlineData("roberta-seqcls", "model_qint8_per_channel.onnx")]
    [InlineData("roberta-seqcls", "model_quint8.onnx")]
    [InlineData("roberta-seqcls", "model_quint8_reduced.onnx")]
    [InlineData("roberta-seqcls", "model_qint8_optimized.onnx")]
    public void Simd_stays_near_every_token_of_the_float_model_in_every_form_of_quantization(string model, string file)
    {
        using SimdNetwork network = SimdNetworks.Open(model, "onnx/" + file);

        Assert.InRange(LowestCosine(network, model), 0.998, 1);
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData("model_opset11.onnx")]
    [InlineData("model_opset14.onnx")]
    [InlineData("model_optimized.onnx")]
    [InlineData("model_fp16.onnx")]
    [InlineData("model_qint8.onnx")]
    [InlineData("model_qint8_per_channel.onnx")]
    [InlineData("model_qint8_optimized.onnx")]
    [InlineData("model_quint8.onnx")]
    [InlineData("model_quint8_reduced.onnx")]
    public void ONNX_Runtime_runs_every_form_as_it_should(string file)
    {
        using OnnxRuntimeNetwork network = Networks.Open("bert", "onnx/" + file);

        Assert.InRange(WorstDistance(network, "bert"), 0, OtherVersion * Stated("bert", file, "max_abs_diff"));
    }

    private static double Stated(string model, string file, string what)
    {
        using JsonDocument variants = JsonDocument.Parse(File.ReadAllBytes(TestPaths.InShared("goldens", "models", model + ".onnx-variants.json")));
        return variants.RootElement.GetProperty(file).GetProperty(what).GetDouble();
    }

    private static double WorstDistance(Network network, string model) =>
        Pairs(network, model).Max(static pair => pair.Expected.Zip(pair.Actual, static (a, b) => Math.Abs((double)a - b)).Max());

    private static double LowestCosine(Network network, string model)
    {
        int hidden = Networks.Spec(model).HiddenSize;
        return Pairs(network, model).Min(pair => pair.Expected.Chunk(hidden).Zip(pair.Actual.Chunk(hidden), static (a, b) => SimdNetworks.Cosine(a, b)).Min());
    }

    /// <summary>The last hidden states of every case.</summary>
    private static IEnumerable<(float[] Expected, float[] Actual)> Pairs(Network network, string model)
    {
        EncoderSpec spec = Networks.Spec(model);
        GoldenTensors goldens = GoldenTensors.ReadSmall(model);
        return goldens.Cases.Select(golden => (goldens.LastHiddenState(golden), network.Run(spec, golden, LayerSet.Last)));
    }
}
