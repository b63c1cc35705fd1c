using System.Runtime.CompilerServices;

namespace Sememe.Kernels;

/// <summary>Quantizes rows of activations, block by block (<see cref="QuantizedRows"/>).</summary>
internal static unsafe class RowQuantizer
{
    private const float MaxByte = 255f;
    private const float MaxInt16 = 32767f;

    // Registers that are worked on side by side.
    private const int Together = 4;

    /// <summary>To unsigned bytes between the smallest and the largest value of a block.</summary>
    [MethodImpl(KernelCode.Hot)]
    public static void ToBytes<TVector, TLanes>(float* x, int rows, int depth, in QuantizedRows output, bool withSums)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        BlockScale* scales = output.Scales;
        for (int row = 0; row < rows; row++)
        {
            byte* target = output.Values + (row * output.Stride);
            for (int first = 0; first < depth; first += Gemm.DepthBlock)
            {
                int count = Math.Min(Gemm.DepthBlock, depth - first);
                (float min, float max) = Range<TVector, TLanes>(x + first, count);
                float scale = (max - min) / MaxByte;
                float inverse = max > min ? MaxByte / (max - min) : 0f;
                StoreBytes<TVector, TLanes>(x + first, count, min, inverse, target + first);
                *scales++ = new BlockScale { Scale = scale, Offset = min, Sum = withSums ? scale * SumBytes(target + first, count) : 0f };
            }

            Clear(target + depth, output.Stride - depth);
            x += depth;
        }
    }

    /// <summary>To bytes as <see cref="ToBytes"/>, then centred: <see cref="CentredRows"/>.</summary>
    [MethodImpl(KernelCode.Hot)]
    public static void ToCentredBytes<TVector, TLanes>(float* x, int rows, int depth, in QuantizedRows output, bool withSums)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        BlockScale* scales = output.Scales;
        int carries = 0;
        for (int row = 0; row < rows; row++)
        {
            byte* target = output.Values + (row * output.Stride);
            for (int first = 0; first < depth; first += Gemm.DepthBlock)
            {
                int count = Math.Min(Gemm.DepthBlock, depth - first);
                (float min, float max) = Range<TVector, TLanes>(x + first, count);
                float scale = (max - min) / MaxByte;
                float inverse = max > min ? MaxByte / (max - min) : 0f;
                StoreBytes<TVector, TLanes>(x + first, count, min, inverse, target + first);
                CentredBlock block = CentredRows.Run(target + first, count, output.Carries + carries);
                scales->Scale = scale;
                scales->Offset = min + (block.Mean * scale);
                scales->Sum = withSums ? scale * block.Sum : 0f;
                scales->Start = -128 * block.Sum;
                scales->FirstCarry = carries;
                scales->Carries = block.Carries;
                scales++;
                carries += block.Carries;
            }

            x += depth;
        }

        for (int block = 0; block < output.Blocks; block++)
        {
            CentredRows.Sort(output.Scales + block, rows, output.Blocks, output.Order + ((nint)block * rows));
        }
    }

    /// <summary>To 16-bit integers, symmetric around zero.</summary>
    [MethodImpl(KernelCode.Hot)]
    public static void ToInt16<TVector, TLanes>(float* x, int rows, int depth, in QuantizedRows output, bool withSums)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        BlockScale* scales = output.Scales;
        for (int row = 0; row < rows; row++)
        {
            short* target = (short*)(output.Values + (row * output.Stride));
            for (int first = 0; first < depth; first += Gemm.DepthBlock)
            {
                int count = Math.Min(Gemm.DepthBlock, depth - first);
                (float min, float max) = Range<TVector, TLanes>(x + first, count);
                float largest = Math.Max(max, -min);
                float scale = largest / MaxInt16;
                StoreInt16<TVector, TLanes>(x + first, count, largest > 0 ? MaxInt16 / largest : 0f, target + first);
                *scales++ = new BlockScale { Scale = scale, Sum = withSums ? scale * SumInt16(target + first, count) : 0f };
            }

            Clear((byte*)(target + depth), output.Stride - ((nint)depth * sizeof(short)));
            x += depth;
        }
    }

    [MethodImpl(KernelCode.Inline)]
    private static (float Min, float Max) Range<TVector, TLanes>(float* x, int count)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        float min = x[0];
        float max = x[0];
        int i = 0;
        int together = Together * TLanes.Count;
        if (count >= together)
        {
            // Four of each, so that none waits for the one before.
            TVector low0 = TLanes.Load(x), high0 = low0;
            TVector low1 = TLanes.Load(x + TLanes.Count), high1 = low1;
            TVector low2 = TLanes.Load(x + (2 * TLanes.Count)), high2 = low2;
            TVector low3 = TLanes.Load(x + (3 * TLanes.Count)), high3 = low3;
            for (i = together; i <= count - together; i += together)
            {
                TVector value0 = TLanes.Load(x + i);
                TVector value1 = TLanes.Load(x + i + TLanes.Count);
                TVector value2 = TLanes.Load(x + i + (2 * TLanes.Count));
                TVector value3 = TLanes.Load(x + i + (3 * TLanes.Count));
                (low0, high0) = (TLanes.Min(low0, value0), TLanes.Max(high0, value0));
                (low1, high1) = (TLanes.Min(low1, value1), TLanes.Max(high1, value1));
                (low2, high2) = (TLanes.Min(low2, value2), TLanes.Max(high2, value2));
                (low3, high3) = (TLanes.Min(low3, value3), TLanes.Max(high3, value3));
            }

            TVector low = TLanes.Min(TLanes.Min(low0, low1), TLanes.Min(low2, low3));
            min = -TLanes.MaxAcross(TLanes.Subtract(TLanes.Zero, low));
            max = TLanes.MaxAcross(TLanes.Max(TLanes.Max(high0, high1), TLanes.Max(high2, high3)));
        }

        for (; i < count; i++)
        {
            min = Math.Min(min, x[i]);
            max = Math.Max(max, x[i]);
        }

        return (min, max);
    }

    [MethodImpl(KernelCode.Inline)]
    private static void StoreBytes<TVector, TLanes>(float* x, int count, float min, float inverse, byte* target)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        TVector mins = TLanes.Create(min);
        TVector inverses = TLanes.Create(inverse);
        TVector magic = TLanes.Create(Rounding.Magic);
        int i = 0;
        for (; i <= count - (Together * TLanes.Count); i += Together * TLanes.Count)
        {
            TLanes.StoreBytes(
                Shift<TVector, TLanes>(x + i, mins, inverses, magic),
                Shift<TVector, TLanes>(x + i + TLanes.Count, mins, inverses, magic),
                Shift<TVector, TLanes>(x + i + (2 * TLanes.Count), mins, inverses, magic),
                Shift<TVector, TLanes>(x + i + (3 * TLanes.Count), mins, inverses, magic),
                target + i);
        }

        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TLanes.StoreBytes(Shift<TVector, TLanes>(x + i, mins, inverses, magic), target + i);
        }

        for (; i < count; i++)
        {
            target[i] = (byte)BitConverter.SingleToInt32Bits(((x[i] - min) * inverse) + Rounding.Magic);
        }
    }

    /// <summary>A whole number between 0 and 255, plus <see cref="Rounding.Magic"/>.</summary>
    [MethodImpl(KernelCode.Inline)]
    private static TVector Shift<TVector, TLanes>(float* x, TVector mins, TVector inverses, TVector magic)
        where TVector : unmanaged
        where TLanes : ILanes<TVector> =>
        TLanes.Add(TLanes.Multiply(TLanes.Subtract(TLanes.Load(x), mins), inverses), magic);

    [MethodImpl(KernelCode.Inline)]
    private static void StoreInt16<TVector, TLanes>(float* x, int count, float inverse, short* target)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        TVector inverses = TLanes.Create(inverse);
        TVector magic = TLanes.Create(Rounding.Magic);
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TLanes.StoreInt16(TLanes.Add(TLanes.Multiply(TLanes.Load(x + i), inverses), magic), target + i);
        }

        for (; i < count; i++)
        {
            target[i] = (short)BitConverter.SingleToInt32Bits((x[i] * inverse) + Rounding.Magic);
        }
    }

    private static long SumBytes(byte* values, int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += values[i];
        }

        return sum;
    }

    private static long SumInt16(short* values, int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += values[i];
        }

        return sum;
    }

    private static void Clear(byte* target, nint bytes)
    {
        for (nint i = 0; i < bytes; i++)
        {
            target[i] = 0;
        }
    }
}
