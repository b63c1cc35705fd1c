using System.Runtime.CompilerServices;

namespace Sememe.Kernels;

/// <summary>How integer sums become real as they leave the registers.</summary>
internal static unsafe class Int8TileStore<TVector, TLanes, TInt, TIntLanes>
    where TVector : unmanaged
    where TLanes : ILanes<TVector>
    where TInt : unmanaged
    where TIntLanes : IInt8Lanes<TInt, TVector>
{
    /// <summary>C = addend + (sum · scale + offset · Σ weights) · column scale, for one row of a strip.</summary>
    [MethodImpl(KernelCode.Inline)]
    public static void Store(in Int8GemmStrip strip, BlockScale* scale, float* addend, float* c, TInt left, TInt right)
    {
        TVector scales = TLanes.Create(scale->Scale);
        TVector offsets = TLanes.Create(scale->Offset);
        Store(strip, 0, scales, offsets, addend, c, left);
        Store(strip, TLanes.Count, scales, offsets, addend, c, right);
    }

    [MethodImpl(KernelCode.Inline)]
    private static void Store(in Int8GemmStrip strip, int column, TVector scales, TVector offsets, float* addend, float* c, TInt sum)
    {
        TVector real = TLanes.MultiplyAdd(TLanes.Load(strip.Sums + column), offsets, TLanes.Multiply(TIntLanes.ToFloat(sum), scales));
        TLanes.Store(TLanes.MultiplyAdd(real, TLanes.Load(strip.ColumnScales + column), TLanes.Load(addend + column)), c + column);
    }
}
