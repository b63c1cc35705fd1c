using System.Runtime.CompilerServices;

namespace Sememe.Kernels;

/// <summary>The innermost loop of the int8 GEMM in the form <see cref="Int8Form.Centred"/>: two steps at a time, and then what the rows carry.</summary>
/// <remarks>
/// Rows come in the order of how much they carry, so that those of a tile carry the same number and the loop over it ends where the processor expects.
/// Four rows are enough also where there are registers for more: more would only save reads of the first-level cache, which is not what the loop waits for.
/// </remarks>
internal static unsafe class CentredTiles<TVector, TLanes, TInt, TIntLanes, TRows>
    where TVector : unmanaged
    where TLanes : ILanes<TVector>
    where TInt : unmanaged
    where TIntLanes : IInt8Lanes<TInt, TVector>
    where TRows : ITileRows
{
    private const nint StepBytes = GemmStrip.PanelColumns * sizeof(int);

    /// <summary>C = addend + real(A · B) for <paramref name="tiles"/> tiles, each of the next <typeparamref name="TRows"/> rows in the given order.</summary>
    [MethodImpl(KernelCode.Hot)]
    public static void Run(in Int8GemmStrip strip, byte* a, BlockScale* scales, float* addend, float* c, int* order, int tiles)
    {
        nint bSecond = strip.BSecond;
        nint addendStride = strip.AddendStride;
        nint cStride = strip.CStride;
        nint depth = strip.Steps * sizeof(int);

        do
        {
            nint row0 = order[0];
            nint row1 = TRows.Count > 1 ? order[1] : row0;
            nint row2 = TRows.Count > 2 ? order[2] : row0;
            nint row3 = TRows.Count > 3 ? order[3] : row0;
            byte* a0 = a + (row0 * strip.AStride);
            byte* a1 = a + (row1 * strip.AStride);
            byte* a2 = a + (row2 * strip.AStride);
            byte* a3 = a + (row3 * strip.AStride);
            BlockScale* scale0 = scales + (row0 * strip.ScaleStride);
            BlockScale* scale1 = scales + (row1 * strip.ScaleStride);
            BlockScale* scale2 = scales + (row2 * strip.ScaleStride);
            BlockScale* scale3 = scales + (row3 * strip.ScaleStride);
            TInt c0L = TIntLanes.Broadcast(&scale0->Start), c0R = c0L;
            TInt c1L = TIntLanes.Broadcast(&scale1->Start), c1R = c1L;
            TInt c2L = TIntLanes.Broadcast(&scale2->Start), c2R = c2L;
            TInt c3L = TIntLanes.Broadcast(&scale3->Start), c3R = c3L;
            sbyte* b = strip.B;
            TInt value;

            nint k = 0;
            do
            {
                TInt left = TIntLanes.LoadWeights(b);
                TInt right = TIntLanes.LoadWeights(b + bSecond);
                TInt nextLeft = TIntLanes.LoadWeights(b + StepBytes);
                TInt nextRight = TIntLanes.LoadWeights(b + StepBytes + bSecond);
                TInt next;
                Prefetch(b + strip.Next, bSecond);

                value = TIntLanes.Broadcast(a0 + k);
                next = TIntLanes.Broadcast(a0 + k + sizeof(int));
                c0L = TIntLanes.MultiplyAdd(c0L, value, left, next, nextLeft);
                c0R = TIntLanes.MultiplyAdd(c0R, value, right, next, nextRight);

                if (TRows.Count > 1)
                {
                    value = TIntLanes.Broadcast(a1 + k);
                    next = TIntLanes.Broadcast(a1 + k + sizeof(int));
                    c1L = TIntLanes.MultiplyAdd(c1L, value, left, next, nextLeft);
                    c1R = TIntLanes.MultiplyAdd(c1R, value, right, next, nextRight);
                }

                if (TRows.Count > 2)
                {
                    value = TIntLanes.Broadcast(a2 + k);
                    next = TIntLanes.Broadcast(a2 + k + sizeof(int));
                    c2L = TIntLanes.MultiplyAdd(c2L, value, left, next, nextLeft);
                    c2R = TIntLanes.MultiplyAdd(c2R, value, right, next, nextRight);
                }

                if (TRows.Count > 3)
                {
                    value = TIntLanes.Broadcast(a3 + k);
                    next = TIntLanes.Broadcast(a3 + k + sizeof(int));
                    c3L = TIntLanes.MultiplyAdd(c3L, value, left, next, nextLeft);
                    c3R = TIntLanes.MultiplyAdd(c3R, value, right, next, nextRight);
                }

                b += 2 * StepBytes;
                k += 2 * sizeof(int);
            }
            while (k < depth);

            Carry* carry0 = strip.Carries + scale0->FirstCarry;
            Carry* carry1 = strip.Carries + scale1->FirstCarry;
            Carry* carry2 = strip.Carries + scale2->FirstCarry;
            Carry* carry3 = strip.Carries + scale3->FirstCarry;
            int common = Math.Min(Math.Min(scale0->Carries, scale1->Carries), Math.Min(scale2->Carries, scale3->Carries));
            for (int i = common; i > 0; i--)
            {
                value = TIntLanes.Broadcast(&carry0->Values);
                b = strip.B + (carry0->Step * StepBytes);
                c0L = TIntLanes.MultiplyAdd(c0L, value, TIntLanes.LoadWeights(b));
                c0R = TIntLanes.MultiplyAdd(c0R, value, TIntLanes.LoadWeights(b + bSecond));
                carry0++;

                if (TRows.Count > 1)
                {
                    value = TIntLanes.Broadcast(&carry1->Values);
                    b = strip.B + (carry1->Step * StepBytes);
                    c1L = TIntLanes.MultiplyAdd(c1L, value, TIntLanes.LoadWeights(b));
                    c1R = TIntLanes.MultiplyAdd(c1R, value, TIntLanes.LoadWeights(b + bSecond));
                    carry1++;
                }

                if (TRows.Count > 2)
                {
                    value = TIntLanes.Broadcast(&carry2->Values);
                    b = strip.B + (carry2->Step * StepBytes);
                    c2L = TIntLanes.MultiplyAdd(c2L, value, TIntLanes.LoadWeights(b));
                    c2R = TIntLanes.MultiplyAdd(c2R, value, TIntLanes.LoadWeights(b + bSecond));
                    carry2++;
                }

                if (TRows.Count > 3)
                {
                    value = TIntLanes.Broadcast(&carry3->Values);
                    b = strip.B + (carry3->Step * StepBytes);
                    c3L = TIntLanes.MultiplyAdd(c3L, value, TIntLanes.LoadWeights(b));
                    c3R = TIntLanes.MultiplyAdd(c3R, value, TIntLanes.LoadWeights(b + bSecond));
                    carry3++;
                }
            }

            Store(strip, scale0, common, addend + (row0 * addendStride), c + (row0 * cStride), c0L, c0R);

            if (TRows.Count > 1)
            {
                Store(strip, scale1, common, addend + (row1 * addendStride), c + (row1 * cStride), c1L, c1R);
            }

            if (TRows.Count > 2)
            {
                Store(strip, scale2, common, addend + (row2 * addendStride), c + (row2 * cStride), c2L, c2R);
            }

            if (TRows.Count > 3)
            {
                Store(strip, scale3, common, addend + (row3 * addendStride), c + (row3 * cStride), c3L, c3R);
            }

            order += TRows.Count;
        }
        while (--tiles > 0);
    }

    /// <summary>Asks for what the next strip reads in the same round.</summary>
    [MethodImpl(KernelCode.Inline)]
    private static void Prefetch(sbyte* next, nint second)
    {
        TLanes.Prefetch(next);
        TLanes.Prefetch(next + StepBytes);
        if (TLanes.Count == GemmStrip.PanelColumns)
        {
            TLanes.Prefetch(next + second);
            TLanes.Prefetch(next + second + StepBytes);
        }
    }

    /// <summary>Multiplies what a row carries beyond what all rows of the tile do, and stores its sums.</summary>
    [MethodImpl(KernelCode.Inline)]
    private static void Store(in Int8GemmStrip strip, BlockScale* scale, int carried, float* addend, float* c, TInt left, TInt right)
    {
        Carry* carry = strip.Carries + scale->FirstCarry + carried;
        for (int i = scale->Carries - carried; i > 0; i--)
        {
            TInt value = TIntLanes.Broadcast(&carry->Values);
            sbyte* b = strip.B + (carry->Step * StepBytes);
            left = TIntLanes.MultiplyAdd(left, value, TIntLanes.LoadWeights(b));
            right = TIntLanes.MultiplyAdd(right, value, TIntLanes.LoadWeights(b + strip.BSecond));
            carry++;
        }

        Int8TileStore<TVector, TLanes, TInt, TIntLanes>.Store(strip, scale, addend, c, left, right);
    }
}
