using Sememe.Kernels;

namespace Sememe.Runtime.Tests.Kernels;

public sealed unsafe class CentredRowsTests
{
    private const int MostUp = 127;
    private const int MostDown = -128;

    public static TheoryData<string, int> Rows()
    {
        TheoryData<string, int> cases = [];
        if (KernelSet.IsSupported(KernelChoice.Avx2))
        {
            foreach (string name in HardRows.Names)
            {
                foreach (int depth in new[] { 1, 2, 7, 8, 9, 31, 32, 33, 40, 100, 383, 384 })
                {
                    cases.Add(name, depth);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Bytes_and_carries_add_up_to_the_differences_to_the_mean(string name, int depth)
    {
        byte[] original = [.. HardRows.Make(name, 1, depth).Select(static value => (byte)value)];
        (CentredBlock block, sbyte[] bytes, Carry[] carries) = Run(original);

        int[] sums = [.. bytes.Select(static value => (int)value)];
        foreach (Carry carry in carries)
        {
            for (int i = 0; i < sizeof(int); i++)
            {
                sums[(carry.Step * sizeof(int)) + i] += (sbyte)(carry.Values >> (8 * i));
            }
        }

        int[] expected = new int[bytes.Length];
        for (int i = 0; i < depth; i++)
        {
            expected[i] = original[i] - block.Mean;
        }

        Assert.Equal(expected, sums);
        Assert.Equal(expected.Sum(), block.Sum);
        Assert.InRange(block.Mean - original.Average(static value => (double)value), -0.5, 0.5);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void No_sum_of_products_with_any_weights_leaves_16_bits(string name, int depth)
    {
        byte[] original = [.. HardRows.Make(name, 1, depth).Select(static value => (byte)value)];
        (_, sbyte[] bytes, Carry[] carries) = Run(original);

        for (int i = 0; i < bytes.Length; i += 8)
        {
            AssertFits(bytes[i], bytes[i + 1], bytes[i + 4], bytes[i + 5]);
            AssertFits(bytes[i + 2], bytes[i + 3], bytes[i + 6], bytes[i + 7]);
        }

        foreach (Carry carry in carries)
        {
            AssertFits((sbyte)carry.Values, (sbyte)(carry.Values >> 8));
            AssertFits((sbyte)(carry.Values >> 16), (sbyte)(carry.Values >> 24));
        }
    }

    [Fact]
    public void Rows_are_sorted_by_what_they_carry()
    {
        int[] counts = [5, 0, 3, 200, 3, 1, 64, 0];
        BlockScale[] scales = [.. counts.Select(static count => new BlockScale { Carries = count })];
        int[] order = new int[counts.Length];

        fixed (BlockScale* pointer = scales)
        fixed (int* target = order)
        {
            CentredRows.Sort(pointer, counts.Length, 1, target);
        }

        Assert.Equal([1, 7, 5, 2, 4, 0, 3, 6], order);
    }

    private static void AssertFits(params ReadOnlySpan<sbyte> activations)
    {
        int up = 0;
        int down = 0;
        foreach (sbyte activation in activations)
        {
            up += Math.Max(activation, (sbyte)0);
            down += Math.Min(activation, (sbyte)0);
        }

        Assert.InRange(up, 0, MostUp);
        Assert.InRange(down, MostDown, 0);
        Assert.InRange(up * 255, 0, short.MaxValue);
        Assert.InRange(down * 255, short.MinValue, 0);
    }

    private static (CentredBlock Block, sbyte[] Bytes, Carry[] Carries) Run(byte[] values)
    {
        byte[] bytes = new byte[Int8Form.Centred.PaddedDepth(values.Length)];
        values.CopyTo(bytes, 0);
        Carry[] carries = new Carry[CentredRows.MostCarries(values.Length)];
        fixed (byte* target = bytes)
        fixed (Carry* carried = carries)
        {
            CentredBlock block = CentredRows.Run(target, values.Length, carried);
            return (block, [.. bytes.Select(static value => (sbyte)value)], carries[..block.Carries]);
        }
    }
}
