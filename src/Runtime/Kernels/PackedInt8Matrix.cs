using System.Runtime.InteropServices;

namespace Sememe.Kernels;

/// <summary>A linear layer's int8 weights as the int8 GEMM reads them, with scales, sums and bias of the columns.</summary>
/// <remarks>
/// [columns / 16][steps][16][step depth] bytes, 64-byte aligned, filled up to 32 columns and whole rounds. Signed, but plus 128 in the form
/// <see cref="Int8Form.Centred"/>. A file's unsigned weights count as signed ones, less 128, and so do their zero points.
/// </remarks>
internal sealed unsafe class PackedInt8Matrix : IDisposable
{
    private readonly AlignedMemory _memory;
    private readonly int _padded;

    /// <summary>Allocates a matrix; its columns must all be set.</summary>
    /// <param name="depth">Inputs of the layer.</param>
    /// <param name="columns">Outputs of the layer.</param>
    /// <param name="form">Of the kernels that will read it.</param>
    public PackedInt8Matrix(int depth, int columns, Int8Form form)
    {
        Depth = depth;
        Columns = columns;
        Form = form;
        Steps = form.PaddedDepth(depth) / form.StepDepth();
        _padded = PackedMatrix.PaddedColumns(columns);
        nuint panels = AlignedMemory.RoundUp((nuint)_padded * (nuint)form.PaddedDepth(depth));
        nuint floats = (nuint)_padded * (nuint)(3 + QuantizedRows.BlocksOf(depth));
        _memory = new AlignedMemory(panels + (floats * sizeof(float)));
        NativeMemory.Clear(_memory.Pointer, _memory.Bytes);
        Panels = (sbyte*)_memory.Pointer;
        Bias = (float*)(_memory.Pointer + panels);
        Scales = Bias + _padded;
        ZeroPoints = Scales + _padded;
        Sums = ZeroPoints + _padded;
    }

    /// <summary>Inputs of the layer.</summary>
    public int Depth { get; }

    /// <summary>Outputs of the layer.</summary>
    public int Columns { get; }

    /// <summary>How the weights lie.</summary>
    public Int8Form Form { get; }

    /// <summary>Steps of a column.</summary>
    public int Steps { get; }

    public sbyte* Panels { get; }

    /// <summary>[columns].</summary>
    public float* Bias { get; }

    /// <summary>[columns] what one unit of a column's weights is worth.</summary>
    public float* Scales { get; }

    /// <summary>[columns] −zero point · scale.</summary>
    public float* ZeroPoints { get; }

    /// <summary>[blocks × columns] a column's weights, less their zero point, added up.</summary>
    public float* Sums { get; }

    /// <summary>Floats from one block of <see cref="Sums"/> to the next.</summary>
    public int SumStride => _padded;

    /// <summary>True when a column has a zero point other than 0.</summary>
    public bool HasZeroPoints { get; private set; }

    /// <summary>Sets one column: real weight = (weight − zero point) · scale.</summary>
    /// <param name="column">The layer's output.</param>
    /// <param name="weights">[depth] signed; unsigned ones less 128.</param>
    /// <param name="scale">What one unit is worth.</param>
    /// <param name="zeroPoint">The integer that stands for 0; less 128 where the weights were.</param>
    public void SetColumn(int column, ReadOnlySpan<sbyte> weights, float scale, int zeroPoint)
    {
        if (weights.Length != Depth || (uint)column >= (uint)Columns)
        {
            throw new ArgumentException($"Column {column} with {weights.Length} weights does not fit a [{Depth} × {Columns}] matrix.", nameof(weights));
        }

        int stepDepth = Form.StepDepth();
        byte flip = Flip;
        sbyte* target = Panel(column) + (column % GemmStrip.PanelColumns * stepDepth);
        for (int i = 0; i < weights.Length; i++)
        {
            target[((nint)(i / stepDepth) * GemmStrip.PanelColumns * stepDepth) + (i % stepDepth)] = (sbyte)(weights[i] ^ flip);
        }

        for (int block = 0; block < QuantizedRows.BlocksOf(Depth); block++)
        {
            int first = block * Gemm.DepthBlock;
            Sums[((nint)block * SumStride) + column] = Sum(weights[first..Math.Min(first + Gemm.DepthBlock, Depth)]);
        }

        SetScale(column, scale, zeroPoint);
    }

    /// <summary>Sets as many columns as a panel has from a matrix stored [in × out]; <see cref="SetScale"/> must follow for each of them.</summary>
    /// <param name="column">The first of them, a multiple of <see cref="GemmStrip.PanelColumns"/>.</param>
    /// <param name="source">The first input's weights of these columns.</param>
    /// <param name="stride">Bytes from one input to the next.</param>
    /// <param name="isUnsigned">True when the weights are unsigned: 128 is subtracted.</param>
    public void SetPanel(int column, byte* source, nint stride, bool isUnsigned)
    {
        if (column % GemmStrip.PanelColumns != 0 || column + GemmStrip.PanelColumns > Columns)
        {
            throw new ArgumentException($"A [{Depth} × {Columns}] matrix has no panel that begins with column {column}.", nameof(column));
        }

        Int8Panel panel = new() { Target = Panel(column), Form = Form, Flip = Flip };
        byte sign = isUnsigned ? (byte)128 : (byte)0;
        for (int block = 0; block < QuantizedRows.BlocksOf(Depth); block++)
        {
            int first = block * Gemm.DepthBlock;
            int count = Math.Min(Gemm.DepthBlock, Depth - first);
            panel.Write(source + (first * stride), stride, first, count, sign, Sums + ((nint)block * SumStride) + column);
        }
    }

    /// <summary>Says what the weights of a column are worth.</summary>
    public void SetScale(int column, float scale, int zeroPoint)
    {
        Scales[column] = scale;
        ZeroPoints[column] = -zeroPoint * scale;
        HasZeroPoints |= zeroPoint != 0;
        for (int block = 0; block < QuantizedRows.BlocksOf(Depth); block++)
        {
            Sums[((nint)block * SumStride) + column] -= zeroPoint * Math.Min(Gemm.DepthBlock, Depth - (block * Gemm.DepthBlock));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    /// <summary>What makes a signed weight the byte that the form wants.</summary>
    private byte Flip => Form == Int8Form.Centred ? (byte)128 : (byte)0;

    private sbyte* Panel(int column) => Panels + ((nint)(column / GemmStrip.PanelColumns) * Steps * GemmStrip.PanelColumns * Form.StepDepth());

    private static int Sum(ReadOnlySpan<sbyte> weights)
    {
        int sum = 0;
        foreach (sbyte weight in weights)
        {
            sum += weight;
        }

        return sum;
    }
}
