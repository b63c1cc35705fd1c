using System.Runtime.CompilerServices;
using Sememe.CompilerServices;

namespace Sememe.Kernels;

/// <summary>The activation functions, a register at a time and over memory.</summary>
internal static unsafe class Activations
{
    private const float SqrtHalf = 0.70710678f;

    // 2 · √(2/π)
    private const float TanhScale = 1.5957691f;
    private const float TanhCubic = 0.044715f;
    private const float QuickGeluSlope = 1.702f;

    /// <summary>0.5 · x · (1 + erf(x/√2)); off by at most 3e-7 · max(1, |x|).</summary>
    [MethodImpl(KernelCode.Inline)]
    public static TVector Gelu<TVector, TLanes>(TVector x)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        TVector half = TLanes.Multiply(x, TLanes.Create(0.5f));
        TVector erf = ErrorFunction.Erf<TVector, TLanes>(TLanes.Multiply(x, TLanes.Create(SqrtHalf)));
        return TLanes.MultiplyAdd(half, erf, half);
    }

    /// <summary>0.5 · x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))), written as x / (1 + e⁻²ᵘ), which does not cancel; off by at most 3e-7 · max(1, |x|).</summary>
    [MethodImpl(KernelCode.Inline)]
    public static TVector GeluTanh<TVector, TLanes>(TVector x)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        TVector square = TLanes.Multiply(x, x);
        TVector inner = TLanes.MultiplyAdd(square, TLanes.Create(-TanhScale * TanhCubic), TLanes.Create(-TanhScale));
        TVector power = Exponential.Exp<TVector, TLanes>(TLanes.Multiply(x, inner));
        return TLanes.Divide(x, TLanes.Add(TLanes.Create(1f), power));
    }

    /// <summary>x · σ(slope · x).</summary>
    [MethodImpl(KernelCode.Inline)]
    public static TVector Swish<TVector, TLanes>(TVector x, float slope)
        where TVector : unmanaged
        where TLanes : ILanes<TVector> =>
        TLanes.Divide(x, TLanes.Add(TLanes.Create(1f), Exponential.Exp<TVector, TLanes>(TLanes.Multiply(x, TLanes.Create(-slope)))));

    /// <summary>tanh(x) = (1 − e⁻²ˣ) / (1 + e⁻²ˣ); off by at most 2e-7.</summary>
    [MethodImpl(KernelCode.Inline)]
    public static TVector Tanh<TVector, TLanes>(TVector x)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        TVector one = TLanes.Create(1f);
        TVector power = Exponential.Exp<TVector, TLanes>(TLanes.Multiply(x, TLanes.Create(-2f)));
        return TLanes.Divide(TLanes.Subtract(one, power), TLanes.Add(one, power));
    }

    /// <summary>Any activation of one register.</summary>
    [MethodImpl(KernelCode.Inline)]
    public static TVector Evaluate<TVector, TLanes>(Activation activation, TVector x)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        switch (activation)
        {
            case Activation.Gelu:
                return Gelu<TVector, TLanes>(x);
            case Activation.GeluTanh:
                return GeluTanh<TVector, TLanes>(x);
            case Activation.Silu:
                return Swish<TVector, TLanes>(x, 1f);
            case Activation.QuickGelu:
                return Swish<TVector, TLanes>(x, QuickGeluSlope);
            case Activation.Tanh:
                return Tanh<TVector, TLanes>(x);
            case Activation.Sigmoid:
                TVector one = TLanes.Create(1f);
                return TLanes.Divide(one, TLanes.Add(one, Exponential.Exp<TVector, TLanes>(TLanes.Subtract(TLanes.Zero, x))));
            default:
                TVector positive = TLanes.Max(x, TLanes.Zero);
                return activation == Activation.ReluSquared ? TLanes.Multiply(positive, positive) : positive;
        }
    }

    /// <summary>Applies an activation to some columns of a matrix, at most two registers of them: a strip that has just been written.</summary>
    [MethodImpl(KernelCode.Hot)]
    [SkipLocalsInit]
    public static void ApplyToColumns<TVector, TLanes>(Activation activation, float* values, nint stride, int rows, int columns)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        float* edge = stackalloc float[32];
        int width = 2 * TLanes.Count;
        for (int i = 0; i < rows; i++)
        {
            float* row = columns == width ? values : edge;
            if (row == edge)
            {
                Tiling.Copy(values, 0, edge, 0, 1, columns);
            }

            Apply<TVector, TLanes>(activation, row, width);
            if (row == edge)
            {
                Tiling.Copy(edge, 0, values, 0, 1, columns);
            }

            values += stride;
        }
    }

    /// <summary>Applies an activation to <paramref name="count"/> floats, a multiple of the register.</summary>
    [MethodImpl(KernelCode.Inline)]
    private static void Apply<TVector, TLanes>(Activation activation, float* values, int count)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        switch (activation)
        {
            case Activation.Gelu:
                for (int i = 0; i < count; i += TLanes.Count)
                {
                    TLanes.Store(Gelu<TVector, TLanes>(TLanes.Load(values + i)), values + i);
                }

                break;
            case Activation.GeluTanh:
                for (int i = 0; i < count; i += TLanes.Count)
                {
                    TLanes.Store(GeluTanh<TVector, TLanes>(TLanes.Load(values + i)), values + i);
                }

                break;
            default:
                for (int i = 0; i < count; i += TLanes.Count)
                {
                    TLanes.Store(Evaluate<TVector, TLanes>(activation, TLanes.Load(values + i)), values + i);
                }

                break;
        }
    }
}
