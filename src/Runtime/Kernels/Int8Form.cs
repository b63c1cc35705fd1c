namespace Sememe.Kernels;

/// <summary>How the int8 GEMM of an instruction set wants its operands.</summary>
internal enum Int8Form
{
    /// <summary>16-bit activations, signed weights: multiplied and added in pairs without loss, at half the speed of bytes.</summary>
    Words,

    /// <summary>Unsigned bytes and signed weights, for instructions that add products of bytes in 32 bits.</summary>
    Bytes,

    /// <summary>
    /// Signed bytes around the mean of their row, and weights plus 128, for instructions that add products of bytes in 16 bits: <see cref="CentredRows"/>.
    /// </summary>
    Centred,
}

/// <summary>What follows from a form.</summary>
internal static class Int8Forms
{
    /// <summary>Steps of the depth in 32 bits of activations.</summary>
    public static int StepDepth(this Int8Form form) => form == Int8Form.Words ? 2 : 4;

    /// <summary>What rows of activations and columns of weights are filled up to with zeros: the depth that one round of the innermost loop takes, and no less than what is packed together.</summary>
    public static int RoundDepth(this Int8Form form) => form == Int8Form.Centred ? 8 : 4;

    /// <summary>A depth filled up to whole rounds.</summary>
    public static int PaddedDepth(this Int8Form form, int depth) => (depth + form.RoundDepth() - 1) / form.RoundDepth() * form.RoundDepth();
}
