using Sememe.CompilerServices;
using Sememe.Families.Weights;
using Sememe.Formats.Tensors;
using Sememe.Testing;
using Sememe.Weights;

namespace Sememe.Families.Tests;

public sealed class OnnxWeightMatcherTests
{
    [SharedTheory]
    [InlineData("bert", "onnx/model.onnx")]
    [InlineData("bert", "onnx/model_opset11.onnx")]
    [InlineData("bert", "onnx/model_opset14.onnx")]
    [InlineData("all-MiniLM-L6-v2", "model.onnx")]
    public void A_float_graph_holds_the_numbers_of_the_safetensors_file(string model, string file)
    {
        using ModelWeights expected = Open(model, "model.safetensors");
        using ModelWeights actual = Open(model, file);

        Assert.False(actual.IsQuantized);
        Assert.All(expected.Table.Sources.Keys, role => Assert.Equal(Numbers(expected[role]), Numbers(actual[role])));
    }

    [SharedTheory]
    [InlineData("bert", "onnx/model_qint8.onnx", ElementType.Int8, -1)]
    [InlineData("bert", "onnx/model_qint8_per_channel.onnx", ElementType.Int8, 1)]
    [InlineData("bert", "onnx/model_quint8.onnx", ElementType.UInt8, -1)]
    [InlineData("bert", "onnx/model_quint8_reduced.onnx", ElementType.UInt8, 1)]
    [InlineData("all-MiniLM-L6-v2", "onnx/model_qint8.onnx", ElementType.Int8, 1)]
    internal void A_quantized_graph_holds_them_to_half_a_step(string model, string file, ElementType type, int axis)
    {
        using ModelWeights expected = Open(model, "model.safetensors");
        using ModelWeights actual = Open(model, file);

        WeightView query = actual[new WeightRole(WeightPart.Query, WeightKind.Weight, 0)];
        Assert.Equal((type, axis, MatrixLayout.InByOut), (query.Values.Type, query.ScaleAxis, query.Layout));
        Assert.True(actual[new WeightRole(WeightPart.WordEmbeddings, WeightKind.Weight)].IsQuantized);
        Assert.All(expected.Table.Sources.Keys, role => AssertWithinHalfAStep(expected[role], actual[role]));
    }

    [SharedTheory]
    [InlineData("onnx/model_fp16.onnx", "EmbedLayerNormalization (com.microsoft)")]
    [InlineData("onnx/model_qint8_optimized.onnx", "QAttention (com.microsoft)")]
    public void A_graph_fused_in_half_precision_or_with_quantized_embeddings_runs_on_onnx_runtime_only(string file, string fused)
    {
        WeightMatch match = WeightMatcher.Match(Specs.Of("bert"), WeightsFile.Read(TestPaths.InShared("models", "bert"), file));

        WeightProblem problem = Assert.Single(match.Problems);
        Assert.Equal(WeightProblemKind.OnnxRuntimeOnly, problem.Kind);
        Assert.StartsWith("this file runs on ONNX Runtime only: found the fused operators ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(fused, problem.Message, StringComparison.Ordinal);
        Assert.True(match.IsOnnxRuntimeOnly);
    }

    [SharedTheory]
    [InlineData("bert")]
    [InlineData("roberta-seqcls")]
    public void A_fused_float_graph_holds_query_key_and_value_side_by_side(string model)
    {
        using ModelWeights expected = Open(model, "model.safetensors");
        using ModelWeights actual = Open(model, "onnx/model_optimized.onnx");

        int hidden = Specs.Of(model).HiddenSize;
        float[] fused = Numbers(actual[new WeightRole(WeightPart.QueryKeyValue, WeightKind.Weight, 1)]);
        Assert.Equal(Numbers(expected[new WeightRole(WeightPart.Key, WeightKind.Weight, 1)]), fused[(hidden * hidden)..(2 * hidden * hidden)]);
        Assert.All(
            expected.Table.Sources.Keys.Where(static role => role.Part is not (WeightPart.Query or WeightPart.Key or WeightPart.Value)),
            role => Assert.Equal(Numbers(expected[role]), Numbers(actual[role])));
    }

    [SharedTheory]
    [InlineData("onnx/model.onnx", false)]
    [InlineData("onnx/model_optimized.onnx", false)]
    [InlineData("onnx/model_qint8.onnx", true)]
    [InlineData("onnx/model_qint8_optimized.onnx", true)]
    public void A_graph_knows_whether_it_is_quantized_fused_or_not(string file, bool isQuantized)
    {
        ModelWeights.Match(TestPaths.InShared("models", "bert"), file, Specs.Of("bert"), out WeightsFile description);

        Assert.Equal(isQuantized, description.Graph!.IsQuantized);
    }

    [SharedTheory]
    [InlineData("bert-seqcls")]
    [InlineData("bert-mlm")]
    [InlineData("bert-qa")]
    [InlineData("bert-tokencls")]
    [InlineData("st-mean")]
    [InlineData("mbert")]
    public void Graphs_with_heads_or_pooling_hold_the_same_encoder(string model)
    {
        using ModelWeights expected = Open(model, "model.safetensors");
        using ModelWeights actual = Open(model, "onnx/model.onnx");

        Assert.All(expected.Table.Sources.Keys, role => Assert.Equal(Numbers(expected[role]), Numbers(actual[role])));
    }

    [SharedFact]
    public void A_graph_of_another_size_is_misshapen()
    {
        EncoderSpec spec = Specs.Of("bert") with { IntermediateSize = 100, Layers = 1 };

        WeightMatch match = WeightMatcher.Match(spec, WeightsFile.Read(TestPaths.InShared("models", "bert"), "onnx/model.onnx"));

        Assert.All(match.Problems, static p => Assert.Equal(WeightProblemKind.Misshapen, p.Kind));
        Assert.Equal(
            "found tensor 'onnx::MatMul_370' (layer 0 feed-forward input weight) of shape [48 × 96], expected [48 × 100] by config.json",
            match.Problems[0].Message);
    }

    [SharedFact]
    public void A_missing_layer_is_named_by_its_bias()
    {
        EncoderSpec spec = Specs.Of("bert") with { Layers = 4 };

        WeightMatch match = WeightMatcher.Match(spec, WeightsFile.Read(TestPaths.InShared("models", "bert"), "onnx/model.onnx"));

        Assert.Equal(
            "found no matrix whose product 'model.encoder.layer.3.attention.self.query.bias' is added to (layer 3 query weight), "
            + "expected a MatMul, Gemm or MatMulInteger over a tensor that means [48 × 48]",
            match.Problems[0].Message);
        Assert.Equal(16, match.Problems.Count);
    }

    private static ModelWeights Open(string model, string file) => ModelWeights.Open(TestPaths.InShared("models", model), file, Specs.Of(model), copy: false);

    private static float[] Numbers(WeightView view)
    {
        float[] numbers = new float[view.Rows * view.Columns];
        view.CopyTo(numbers);
        return numbers;
    }

    private static void AssertWithinHalfAStep(WeightView expected, WeightView actual)
    {
        float[] wanted = Numbers(expected);
        float[] found = Numbers(actual);
        for (int i = 0; i < wanted.Length; i++)
        {
            // [out × in] here, scales along the outputs.
            int channel = (int)(i / expected.Columns);
            float tolerance = actual.IsQuantized ? (0.5f * actual.ScaleAt(channel)) + 1e-6f : 0;
            if (!(Math.Abs(wanted[i] - found[i]) <= tolerance))
            {
                Assert.Fail($"{actual.Values.Entry.Name}[{i}]: {found[i]}, expected {wanted[i]} ± {tolerance}");
            }
        }
    }
}
