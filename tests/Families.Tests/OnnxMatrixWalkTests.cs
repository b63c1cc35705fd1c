using Sememe.Families.Weights;
using Sememe.Formats.Onnx;
using Sememe.Formats.Tensors;

namespace Sememe.Families.Tests;

/// <summary>Every way in which a graph may hold a linear layer, in graphs of one layer.</summary>
public sealed class OnnxMatrixWalkTests
{
    private static readonly TensorEntry s_weight = Entry("w", ElementType.Float32, 2, 3);
    private static readonly TensorEntry s_integers = Entry("q", ElementType.Int8, 2, 3);
    private static readonly TensorEntry s_scales = Entry("s", ElementType.Float32, 3);
    private static readonly TensorEntry s_zeroPoints = Entry("z", ElementType.Int8, 3);

    [Fact]
    public void Product_with_the_matrix_itself() =>
        Assert.Equal(new WeightSource(s_weight, MatrixLayout.InByOut), Walk(Node("MatMul", "x w", "p"), Node("Add", "p b", "y")));

    [Fact]
    public void Bias_first() =>
        Assert.Equal(new WeightSource(s_weight, MatrixLayout.InByOut), Walk(Node("MatMul", "x w", "p"), Node("Add", "b p", "y")));

    [Fact]
    public void Product_with_the_transposed_matrix() =>
        Assert.Equal(new WeightSource(s_weight), Walk(Node("Transpose", "w", "t", Ints("perm", 1, 0)), Node("MatMul", "x t", "p"), Node("Add", "p b", "y")));

    [Fact]
    public void Product_with_a_matrix_cast_from_half_precision() =>
        Assert.Equal(new WeightSource(s_weight, MatrixLayout.InByOut), Walk(Node("Cast", "w", "c"), Node("MatMul", "x c", "p"), Node("Add", "p b", "y")));

    [Theory]
    [InlineData(0, MatrixLayout.InByOut)]
    [InlineData(1, MatrixLayout.OutByIn)]
    internal void Gemm(long transB, MatrixLayout layout) =>
        Assert.Equal(new WeightSource(s_weight, layout), Walk(Node("Gemm", "x w b", "y", new OnnxAttribute("transB", transB))));

    [Fact]
    public void Gemm_that_scales_is_not_taken() => Assert.Null(Walk(Node("Gemm", "x w b", "y", new OnnxAttribute("alpha", null, 0.5f))));

    [Fact]
    public void Product_reshaped_before_the_bias() =>
        Assert.Equal(
            new WeightSource(s_weight, MatrixLayout.InByOut),
            Walk(Node("MatMul", "x w", "p"), Node("Reshape", "p shape", "r"), Node("Add", "r b", "y")));

    [Theory]
    [InlineData("a_scale s")]
    [InlineData("s a_scale")]
    public void Dynamic_quantization(string scales) =>
        Assert.Equal(
            new WeightSource(s_integers, MatrixLayout.InByOut, new QuantizationSource(s_scales, s_zeroPoints, 1)),
            Walk(
                Node("DynamicQuantizeLinear", "x", "a a_scale a_zero"),
                Node("MatMulInteger", "a q a_zero z", "i"),
                Node("Cast", "i", "c"),
                Node("Mul", scales, "f"),
                Node("Mul", "f c", "p"),
                Node("Add", "b p", "y")));

    [Fact]
    public void Dynamic_quantization_without_zero_points() =>
        Assert.Equal(
            new WeightSource(s_integers, MatrixLayout.InByOut, new QuantizationSource(s_scales, null, 1)),
            Walk(Node("MatMulInteger", "a q", "i"), Node("Cast", "i", "c"), Node("Mul", "a_scale s", "f"), Node("Mul", "c f", "p"), Node("Add", "b p", "y")));

    [Fact]
    public void A_matrix_dequantized_before_the_product() =>
        Assert.Equal(
            new WeightSource(s_integers, MatrixLayout.InByOut, new QuantizationSource(s_scales, s_zeroPoints, 1)),
            Walk(Node("DequantizeLinear", "q s z", "d", new OnnxAttribute("axis", -1)), Node("MatMul", "x d", "p"), Node("Add", "b p", "y")));

    [Fact]
    public void A_matrix_that_is_another_name_of_a_tensor() =>
        Assert.Equal(
            new WeightSource(s_weight, MatrixLayout.InByOut),
            Walk(Node("Identity", "w", "same"), Node("MatMul", "x same", "p"), Node("Add", "b p", "y")));

    [Fact]
    public void A_bias_added_to_something_else_first() =>
        Assert.Equal(
            new WeightSource(s_weight, MatrixLayout.InByOut),
            Walk(Node("Add", "b other", "u"), Node("MatMul", "x w", "p"), Node("Add", "p b", "y")));

    [Theory]
    [InlineData("Identity")]
    [InlineData("Reshape")]
    public void A_circle_before_the_bias_ends(string operatorName) => Assert.Null(Walk(Node(operatorName, "p", "p"), Node("Add", "p b", "y")));

    [Theory]
    [InlineData("Transpose")]
    [InlineData("Cast")]
    [InlineData("Identity")]
    public void A_circle_before_the_product_ends(string operatorName) =>
        Assert.Null(Walk(Node(operatorName, "t", "t"), Node("MatMul", "x t", "p"), Node("Add", "p b", "y")));

    [Fact]
    public void A_product_of_two_computed_values_is_none() => Assert.Null(Walk(Node("MatMul", "x u", "p"), Node("Add", "p b", "y")));

    [Fact]
    public void Operators_of_other_domains_are_not_taken() =>
        Assert.Null(Walk(Node("MatMul", "x w", "p") with { Domain = "com.microsoft" }, Node("Add", "p b", "y")));

    [Theory]
    [InlineData("BiasGelu", "p b")]
    [InlineData("FastGelu", "p b")]
    [InlineData("SkipLayerNormalization", "p residual gain beta b")]
    [InlineData("SkipLayerNormalization", "residual p gain beta b")]
    public void Bias_fused_with_what_follows(string operatorName, string inputs) =>
        Assert.Equal(
            new WeightSource(s_weight, MatrixLayout.InByOut),
            Walk(Node("MatMul", "x w", "p"), Node(operatorName, inputs, "y") with { Domain = "com.microsoft" }));

    [Fact]
    public void A_named_matrix_lies_as_its_product_takes_it()
    {
        Assert.Equal(new WeightSource(s_weight, MatrixLayout.InByOut), WalkFromName(Node("MatMul", "x w", "p")));
        Assert.Equal(new WeightSource(s_weight), WalkFromName(Node("Transpose", "w", "t", Ints("perm", 1, 0)), Node("MatMul", "x t", "p")));
        Assert.Equal(new WeightSource(s_weight), WalkFromName(Node("Gemm", "x w", "p", new OnnxAttribute("transB", 1))));
        Assert.Null(WalkFromName(Node("MatMul", "w x", "p")));
        Assert.Null(WalkFromName(Node("Identity", "w", "w")));
    }

    [Fact]
    public void Nodes_without_inputs_are_survived() => Assert.Null(Walk(Node("Add", "b", "y"), Node("MatMul", "", "p"), Node("Gemm", "b", "g"), Node("Add", "b b", "h")));

    private static WeightSource? Walk(params OnnxNode[] nodes) => Create(nodes).FromBias("b");

    private static WeightSource? WalkFromName(params OnnxNode[] nodes) => Create(nodes).FromName("w");

    private static OnnxMatrixWalk Create(OnnxNode[] nodes)
    {
        TensorDirectory tensors = new("f", 0, [s_weight, s_integers, s_scales, s_zeroPoints, Entry("b", ElementType.Float32, 3)]);
        return new OnnxMatrixWalk(new OnnxGraphIndex(new OnnxGraph([], [], nodes), tensors));
    }

    private static TensorEntry Entry(string name, ElementType type, params long[] shape) => new(name, type, new TensorShape(shape), "f", 0, 0);

    private static OnnxNode Node(string operatorName, string inputs, string outputs, params OnnxAttribute[] attributes) =>
        new(operatorName, "", inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries), outputs.Split(' '), attributes);

    private static OnnxAttribute Ints(string name, params long[] numbers) => new(name, null, null, numbers);
}
