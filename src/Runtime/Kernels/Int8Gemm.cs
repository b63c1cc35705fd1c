using System.Runtime.CompilerServices;

namespace Sememe.Kernels;

/// <summary>Int8 GEMM: strips and tiles as in <see cref="Gemm"/>, integer sums per block of the depth.</summary>
internal static unsafe class Int8Gemm
{
    private const int MaxTileFloats = 12 * 32;
    private const int MaxCentredRows = 4;

    /// <summary>Runs a call.</summary>
    /// <typeparam name="TVector">A register of floats.</typeparam>
    /// <typeparam name="TLanes">Its arithmetic.</typeparam>
    /// <typeparam name="TInt">A register of sums.</typeparam>
    /// <typeparam name="TIntLanes">Its arithmetic.</typeparam>
    public static void Run<TVector, TLanes, TInt, TIntLanes>(in Int8GemmCall call)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
        where TInt : unmanaged
        where TIntLanes : IInt8Lanes<TInt, TVector>
    {
        int width = 2 * TLanes.Count;
        for (int block = 0; block < call.A.Blocks; block++)
        {
            for (int column = 0; column < call.B.Columns; column += width)
            {
                Int8GemmStrip strip = Strip<TVector, TLanes, TInt, TIntLanes>(call, block, column);
                float* addend = block == 0 ? call.B.Bias + column : call.C + column;
                if (column + width <= call.B.Columns)
                {
                    RunStrip<TVector, TLanes, TInt, TIntLanes>(call, strip, block, addend, column);
                }
                else
                {
                    RunEdge<TVector, TLanes, TInt, TIntLanes>(call, strip, block, addend, column);
                }

                if (block == call.A.Blocks - 1)
                {
                    Finish<TVector, TLanes>(call, column, width);
                }
            }
        }
    }

    private static void RunStrip<TVector, TLanes, TInt, TIntLanes>(in Int8GemmCall call, in Int8GemmStrip strip, int block, float* addend, int column)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
        where TInt : unmanaged
        where TIntLanes : IInt8Lanes<TInt, TVector>
    {
        (int tiles, int rows, int larger) = Tiling.Split(call.Rows, TIntLanes.TileRows);
        byte* a = BlockOf(call, block, TIntLanes.Form.StepDepth());
        BlockScale* scales = call.A.Scales + block;
        float* c = call.C + column;
        if (TIntLanes.Form == Int8Form.Centred)
        {
            int* order = call.A.Order + ((nint)block * call.Rows);
            RunCentredTiles<TVector, TLanes, TInt, TIntLanes>(strip, a, scales, addend, c, order, rows, tiles - larger);
            RunCentredTiles<TVector, TLanes, TInt, TIntLanes>(strip, a, scales, addend, c, order + ((tiles - larger) * rows), rows + 1, larger);
            return;
        }

        if (larger > 0)
        {
            RunTiles<TVector, TLanes, TInt, TIntLanes>(strip, a, scales, addend, c, rows + 1, larger);
            int done = larger * (rows + 1);
            a += done * call.A.Stride;
            scales += done * call.A.Blocks;
            addend += done * strip.AddendStride;
            c += done * call.CStride;
        }

        RunTiles<TVector, TLanes, TInt, TIntLanes>(strip, a, scales, addend, c, rows, tiles - larger);
    }

    /// <summary>The last columns of a matrix whose width is no multiple of the strip's: through a tile of the full width.</summary>
    [SkipLocalsInit]
    private static void RunEdge<TVector, TLanes, TInt, TIntLanes>(in Int8GemmCall call, Int8GemmStrip strip, int block, float* addend, int column)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
        where TInt : unmanaged
        where TIntLanes : IInt8Lanes<TInt, TVector>
    {
        float* tile = stackalloc float[MaxTileFloats];
        int* order = stackalloc int[MaxCentredRows] { 0, 1, 2, 3 };
        int width = 2 * TLanes.Count;
        int columns = call.B.Columns - column;
        strip.CStride = width;
        strip.AddendStride = block == 0 ? 0 : width;
        (int tiles, int smaller, int larger) = Tiling.Split(call.Rows, TIntLanes.TileRows);
        byte* a = BlockOf(call, block, TIntLanes.Form.StepDepth());
        BlockScale* scales = call.A.Scales + block;
        float* c = call.C + column;
        for (int i = 0; i < tiles; i++)
        {
            int rows = i < larger ? smaller + 1 : smaller;
            if (block > 0)
            {
                Tiling.Copy(c, call.CStride, tile, width, rows, columns);
            }

            if (TIntLanes.Form == Int8Form.Centred)
            {
                RunCentredTiles<TVector, TLanes, TInt, TIntLanes>(strip, a, scales, block == 0 ? addend : tile, tile, order, rows, 1);
            }
            else
            {
                RunTiles<TVector, TLanes, TInt, TIntLanes>(strip, a, scales, block == 0 ? addend : tile, tile, rows, 1);
            }

            Tiling.Copy(tile, width, c, call.CStride, rows, columns);
            a += rows * call.A.Stride;
            scales += rows * call.A.Blocks;
            c += rows * call.CStride;
        }
    }

    private static byte* BlockOf(in Int8GemmCall call, int block, int stepDepth) =>
        call.A.Values + ((nint)block * (Gemm.DepthBlock / stepDepth) * sizeof(int));

    private static Int8GemmStrip Strip<TVector, TLanes, TInt, TIntLanes>(in Int8GemmCall call, int block, int column)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
        where TInt : unmanaged
        where TIntLanes : IInt8Lanes<TInt, TVector>
    {
        int stepDepth = TIntLanes.Form.StepDepth();
        int inPanel = column % GemmStrip.PanelColumns;
        nint step = GemmStrip.PanelColumns * stepDepth;
        nint first = (nint)block * (Gemm.DepthBlock / stepDepth);
        nint panel = (nint)(column / GemmStrip.PanelColumns) * call.B.Steps;
        return new Int8GemmStrip
        {
            AStride = call.A.Stride,
            B = call.B.Panels + ((panel + first) * step) + (inPanel * stepDepth),
            BStep = step,
            BSecond = TLanes.Count < GemmStrip.PanelColumns ? TLanes.Count * stepDepth : call.B.Steps * step,
            Next = call.B.Steps * (nint)stepDepth * Math.Max(2 * TLanes.Count, GemmStrip.PanelColumns),
            Steps = Math.Min(Gemm.DepthBlock / stepDepth, call.B.Steps - first),
            ScaleStride = call.A.Blocks,
            Carries = call.A.Carries,
            Sums = call.B.Sums + ((nint)block * call.B.SumStride) + column,
            ColumnScales = call.B.Scales + column,
            AddendStride = block == 0 ? 0 : call.CStride,
            CStride = call.CStride,
        };
    }

    private static void RunCentredTiles<TVector, TLanes, TInt, TIntLanes>(
        in Int8GemmStrip strip, byte* a, BlockScale* scales, float* addend, float* c, int* order, int rows, int tiles)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
        where TInt : unmanaged
        where TIntLanes : IInt8Lanes<TInt, TVector>
    {
        if (tiles == 0)
        {
            return;
        }

        switch (rows)
        {
            case 1:
                CentredTiles<TVector, TLanes, TInt, TIntLanes, Rows1>.Run(strip, a, scales, addend, c, order, tiles);
                break;
            case 2:
                CentredTiles<TVector, TLanes, TInt, TIntLanes, Rows2>.Run(strip, a, scales, addend, c, order, tiles);
                break;
            case 3:
                CentredTiles<TVector, TLanes, TInt, TIntLanes, Rows3>.Run(strip, a, scales, addend, c, order, tiles);
                break;
            default:
                CentredTiles<TVector, TLanes, TInt, TIntLanes, Rows4>.Run(strip, a, scales, addend, c, order, tiles);
                break;
        }
    }

    private static void RunTiles<TVector, TLanes, TInt, TIntLanes>(
        in Int8GemmStrip strip, byte* a, BlockScale* scales, float* addend, float* c, int rows, int tiles)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
        where TInt : unmanaged
        where TIntLanes : IInt8Lanes<TInt, TVector>
    {
        switch (rows)
        {
            case 1:
                Int8GemmTiles<TVector, TLanes, TInt, TIntLanes, Rows1>.Run(strip, a, scales, addend, c, tiles);
                break;
            case 2:
                Int8GemmTiles<TVector, TLanes, TInt, TIntLanes, Rows2>.Run(strip, a, scales, addend, c, tiles);
                break;
            case 3:
                Int8GemmTiles<TVector, TLanes, TInt, TIntLanes, Rows3>.Run(strip, a, scales, addend, c, tiles);
                break;
            case 4:
                Int8GemmTiles<TVector, TLanes, TInt, TIntLanes, Rows4>.Run(strip, a, scales, addend, c, tiles);
                break;
            case 5:
                Int8GemmTiles<TVector, TLanes, TInt, TIntLanes, Rows5>.Run(strip, a, scales, addend, c, tiles);
                break;
            case 6:
                Int8GemmTiles<TVector, TLanes, TInt, TIntLanes, Rows6>.Run(strip, a, scales, addend, c, tiles);
                break;
            case 7:
                Int8GemmTiles<TVector, TLanes, TInt, TIntLanes, Rows7>.Run(strip, a, scales, addend, c, tiles);
                break;
            case 8:
                Int8GemmTiles<TVector, TLanes, TInt, TIntLanes, Rows8>.Run(strip, a, scales, addend, c, tiles);
                break;
            case 9:
                Int8GemmTiles<TVector, TLanes, TInt, TIntLanes, Rows9>.Run(strip, a, scales, addend, c, tiles);
                break;
            case 10:
                Int8GemmTiles<TVector, TLanes, TInt, TIntLanes, Rows10>.Run(strip, a, scales, addend, c, tiles);
                break;
            case 11:
                Int8GemmTiles<TVector, TLanes, TInt, TIntLanes, Rows11>.Run(strip, a, scales, addend, c, tiles);
                break;
            default:
                Int8GemmTiles<TVector, TLanes, TInt, TIntLanes, Rows12>.Run(strip, a, scales, addend, c, tiles);
                break;
        }
    }

    /// <summary>What comes after the last block: the weights' zero points, where there are any, and the activation.</summary>
    private static void Finish<TVector, TLanes>(in Int8GemmCall call, int column, int width)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        int columns = Math.Min(width, call.B.Columns - column);
        if (call.B.HasZeroPoints)
        {
            SubtractZeroPoints(call, column, columns);
        }

        if (call.Activation is { } activation)
        {
            Activations.ApplyToColumns<TVector, TLanes>(activation, call.C + column, call.CStride, call.Rows, columns);
        }
    }

    /// <summary>C −= Σ activations · zero point · column scale.</summary>
    private static void SubtractZeroPoints(in Int8GemmCall call, int column, int columns)
    {
        for (int row = 0; row < call.Rows; row++)
        {
            float sum = 0f;
            for (int block = 0; block < call.A.Blocks; block++)
            {
                sum += call.A.Scales[((nint)row * call.A.Blocks) + block].Sum;
            }

            float* c = call.C + (row * call.CStride) + column;
            for (int i = 0; i < columns; i++)
            {
                c[i] += sum * call.B.ZeroPoints[column + i];
            }
        }
    }
}
