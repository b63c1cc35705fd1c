using Sememe.Formats.Tensors;

namespace Sememe.Families.Weights;

/// <summary>A tensor that a network needs: what for, of which shape, and what files call it.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Form">What kind of tensor it is, which decides where an ONNX graph may hide it.</param>
/// <param name="Shape">Shape as PyTorch stores it; a matrix is [out × in].</param>
/// <param name="Names">Names in the order to try, without prefix.</param>
internal sealed record WeightSlot(WeightRole Role, WeightForm Form, TensorShape Shape, string[] Names)
{
    /// <summary>How files that keep the name store a matrix.</summary>
    public MatrixLayout Layout { get; init; }

    /// <summary>The file that says the shape, for messages.</summary>
    public string StatedIn { get; init; } = "config.json";

    /// <summary>True for a tensor of a head, which stands beside the encoder and not in it.</summary>
    public bool IsOutside { get; init; }
}

/// <summary>Kinds of tensors.</summary>
internal enum WeightForm
{
    /// <summary>Rows that token ids, positions or types pick.</summary>
    Table,

    /// <summary>Matrix of a linear layer; exporters may transpose, quantize and rename it.</summary>
    Matrix,

    /// <summary>Bias of a linear layer; exporters keep its name.</summary>
    Bias,

    /// <summary>Gain or bias of a norm; exporters keep its name.</summary>
    Norm,
}
