using System.Runtime.CompilerServices;

namespace Sememe.Kernels;

/// <summary>The innermost loop of the int8 GEMM: integer sums of one block of the depth, made real as they leave the registers.</summary>
/// <remarks>A leaf like <see cref="GemmTiles{TVector,TLanes,TRows}"/>. The sums are exact integers, so every instruction set that reads the same activations gives the same numbers.</remarks>
internal static unsafe class Int8GemmTiles<TVector, TLanes, TInt, TIntLanes, TRows>
    where TVector : unmanaged
    where TLanes : ILanes<TVector>
    where TInt : unmanaged
    where TIntLanes : IInt8Lanes<TInt, TVector>
    where TRows : ITileRows
{
    /// <summary>C = addend + real(A · B) for <paramref name="tiles"/> tiles, each <typeparamref name="TRows"/> rows further down.</summary>
    [MethodImpl(KernelCode.Hot)]
    public static void Run(in Int8GemmStrip strip, byte* a, BlockScale* scales, float* addend, float* c, int tiles)
    {
        nint aStride = strip.AStride;
        nint bSecond = strip.BSecond;
        nint bStep = strip.BStep;
        nint next = strip.Next;
        nint scaleStride = strip.ScaleStride;
        nint addendStride = strip.AddendStride;
        nint cStride = strip.CStride;
        sbyte* bEnd = strip.B + (strip.Steps * bStep);

        do
        {
            sbyte* b = strip.B;
            byte* a0 = a;
            byte* a3 = a + (3 * aStride);
            byte* a6 = a + (6 * aStride);
            byte* a9 = a + (9 * aStride);
            TInt c0L = TIntLanes.Zero, c0R = TIntLanes.Zero;
            TInt c1L = TIntLanes.Zero, c1R = TIntLanes.Zero;
            TInt c2L = TIntLanes.Zero, c2R = TIntLanes.Zero;
            TInt c3L = TIntLanes.Zero, c3R = TIntLanes.Zero;
            TInt c4L = TIntLanes.Zero, c4R = TIntLanes.Zero;
            TInt c5L = TIntLanes.Zero, c5R = TIntLanes.Zero;
            TInt c6L = TIntLanes.Zero, c6R = TIntLanes.Zero;
            TInt c7L = TIntLanes.Zero, c7R = TIntLanes.Zero;
            TInt c8L = TIntLanes.Zero, c8R = TIntLanes.Zero;
            TInt c9L = TIntLanes.Zero, c9R = TIntLanes.Zero;
            TInt c10L = TIntLanes.Zero, c10R = TIntLanes.Zero;
            TInt c11L = TIntLanes.Zero, c11R = TIntLanes.Zero;

            do
            {
                TInt left = TIntLanes.LoadWeights(b);
                TInt right = TIntLanes.LoadWeights(b + bSecond);
                TInt value;
                TLanes.Prefetch(b + next);
                if (TLanes.Count == GemmStrip.PanelColumns)
                {
                    TLanes.Prefetch(b + bSecond + next);
                }

                value = TIntLanes.Broadcast(a0);
                c0L = TIntLanes.MultiplyAdd(c0L, value, left);
                c0R = TIntLanes.MultiplyAdd(c0R, value, right);

                if (TRows.Count > 1)
                {
                    value = TIntLanes.Broadcast(a0 + aStride);
                    c1L = TIntLanes.MultiplyAdd(c1L, value, left);
                    c1R = TIntLanes.MultiplyAdd(c1R, value, right);
                }

                if (TRows.Count > 2)
                {
                    value = TIntLanes.Broadcast(a0 + (2 * aStride));
                    c2L = TIntLanes.MultiplyAdd(c2L, value, left);
                    c2R = TIntLanes.MultiplyAdd(c2R, value, right);
                }

                if (TRows.Count > 3)
                {
                    value = TIntLanes.Broadcast(a3);
                    c3L = TIntLanes.MultiplyAdd(c3L, value, left);
                    c3R = TIntLanes.MultiplyAdd(c3R, value, right);
                }

                if (TRows.Count > 4)
                {
                    value = TIntLanes.Broadcast(a3 + aStride);
                    c4L = TIntLanes.MultiplyAdd(c4L, value, left);
                    c4R = TIntLanes.MultiplyAdd(c4R, value, right);
                }

                if (TRows.Count > 5)
                {
                    value = TIntLanes.Broadcast(a3 + (2 * aStride));
                    c5L = TIntLanes.MultiplyAdd(c5L, value, left);
                    c5R = TIntLanes.MultiplyAdd(c5R, value, right);
                }

                if (TRows.Count > 6)
                {
                    value = TIntLanes.Broadcast(a6);
                    c6L = TIntLanes.MultiplyAdd(c6L, value, left);
                    c6R = TIntLanes.MultiplyAdd(c6R, value, right);
                }

                if (TRows.Count > 7)
                {
                    value = TIntLanes.Broadcast(a6 + aStride);
                    c7L = TIntLanes.MultiplyAdd(c7L, value, left);
                    c7R = TIntLanes.MultiplyAdd(c7R, value, right);
                }

                if (TRows.Count > 8)
                {
                    value = TIntLanes.Broadcast(a6 + (2 * aStride));
                    c8L = TIntLanes.MultiplyAdd(c8L, value, left);
                    c8R = TIntLanes.MultiplyAdd(c8R, value, right);
                }

                if (TRows.Count > 9)
                {
                    value = TIntLanes.Broadcast(a9);
                    c9L = TIntLanes.MultiplyAdd(c9L, value, left);
                    c9R = TIntLanes.MultiplyAdd(c9R, value, right);
                }

                if (TRows.Count > 10)
                {
                    value = TIntLanes.Broadcast(a9 + aStride);
                    c10L = TIntLanes.MultiplyAdd(c10L, value, left);
                    c10R = TIntLanes.MultiplyAdd(c10R, value, right);
                }

                if (TRows.Count > 11)
                {
                    value = TIntLanes.Broadcast(a9 + (2 * aStride));
                    c11L = TIntLanes.MultiplyAdd(c11L, value, left);
                    c11R = TIntLanes.MultiplyAdd(c11R, value, right);
                }

                a0 += sizeof(int);
                a3 += sizeof(int);
                a6 += sizeof(int);
                a9 += sizeof(int);
                b += bStep;
            }
            while (b < bEnd);

            Int8TileStore<TVector, TLanes, TInt, TIntLanes>.Store(strip, scales, addend, c, c0L, c0R);
            scales += scaleStride;
            addend += addendStride;
            c += cStride;

            if (TRows.Count > 1)
            {
                Int8TileStore<TVector, TLanes, TInt, TIntLanes>.Store(strip, scales, addend, c, c1L, c1R);
                scales += scaleStride;
                addend += addendStride;
                c += cStride;
            }

            if (TRows.Count > 2)
            {
                Int8TileStore<TVector, TLanes, TInt, TIntLanes>.Store(strip, scales, addend, c, c2L, c2R);
                scales += scaleStride;
                addend += addendStride;
                c += cStride;
            }

            if (TRows.Count > 3)
            {
                Int8TileStore<TVector, TLanes, TInt, TIntLanes>.Store(strip, scales, addend, c, c3L, c3R);
                scales += scaleStride;
                addend += addendStride;
                c += cStride;
            }

            if (TRows.Count > 4)
            {
                Int8TileStore<TVector, TLanes, TInt, TIntLanes>.Store(strip, scales, addend, c, c4L, c4R);
                scales += scaleStride;
                addend += addendStride;
                c += cStride;
            }

            if (TRows.Count > 5)
            {
                Int8TileStore<TVector, TLanes, TInt, TIntLanes>.Store(strip, scales, addend, c, c5L, c5R);
                scales += scaleStride;
                addend += addendStride;
                c += cStride;
            }

            if (TRows.Count > 6)
            {
                Int8TileStore<TVector, TLanes, TInt, TIntLanes>.Store(strip, scales, addend, c, c6L, c6R);
                scales += scaleStride;
                addend += addendStride;
                c += cStride;
            }

            if (TRows.Count > 7)
            {
                Int8TileStore<TVector, TLanes, TInt, TIntLanes>.Store(strip, scales, addend, c, c7L, c7R);
                scales += scaleStride;
                addend += addendStride;
                c += cStride;
            }

            if (TRows.Count > 8)
            {
                Int8TileStore<TVector, TLanes, TInt, TIntLanes>.Store(strip, scales, addend, c, c8L, c8R);
                scales += scaleStride;
                addend += addendStride;
                c += cStride;
            }

            if (TRows.Count > 9)
            {
                Int8TileStore<TVector, TLanes, TInt, TIntLanes>.Store(strip, scales, addend, c, c9L, c9R);
                scales += scaleStride;
                addend += addendStride;
                c += cStride;
            }

            if (TRows.Count > 10)
            {
                Int8TileStore<TVector, TLanes, TInt, TIntLanes>.Store(strip, scales, addend, c, c10L, c10R);
                scales += scaleStride;
                addend += addendStride;
                c += cStride;
            }

            if (TRows.Count > 11)
            {
                Int8TileStore<TVector, TLanes, TInt, TIntLanes>.Store(strip, scales, addend, c, c11L, c11R);
                scales += scaleStride;
                addend += addendStride;
                c += cStride;
            }

            a += TRows.Count * aStride;
        }
        while (--tiles > 0);
    }
}
