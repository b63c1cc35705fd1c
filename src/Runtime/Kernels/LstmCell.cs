using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.CompilerServices;

namespace Sememe.Kernels;

/// <summary>One step of an LSTM for one token: c = clip(σ(i) · tanh(j) + σ(f) · c), output = σ(o) · tanh(c).</summary>
internal static unsafe class LstmCell
{
    private const int MostLanes = 16;
    private const int Gates = 4;

    /// <summary>Runs a step.</summary>
    /// <param name="fromInput">[4 × width] what the gates i, j, f and o get from the input, biases included.</param>
    /// <param name="fromState">[4 × width] what they get from the state before.</param>
    /// <param name="cell">[width] the cell before, and after.</param>
    /// <param name="output">[width].</param>
    /// <param name="width">Floats of a gate.</param>
    /// <param name="clip">The cell stays within ± this; infinity for no limit.</param>
    [MethodImpl(KernelCode.Hot)]
    [SkipLocalsInit]
    public static void Run<TVector, TLanes>(float* fromInput, float* fromState, float* cell, float* output, int width, float clip)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        int i = 0;
        for (; i <= width - TLanes.Count; i += TLanes.Count)
        {
            Step<TVector, TLanes>(fromInput + i, fromState + i, width, cell + i, output + i, clip);
        }

        if (i == width)
        {
            return;
        }

        // The last numbers, through registers that are whole.
        float* edge = stackalloc float[((2 * Gates) + 2) * MostLanes];
        float* edgeState = edge + (Gates * MostLanes);
        float* edgeCell = edgeState + (Gates * MostLanes);
        float* edgeOutput = edgeCell + MostLanes;
        NativeMemory.Clear(edge, ((2 * Gates) + 2) * MostLanes * sizeof(float));
        int rest = width - i;
        Tiling.Copy(fromInput + i, width, edge, MostLanes, Gates, rest);
        Tiling.Copy(fromState + i, width, edgeState, MostLanes, Gates, rest);
        Tiling.Copy(cell + i, 0, edgeCell, 0, 1, rest);
        Step<TVector, TLanes>(edge, edgeState, MostLanes, edgeCell, edgeOutput, clip);
        Tiling.Copy(edgeCell, 0, cell + i, 0, 1, rest);
        Tiling.Copy(edgeOutput, 0, output + i, 0, 1, rest);
    }

    [MethodImpl(KernelCode.Inline)]
    private static void Step<TVector, TLanes>(float* fromInput, float* fromState, int stride, float* cell, float* output, float clip)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        TVector input = Gate<TVector, TLanes>(Activation.Sigmoid, fromInput, fromState, 0);
        TVector candidate = Gate<TVector, TLanes>(Activation.Tanh, fromInput, fromState, stride);
        TVector forget = Gate<TVector, TLanes>(Activation.Sigmoid, fromInput, fromState, 2 * stride);
        TVector open = Gate<TVector, TLanes>(Activation.Sigmoid, fromInput, fromState, 3 * stride);
        TVector after = TLanes.MultiplyAdd(input, candidate, TLanes.Multiply(forget, TLanes.Load(cell)));
        after = TLanes.Min(TLanes.Max(after, TLanes.Create(-clip)), TLanes.Create(clip));
        TLanes.Store(after, cell);
        TLanes.Store(TLanes.Multiply(open, Activations.Tanh<TVector, TLanes>(after)), output);
    }

    [MethodImpl(KernelCode.Inline)]
    private static TVector Gate<TVector, TLanes>(Activation activation, float* fromInput, float* fromState, int at)
        where TVector : unmanaged
        where TLanes : ILanes<TVector> =>
        Activations.Evaluate<TVector, TLanes>(activation, TLanes.Add(TLanes.Load(fromInput + at), TLanes.Load(fromState + at)));
}
