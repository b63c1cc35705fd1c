namespace Sememe.Bench.Encoder;

/// <summary>The kinds of kernel calls that take time.</summary>
internal enum KernelPart
{
    /// <summary>Matrix products, with bias and activation.</summary>
    Gemm,

    /// <summary>Floats to integers before an int8 product.</summary>
    Quantize,

    /// <summary>Scores, softmax and sums of values.</summary>
    Attention,

    /// <summary>LayerNorm with residual.</summary>
    Norm,
}
