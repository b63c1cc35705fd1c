using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sememe.Bench.Harness;
using Sememe.Kernels;

namespace Sememe.Bench.Encoder;

/// <summary>How much of what the processor's multiply-adds can do the float GEMM makes of them, at 128 rows; both measured in turns.</summary>
internal sealed unsafe class PeakShare : Benchmark
{
    private const int Rows = 128;
    private const int PeakSteps = 200_000;

    // Twelve chains hide the latency of an instruction wherever two can begin in a cycle and it takes four or five.
    private const int Chains = 12;
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(1);
    private static readonly (int Depth, int Columns)[] s_shapes = [(384, 384), (384, 1536), (1536, 384), (768, 768), (768, 3072), (3072, 768)];

    /// <inheritdoc/>
    public override string Name => "peak";

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        KernelSet kernels = KernelSet.Create();
        (Func<float> peak, int lanes) = kernels.Choice switch
        {
            KernelChoice.Portable => ((Func<float>)RunPeak<Vector128<float>, Lanes128>, Vector128<float>.Count),
            _ when KernelSet.IsSupported(KernelChoice.Avx512) && kernels.Choice != KernelChoice.Avx2 => (RunPeak<Vector512<float>, Lanes512>, Vector512<float>.Count),
            _ => (RunPeak<Vector256<float>, Lanes256>, Vector256<float>.Count),
        };
        double peakFlops = 2.0 * PeakSteps * Chains * lanes;
        foreach ((int depth, int columns) in s_shapes)
        {
            using PackedMatrix matrix = new(depth, columns);
            using AlignedMemory a = new((nuint)(Rows * depth) * sizeof(float));
            using AlignedMemory c = new((nuint)(Rows * columns) * sizeof(float));
            Fill(matrix, a, depth);
            double flops = 2.0 * Rows * depth * columns;
            (double gemm, double peakTime) = Timing.Compare(() => Multiply(kernels, matrix, a, c), () => Sink = peak(), s_budget);
            yield return new Row(
                $"share of the FMA peak, {kernels.Choice} kernels", $"{Rows} × {depth} × {columns}", "GF/s", flops / gemm / 1e9, "the peak", peakFlops / peakTime / 1e9, Better.Higher);
        }
    }

    /// <summary>Takes what the peak computes, so that it is computed.</summary>
    private static float Sink { get; set; }

    private static void Fill(PackedMatrix matrix, AlignedMemory a, int depth)
    {
        Random random = new(depth);
        float[] column = new float[depth];
        for (int i = 0; i < matrix.Columns; i++)
        {
            Fill(random, column);
            matrix.SetColumn(i, column);
        }

        Fill(random, new Span<float>(a.Pointer, Rows * depth));
    }

    private static void Fill(Random random, Span<float> numbers)
    {
        foreach (ref float number in numbers)
        {
            number = random.NextSingle() - 0.5f;
        }
    }

    private static void Multiply(KernelSet kernels, PackedMatrix matrix, AlignedMemory a, AlignedMemory c) =>
        kernels.Gemm(new GemmCall
        {
            A = (float*)a.Pointer,
            AStride = matrix.Depth,
            Rows = Rows,
            Panels = matrix.Panels,
            Bias = matrix.Bias,
            Depth = matrix.Depth,
            Columns = matrix.Columns,
            C = (float*)c.Pointer,
            CStride = matrix.Columns,
        });

    /// <summary>Nothing but multiply-adds in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float RunPeak<TVector, TLanes>()
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        TVector x = TLanes.Create(0.999f);
        TVector y = TLanes.Create(0.001f);
        TVector c0 = y, c1 = y, c2 = y, c3 = y, c4 = y, c5 = y, c6 = y, c7 = y, c8 = y, c9 = y, c10 = y, c11 = y;
        for (int i = 0; i < PeakSteps; i++)
        {
            c0 = TLanes.MultiplyAdd(x, y, c0);
            c1 = TLanes.MultiplyAdd(x, y, c1);
            c2 = TLanes.MultiplyAdd(x, y, c2);
            c3 = TLanes.MultiplyAdd(x, y, c3);
            c4 = TLanes.MultiplyAdd(x, y, c4);
            c5 = TLanes.MultiplyAdd(x, y, c5);
            c6 = TLanes.MultiplyAdd(x, y, c6);
            c7 = TLanes.MultiplyAdd(x, y, c7);
            c8 = TLanes.MultiplyAdd(x, y, c8);
            c9 = TLanes.MultiplyAdd(x, y, c9);
            c10 = TLanes.MultiplyAdd(x, y, c10);
            c11 = TLanes.MultiplyAdd(x, y, c11);
        }

        TVector first = TLanes.Add(TLanes.Add(TLanes.Add(c0, c1), TLanes.Add(c2, c3)), TLanes.Add(c4, c5));
        return TLanes.Sum(TLanes.Add(first, TLanes.Add(TLanes.Add(c6, c7), TLanes.Add(TLanes.Add(c8, c9), TLanes.Add(c10, c11)))));
    }
}
