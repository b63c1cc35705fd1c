namespace Sememe.Kernels;

/// <summary>What all tiles of one strip of the int8 GEMM share.</summary>
internal unsafe struct Int8GemmStrip
{
    /// <summary>Bytes from one row of A to the next.</summary>
    public nint AStride;

    /// <summary>The strip's first register in the packed matrix, at the block's first step.</summary>
    public sbyte* B;

    /// <summary>Bytes from one step of the depth to the next.</summary>
    public nint BStep;

    /// <summary>Bytes from the strip's first register to its second one.</summary>
    public nint BSecond;

    /// <summary>Bytes from the strip to the one that comes next, which is fetched meanwhile.</summary>
    public nint Next;

    /// <summary>Steps of the block, at least 1.</summary>
    public nint Steps;

    /// <summary>Blocks per row of A.</summary>
    public nint ScaleStride;

    /// <summary><see cref="QuantizedRows.Carries"/>.</summary>
    public Carry* Carries;

    /// <summary>The strip's column sums of this block.</summary>
    public float* Sums;

    /// <summary>The strip's column scales.</summary>
    public float* ColumnScales;

    /// <summary>Floats from one row of the addend to the next; 0 when all rows share one (a bias).</summary>
    public nint AddendStride;

    /// <summary>Floats from one row of C to the next.</summary>
    public nint CStride;
}
