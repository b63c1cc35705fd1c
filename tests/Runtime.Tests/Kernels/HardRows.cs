namespace Sememe.Runtime.Tests.Kernels;

/// <summary>Rows of activations that bring sums of 8-bit products to their limits.</summary>
internal static class HardRows
{
    public static IReadOnlyList<string> Names { get; } = ["all the same", "one outlier", "two outliers", "two halves", "alternating", "pairs", "fours", "mostly high", "random ends"];

    /// <summary>[rows × depth] values between 0 and 255, both of which occur; whole numbers, which quantization leaves as they are.</summary>
    public static float[] Make(string name, int rows, int depth)
    {
        Random random = new(name.Length);
        float[] values = new float[rows * depth];
        for (int i = 0; i < values.Length; i++)
        {
            (int row, int k) = (i / depth, i % depth);
            values[i] = name switch
            {
                "all the same" => 7,
                "one outlier" => k == row ? 255 : random.Next(0, 30),
                "two outliers" => k is 8 or 9 ? 0 : k is 12 or 13 ? 255 : random.Next(200, 255),
                "two halves" => (k + row) % depth < depth / 2 ? 0 : 255,
                "alternating" => (k + row) % 2 * 255,
                "pairs" => (k + row) / 2 % 2 * 255,
                "fours" => (k + row) / 4 % 2 * 255,
                "mostly high" => random.Next(8) == 0 ? 0 : 255,
                "random ends" => random.Next(2) * 255,
                _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
            };
        }

        return values;
    }
}
