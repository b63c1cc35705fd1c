using System.Runtime.CompilerServices;
using Sememe.CompilerServices;

namespace Sememe.Kernels;

/// <summary>Gated linear unit: activation(first half) · second half (Shazeer 2020).</summary>
internal static unsafe class GatedUnit
{
    private const int MostLanes = 16;

    /// <summary>Makes [rows × width] of [rows × 2 · width], in the same memory: what is written has been read.</summary>
    /// <param name="activation">Of the first halves.</param>
    /// <param name="values">Rows of two halves, end to end; then rows of one, end to end.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Floats of a half.</param>
    [MethodImpl(KernelCode.Hot)]
    [SkipLocalsInit]
    public static void Run<TVector, TLanes>(Activation activation, float* values, int rows, int width)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        float* edge = stackalloc float[2 * MostLanes];
        float* first = values;
        for (int i = 0; i < rows; i++)
        {
            float* second = first + width;
            int j = 0;
            for (; j <= width - TLanes.Count; j += TLanes.Count)
            {
                TVector active = Activations.Evaluate<TVector, TLanes>(activation, TLanes.Load(first + j));
                TLanes.Store(TLanes.Multiply(active, TLanes.Load(second + j)), values + j);
            }

            if (j < width)
            {
                int rest = width - j;
                Tiling.Copy(first + j, 0, edge, 0, 1, rest);
                Tiling.Copy(second + j, 0, edge + MostLanes, 0, 1, rest);
                TVector active = Activations.Evaluate<TVector, TLanes>(activation, TLanes.Load(edge));
                TLanes.Store(TLanes.Multiply(active, TLanes.Load(edge + MostLanes)), edge);
                Tiling.Copy(edge, 0, values + j, 0, 1, rest);
            }

            first += 2 * width;
            values += width;
        }
    }
}
