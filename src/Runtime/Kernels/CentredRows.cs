using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sememe.Kernels;

/// <summary>Makes unsigned activations signed around their mean, such that products with unsigned weights can be added up in 16 bits.</summary>
/// <remarks>
/// <para>
/// AVX2 has no instruction that adds products of bytes in 32 bits. <c>vpmaddubsw</c> adds two of them in 16 bits and saturates; adding a second such result before
/// widening saves a third of the work. So one 16-bit sum takes four activations: inputs 0, 1, 4, 5 of every eight, or 2, 3, 6, 7. With weights
/// of 0 to 255 it fits when the positive ones of the four add up to at most 127, and the negative ones to at least −128: 255 · 128 = 32640. In a row
/// of a transformer that is so for 90 to 97 fours of 100. What the others have too much is carried: it leaves the row's bytes and comes as a <see cref="Carry"/> of its own.
/// </para>
/// <para>
/// Everything is exact: Σ a·w = Σ (a − mean)·(w + 128) − 128·Σ (a − mean) + mean·Σ w. The second term is what the sums start with, the third becomes part of the block's offset.
/// </para>
/// </remarks>
internal static unsafe class CentredRows
{
    private const int MostUp = 127;
    private const int MostDown = 128;
    private const int Register = 32;
    private const int Round = 8;

    // Two differences of 255 in one pair, and 127 of them in every carry.
    private const int MostCarriesOfStep = 5;

    /// <summary>Room for the carries of so many inputs of a row, and for what is written behind the last one.</summary>
    public static int MostCarries(int depth) => (Int8Form.Centred.PaddedDepth(depth) / sizeof(int) * MostCarriesOfStep) + Vector256<int>.Count;

    /// <summary>Turns the bytes of one block of one row.</summary>
    /// <param name="values">[<paramref name="count"/>] unsigned bytes; afterwards signed ones, filled up with zeros to whole rounds, for which there must be room.</param>
    /// <param name="count">At least 1.</param>
    /// <param name="carries">Where the block's carries go, with room for <see cref="MostCarries"/>.</param>
    [MethodImpl(KernelCode.Hot)]
    public static CentredBlock Run(byte* values, int count, Carry* carries)
    {
        int sum = Sum(values, count);
        int mean = ((2 * sum) + count) / (2 * count);
        int padded = Int8Form.Centred.PaddedDepth(count);
        for (int i = count; i < padded; i++)
        {
            values[i] = (byte)mean;
        }

        Vector256<byte> means = Vector256.Create((byte)mean);
        Carry* next = carries;
        int first = 0;
        uint tooMuch = 0;
        for (; first <= padded - Register; first += Register)
        {
            Vector256<byte> a = Vector256.Load(values + first);
            (a - means).Store(values + first);
            tooMuch |= IsTooMuch(a, means) << (first / Register);
        }

        // Apart from the loop above: which registers have too much is nothing that a processor could foresee.
        for (; tooMuch != 0; tooMuch &= tooMuch - 1)
        {
            int index = BitOperations.TrailingZeroCount(tooMuch) * Register;
            Vector256<byte> a = Vector256.Load(values + index) + means;
            KeepWhatFits(a, mean, out Vector256<short> evenRest, out Vector256<short> oddRest).Store(values + index);
            next = CarryRest(evenRest, oddRest, index / sizeof(int), next);
        }

        for (; first < padded; first += Round)
        {
            Vector256<byte> a = means.AsUInt64().WithElement(0, *(ulong*)(values + first)).AsByte();
            a = KeepWhatFits(a, mean, out Vector256<short> evenRest, out Vector256<short> oddRest);
            next = CarryRest(evenRest, oddRest, first / sizeof(int), next);
            *(ulong*)(values + first) = a.AsUInt64().ToScalar();
        }

        return new CentredBlock(mean, sum - (count * mean), (int)(next - carries));
    }

    [MethodImpl(KernelCode.Inline)]
    private static int Sum(byte* values, int count)
    {
        Vector256<ulong> sums = Vector256<ulong>.Zero;
        int i = 0;
        for (; i <= count - Register; i += Register)
        {
            sums += Avx2.SumAbsoluteDifferences(Vector256.Load(values + i), Vector256<byte>.Zero).AsUInt64();
        }

        int sum = (int)Vector256.Sum(sums);
        for (; i < count; i++)
        {
            sum += values[i];
        }

        return sum;
    }

    /// <summary>1 when the activations of a 16-bit sum could overflow it, else 0.</summary>
    [MethodImpl(KernelCode.Inline)]
    private static uint IsTooMuch(Vector256<byte> a, Vector256<byte> means)
    {
        Vector256<short> up = Avx2.MultiplyAddAdjacent(Avx2.SubtractSaturate(a, means), Vector256.Create((sbyte)1));
        Vector256<short> down = Avx2.MultiplyAddAdjacent(Avx2.SubtractSaturate(means, a), Vector256.Create((sbyte)1));
        Vector256<short> over = Vector256.GreaterThan(up + OtherStep(up), Vector256.Create((short)MostUp))
            | Vector256.GreaterThan(down + OtherStep(down), Vector256.Create((short)MostDown));
        return Avx.TestZ(over, over) ? 0u : 1u;
    }

    /// <summary>The pair that comes into the same 16-bit sum: two further, or two before.</summary>
    [MethodImpl(KernelCode.Inline)]
    private static Vector256<short> OtherStep(Vector256<short> pairs)
    {
        const byte SwapWords = 0b10_11_00_01;
        return Avx2.Shuffle(pairs.AsInt32(), SwapWords).AsInt16();
    }

    /// <summary>Differences to the mean as far as their 16-bit sums have room: first the smaller pair of two, so that the rest is in one of them where that is possible.</summary>
    /// <param name="a">Unsigned activations.</param>
    /// <param name="mean">Of the block.</param>
    /// <param name="evenRest">What is left of every pair's first difference.</param>
    /// <param name="oddRest">What is left of its second one.</param>
    [MethodImpl(KernelCode.Inline)]
    private static Vector256<byte> KeepWhatFits(Vector256<byte> a, int mean, out Vector256<short> evenRest, out Vector256<short> oddRest)
    {
        Vector256<short> lowByte = Vector256.Create((short)255);
        Vector256<short> even = (a.AsInt16() & lowByte) - Vector256.Create((short)mean);
        Vector256<short> odd = (a.AsUInt16() >>> 8).AsInt16() - Vector256.Create((short)mean);
        Vector256<short> otherEven = OtherStep(even);
        Vector256<short> otherOdd = OtherStep(odd);
        Vector256<short> size = Vector256.Abs(even) + Vector256.Abs(odd);

        // Of two equal pairs, both would count as the first; the low bit decides.
        Vector256<short> rank = (size << 1) + Vector256.Create(0x0001_0001_0000_0000L).AsInt16();
        Vector256<short> isFirst = Vector256.GreaterThan(OtherStep(rank), rank);

        Vector256<short> up = Vector256.Create((short)MostUp);
        Vector256<short> down = Vector256.Create((short)-MostDown);
        Vector256<short> firstEven = Take(Vector256.ConditionalSelect(isFirst, even, otherEven), ref up, ref down);
        Vector256<short> firstOdd = Take(Vector256.ConditionalSelect(isFirst, odd, otherOdd), ref up, ref down);
        Vector256<short> secondEven = Take(Vector256.ConditionalSelect(isFirst, otherEven, even), ref up, ref down);
        Vector256<short> secondOdd = Take(Vector256.ConditionalSelect(isFirst, otherOdd, odd), ref up, ref down);
        Vector256<short> keptEven = Vector256.ConditionalSelect(isFirst, firstEven, secondEven);
        Vector256<short> keptOdd = Vector256.ConditionalSelect(isFirst, firstOdd, secondOdd);
        evenRest = even - keptEven;
        oddRest = odd - keptOdd;
        return ((keptEven & lowByte) | (keptOdd << 8)).AsByte();
    }

    /// <summary>As much of the values as there is room for.</summary>
    [MethodImpl(KernelCode.Inline)]
    private static Vector256<short> Take(Vector256<short> values, ref Vector256<short> up, ref Vector256<short> down)
    {
        Vector256<short> taken = Vector256.Max(Vector256.Min(values, up), down);
        up -= Vector256.Max(taken, Vector256<short>.Zero);
        down -= Vector256.Min(taken, Vector256<short>.Zero);
        return taken;
    }

    /// <summary>A carry for every step that has a rest; more where one cannot hold it.</summary>
    [MethodImpl(KernelCode.Inline)]
    private static Carry* CarryRest(Vector256<short> evenRest, Vector256<short> oddRest, int step, Carry* next)
    {
        bool isDone;
        do
        {
            Vector256<short> up = Vector256.Create((short)MostUp);
            Vector256<short> down = Vector256.Create((short)-MostDown);
            Vector256<short> even = Take(evenRest, ref up, ref down);
            Vector256<short> odd = Take(oddRest, ref up, ref down);
            next = Store(((even & Vector256.Create((short)255)) | (odd << 8)).AsInt32(), step, next);
            evenRest -= even;
            oddRest -= odd;
            isDone = (evenRest | oddRest) == Vector256<short>.Zero;
        }
        while (!isDone);

        return next;
    }

    /// <summary>One carry for every four bytes that are not all zero: written without a branch, and with room for eight.</summary>
    [MethodImpl(KernelCode.Inline)]
    private static Carry* Store(Vector256<int> values, int step, Carry* next)
    {
        const ulong Indices = 0x0706050403020100;
        uint steps = ~Vector256.Equals(values, Vector256<int>.Zero).ExtractMostSignificantBits() & 0xFF;
        ulong bytes = Bmi2.X64.ParallelBitDeposit(steps, 0x0101010101010101) * 0xFF;
        Vector256<int> chosen = Avx2.ConvertToVector256Int32(Vector128.CreateScalar(Bmi2.X64.ParallelBitExtract(Indices, bytes)).AsByte());
        Vector256<int> chosenValues = Avx2.PermuteVar8x32(values, chosen);
        Vector256<int> chosenSteps = chosen + Vector256.Create(step);
        Vector256<int> low = Avx2.UnpackLow(chosenSteps, chosenValues);
        Vector256<int> high = Avx2.UnpackHigh(chosenSteps, chosenValues);
        Avx2.Permute2x128(low, high, 0x20).Store((int*)next);
        Avx2.Permute2x128(low, high, 0x31).Store((int*)(next + 4));
        return next + BitOperations.PopCount(steps);
    }

    /// <summary>Sorts the rows of one block by what they carry, least first.</summary>
    [MethodImpl(KernelCode.Hot)]
    [SkipLocalsInit]
    public static void Sort(BlockScale* scales, int rows, int stride, int* order)
    {
        const int Most = 63; // rows that carry more are not worth telling apart
        int* starts = stackalloc int[Most + 2];
        new Span<int>(starts, Most + 2).Clear();
        for (int row = 0; row < rows; row++)
        {
            starts[Math.Min(scales[(nint)row * stride].Carries, Most) + 1]++;
        }

        for (int i = 1; i <= Most; i++)
        {
            starts[i + 1] += starts[i];
        }

        for (int row = 0; row < rows; row++)
        {
            order[starts[Math.Min(scales[(nint)row * stride].Carries, Most)]++] = row;
        }
    }
}

/// <summary>What became of a block's bytes.</summary>
/// <param name="Mean">What was subtracted.</param>
/// <param name="Sum">Sum of the differences, carries included.</param>
/// <param name="Carries">Number of carries.</param>
internal readonly record struct CentredBlock(int Mean, int Sum, int Carries);
