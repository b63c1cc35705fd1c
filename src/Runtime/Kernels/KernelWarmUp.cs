using Sememe.CompilerServices;

namespace Sememe.Kernels;

/// <summary>Has the kernels compiled on another thread while the weights are packed: the first text of a process would wait for it otherwise.</summary>
/// <remarks>Kernels are generic over registers, which ahead-of-time compilation leaves to the run time. They run once over next to nothing; where they are compiled already, this takes microseconds.</remarks>
internal static unsafe class KernelWarmUp
{
    private const int Depth = 32;

    // Texts longer than the highest tile fall into tiles of half its height or more, and these numbers of rows into all of those, whatever the instruction set.
    private const int FewestRows = 13;
    private const int MostRows = 23;

    /// <summary>Begins; nobody has to wait for the end.</summary>
    /// <param name="kernels">The kernels.</param>
    /// <param name="activation">Of the feed-forward layers.</param>
    /// <param name="isQuantized">True when matrices are int8.</param>
    public static void Begin(KernelSet kernels, Activation activation, bool isQuantized)
    {
        if (Environment.ProcessorCount > 1)
        {
            new Thread(() => Run(kernels, activation, isQuantized)) { IsBackground = true, Name = "Sememe kernels" }.Start();
        }
    }

    /// <summary>Runs every kernel that a BERT-like encoder needs.</summary>
    internal static void Run(KernelSet kernels, Activation activation, bool isQuantized)
    {
        nint scratch = Attention.ScratchFloats(FewestRows, Depth);
        using AlignedMemory memory = new((nuint)((8 * MostRows * Depth) + scratch) * sizeof(float));
        new Span<byte>(memory.Pointer, checked((int)memory.Bytes)).Clear();
        float* rows = (float*)memory.Pointer;
        float* output = rows + (4 * MostRows * Depth);
        if (isQuantized)
        {
            MultiplyBytes(kernels, activation, rows, output);
        }
        else
        {
            kernels.AddFloats(rows, output, Depth);
        }

        kernels.LayerNorm(rows, rows, rows, rows, 1f, output, 1, Depth);
        MultiplyFloats(kernels, isQuantized ? null : activation, rows, output);
        kernels.Attention(new AttentionCall
        {
            Query = rows,
            Key = rows,
            Value = rows,
            Stride = Depth,
            Tokens = FewestRows,
            Heads = 1,
            HeadSize = Depth,
            Scale = 1f,
            Output = output,
            OutputStride = Depth,
            Scratch = rows + (8 * MostRows * Depth),
        });
    }

    private static void MultiplyFloats(KernelSet kernels, Activation? activation, float* rows, float* output)
    {
        using PackedMatrix matrix = new(Depth, Depth);
        for (int count = FewestRows; count <= MostRows; count += 2)
        {
            kernels.Gemm(new GemmCall
            {
                A = rows,
                AStride = Depth,
                Rows = count,
                Panels = matrix.Panels,
                Bias = matrix.Bias,
                Depth = Depth,
                Columns = Depth,
                C = output,
                CStride = Depth,
                Activation = activation,
            });
        }
    }

    private static void MultiplyBytes(KernelSet kernels, Activation activation, float* rows, float* output)
    {
        using PackedInt8Matrix matrix = new(Depth, Depth, kernels.Int8Form);
        nint stride = QuantizedRows.StrideOf(Depth, kernels.Int8Form);
        using AlignedMemory memory = new((nuint)(MostRows * (stride + sizeof(BlockScale) + sizeof(int) + (CentredRows.MostCarries(Depth) * sizeof(Carry)))));
        BlockScale* scales = (BlockScale*)((byte*)memory.Pointer + (MostRows * stride));
        Carry* carries = (Carry*)(scales + MostRows);
        QuantizedRows quantized = new()
        {
            Values = (byte*)memory.Pointer,
            Stride = stride,
            Scales = scales,
            Blocks = 1,
            Carries = carries,
            Order = (int*)(carries + (MostRows * CentredRows.MostCarries(Depth))),
        };
        for (int count = FewestRows; count <= MostRows; count += 2)
        {
            kernels.Quantize(rows, count, Depth, quantized, withSums: false);
            kernels.Int8Gemm(new Int8GemmCall { A = quantized, Rows = count, B = matrix, C = output, CStride = Depth, Activation = activation });
        }
    }
}
