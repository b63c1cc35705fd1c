namespace Sememe.Kernels;

/// <summary>Rows of activations as integers: in every block of <see cref="Gemm.DepthBlock"/> steps, real = integer · scale + offset.</summary>
/// <remarks>
/// A scale per row and block: a text's numbers do not depend on its neighbours, and a row of a wide layer is quantized finer than per row. The offset is
/// a real number and not a whole zero point, so the range need not hold zero and nothing is lost at its ends.
/// </remarks>
internal readonly unsafe struct QuantizedRows
{
    /// <summary>[rows × <see cref="Stride"/> bytes] integers as the <see cref="Int8Form"/> wants them, filled up to whole rounds with zeros.</summary>
    public required byte* Values { get; init; }

    /// <summary>Bytes from one row to the next, a multiple of 4.</summary>
    public required nint Stride { get; init; }

    /// <summary>[rows × blocks] what makes the integers real.</summary>
    public required BlockScale* Scales { get; init; }

    /// <summary>Blocks per row.</summary>
    public required int Blocks { get; init; }

    /// <summary>What the blocks carry, one after the other: room for <see cref="CentredRows.MostCarries"/> per row in the form <see cref="Int8Form.Centred"/>.</summary>
    public required Carry* Carries { get; init; }

    /// <summary>[blocks × rows] the rows, from the one that carries least to the one that carries most, in the form <see cref="Int8Form.Centred"/>.</summary>
    public required int* Order { get; init; }

    /// <summary>Number of blocks of a row of <paramref name="depth"/> floats.</summary>
    public static int BlocksOf(int depth) => (depth + Gemm.DepthBlock - 1) / Gemm.DepthBlock;

    /// <summary>Bytes of a row of <paramref name="depth"/> integers.</summary>
    public static int StrideOf(int depth, Int8Form form) => form.PaddedDepth(depth) / form.StepDepth() * sizeof(int);
}

/// <summary>What makes one block of one row real: real = integer · <see cref="Scale"/> + <see cref="Offset"/>.</summary>
internal struct BlockScale
{
    /// <summary>Distance of two neighbouring integers.</summary>
    public float Scale;

    /// <summary>What the integer 0 stands for.</summary>
    public float Offset;

    /// <summary>The block's integers added up, times <see cref="Scale"/>: what a weight's zero point is multiplied with; 0 where nobody asked for it.</summary>
    public float Sum;

    /// <summary>What the integer sums begin with, in the form <see cref="Int8Form.Centred"/>: less 128 per unit, which weights have too much.</summary>
    public int Start;

    /// <summary>Index of the block's first carry.</summary>
    public int FirstCarry;

    /// <summary>Number of the block's carries.</summary>
    public int Carries;
}
