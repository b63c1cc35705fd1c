using Sememe.Formats.Onnx;
using Sememe.Formats.Tensors;

namespace Sememe.Families.Weights;

/// <summary>Walks from a linear layer's bias to its matrix.</summary>
internal sealed class OnnxMatrixWalk(OnnxGraphIndex index)
{
    // A matrix may pass a transpose, a cast from float16, a rename; also what ends a walk in a hostile graph with a circle.
    private const int LongestChain = 8;

    // Inputs of operators, by position.
    private const int GemmBias = 2;
    private const int MatrixInput = 1;
    private const int MatMulIntegerZeroPoint = 3;
    private const int SkipBias = 4;

    /// <summary>The matrix of the product that a bias is added to; null when the graph says it in no way that is known here.</summary>
    public WeightSource? FromBias(string bias)
    {
        foreach (OnnxNode reader in index.ReadersOf(bias))
        {
            WeightSource? source = reader.Operator switch
            {
                // ONNX Runtime's optimizer adds a bias together with what follows it.
                "BiasGelu" or "FastGelu" when reader.Domain.Length > 0 && reader.Input(1) == bias => FromProduct(reader.Input(0)),
                "SkipLayerNormalization" when reader.Domain.Length > 0 && reader.Input(SkipBias) == bias => FromProduct(reader.Input(0)) ?? FromProduct(reader.Input(1)),
                _ when reader.Domain.Length > 0 => null,
                "Add" => FromProduct(reader.Input(reader.Input(0) == bias ? 1 : 0)),
                "Gemm" when reader.Input(GemmBias) == bias => FromGemm(reader),
                _ => null,
            };
            if (source is not null)
            {
                return source;
            }
        }

        return null;
    }

    /// <summary>A matrix without a bias that kept its name: the product that reads it says which way it lies.</summary>
    public WeightSource? FromName(string name) => index.TensorOf(name) is null ? null : FromReaders(name, 0);

    /// <summary>Scale and zero point of a DequantizeLinear over a stored tensor; null when they are not stored.</summary>
    /// <param name="node">The operator.</param>
    /// <param name="tensor">What it dequantizes, or what it dequantizes rows of.</param>
    /// <param name="columnsAreLast">True when rows were picked before, so that the operator's axis counts the axes of the result.</param>
    public QuantizationSource? ReadQuantization(OnnxNode node, TensorEntry tensor, bool columnsAreLast)
    {
        int axis = (int)node.Integer("axis", 1);
        return Quantization(node.Input(1), node.Input(2), columnsAreLast ? tensor.Shape.Rank - 1 : axis < 0 ? axis + tensor.Shape.Rank : axis);
    }

    private WeightSource? FromReaders(string value, int step)
    {
        foreach (OnnxNode reader in index.ReadersOf(value).Where(static node => node.Domain.Length == 0))
        {
            WeightSource? source = reader.Operator switch
            {
                "MatMul" when reader.Input(MatrixInput) == value => FromMatrix(value, MatrixLayout.InByOut),
                "Gemm" when reader.Input(MatrixInput) == value => FromGemm(reader),
                "Transpose" or "Cast" or "Identity" when step < LongestChain => FromReaders(reader.Output(0), step + 1),
                _ => null,
            };
            if (source is not null)
            {
                return source;
            }
        }

        return null;
    }

    /// <summary>The matrix of the product that a value is; null when it is none.</summary>
    public WeightSource? FromProduct(string product)
    {
        product = index.Through(product, "Identity", "Reshape");
        return index.WriterOf(product) is not { Domain: "" } node ? null : node.Operator switch
        {
            "MatMul" => FromMatrix(node.Input(MatrixInput), MatrixLayout.InByOut),
            "Gemm" => FromGemm(node),
            "Mul" => FromScaledProduct(node.Input(0), node.Input(1)) ?? FromScaledProduct(node.Input(1), node.Input(0)),
            _ => null,
        };
    }

    private WeightSource? FromGemm(OnnxNode node) =>
        node.Integer("transA", 0) != 0 || !IsOne(node.Number("alpha", 1)) || !IsOne(node.Number("beta", 1)) ? null
        : FromMatrix(node.Input(MatrixInput), node.Integer("transB", 0) == 0 ? MatrixLayout.InByOut : MatrixLayout.OutByIn);

    /// <summary>What dynamic quantization makes of a MatMul: Cast(MatMulInteger) · (scale of the input · scale of the matrix).</summary>
    private WeightSource? FromScaledProduct(string product, string scales)
    {
        if (index.WriterOf(index.Through(product, "Cast", "Identity"), "MatMulInteger") is not { } integers
            || index.WriterOf(scales, "Mul") is not { } scalesProduct
            || index.TensorOf(integers.Input(MatrixInput)) is not { } matrix)
        {
            return null;
        }

        string scale = index.TensorOf(scalesProduct.Input(1)) is not null ? scalesProduct.Input(1) : scalesProduct.Input(0);
        return Quantization(scale, integers.Input(MatMulIntegerZeroPoint), matrix.Shape.Rank - 1) is { } quantization
            ? new WeightSource(matrix, MatrixLayout.InByOut, quantization)
            : null;
    }

    /// <summary>The stored tensor behind the value that a product takes as its matrix.</summary>
    private WeightSource? FromMatrix(string value, MatrixLayout layout)
    {
        for (int step = 0; step < LongestChain; step++)
        {
            if (index.TensorOf(value) is { } tensor)
            {
                return new WeightSource(tensor, layout);
            }

            if (index.WriterOf(value) is not { Domain: "" } node)
            {
                return null;
            }

            switch (node.Operator)
            {
                case "Transpose" when IsSwap(node.Integers("perm")):
                    layout = layout == MatrixLayout.InByOut ? MatrixLayout.OutByIn : MatrixLayout.InByOut;
                    break;
                case "Cast" or "Identity":
                    break;
                case "DequantizeLinear":
                    return index.TensorOf(node.Input(0)) is { } integers && ReadQuantization(node, integers, columnsAreLast: false) is { } quantization
                        ? new WeightSource(integers, layout, quantization)
                        : null;
                default:
                    return null;
            }

            value = node.Input(0);
        }

        return null;
    }

    /// <summary>Scale and zero point by name; null when they are not stored.</summary>
    /// <param name="scaleName">The scales.</param>
    /// <param name="zeroPointName">The zero points; empty where there are none.</param>
    /// <param name="axis">The axis of the matrix that several scales run along.</param>
    public QuantizationSource? Quantization(string scaleName, string zeroPointName, int axis)
    {
        TensorEntry? scale = index.TensorOf(scaleName);
        TensorEntry? zeroPoint = zeroPointName.Length == 0 ? null : index.TensorOf(zeroPointName);
        return scale is null || (zeroPoint is null && zeroPointName.Length > 0) ? null
            : new QuantizationSource(scale, zeroPoint, scale.Shape.Count == 1 ? -1 : axis);
    }

    private static bool IsOne(float number) => number is 1;

    private static bool IsSwap(IReadOnlyList<long> permutation) => permutation.Count == 0 || (permutation.Count == 2 && permutation[0] == 1 && permutation[1] == 0);
}
