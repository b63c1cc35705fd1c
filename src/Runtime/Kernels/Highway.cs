using System.Runtime.CompilerServices;

namespace Sememe.Kernels;

/// <summary>What a highway layer makes of its input and its two linear layers (Srivastava et al. 2015): x + carry · (transformed − x).</summary>
internal static unsafe class Highway
{
    /// <summary>Runs over memory whose length is a multiple of the widest register.</summary>
    /// <param name="values">x, and the result.</param>
    /// <param name="transformed">After its activation.</param>
    /// <param name="carry">After its sigmoid.</param>
    /// <param name="count">Floats; what lies beyond up to the next 16 is read and written too.</param>
    [MethodImpl(KernelCode.Hot)]
    public static void Run<TVector, TLanes>(float* values, float* transformed, float* carry, int count)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        for (int i = 0; i < count; i += TLanes.Count)
        {
            TVector x = TLanes.Load(values + i);
            TVector step = TLanes.Subtract(TLanes.Load(transformed + i), x);
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(carry + i), step, x), values + i);
        }
    }
}
