using Sememe.Kernels;

namespace Sememe.Runtime.Tests.Kernels;

public sealed unsafe class Int8GemmTests
{
    [Theory]
    [MemberData(nameof(KernelCases.Products), MemberType = typeof(KernelCases))]
    public void Product_of_the_integers_equals_the_scalar_one(string kernels, int rows, int depth, int columns)
    {
        KernelSet set = KernelSet.Create(Enum.Parse<KernelChoice>(kernels));
        using Case test = new(set, rows, depth, columns, zeroPoint: -7);

        float[] actual = test.Run(rows);

        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                (double expected, double magnitude) = test.Scalar(i, j);
                Assert.InRange(actual[(i * columns) + j], expected - (magnitude * 1e-6), expected + (magnitude * 1e-6));
            }
        }
    }

    [Theory]
    [MemberData(nameof(KernelCases.Choices), MemberType = typeof(KernelCases))]
    public void The_largest_integers_do_not_overflow_or_saturate(string kernels)
    {
        KernelSet set = KernelSet.Create(Enum.Parse<KernelChoice>(kernels));
        using Case test = new(set, 3, 2 * Gemm.DepthBlock, 40, zeroPoint: 0, extreme: true);

        float[] actual = test.Run(3);

        (double expected, _) = test.Scalar(2, 39);
        Assert.InRange(actual[^1], expected * (1 + 1e-6), expected * (1 - 1e-6));
    }

    [Theory]
    [MemberData(nameof(HardestCases))]
    public void Integer_sums_are_exact_for_the_hardest_rows_and_columns(string kernels, string rows)
    {
        KernelSet set = KernelSet.Create(Enum.Parse<KernelChoice>(kernels));
        using Case test = new(set, HardRows.Make(rows, 9, Gemm.DepthBlock), 9, Gemm.DepthBlock, 70);

        float[] actual = test.Run(9);

        for (int i = 0; i < 9; i++)
        {
            for (int j = 0; j < 70; j++)
            {
                Assert.Equal(test.Exact(i, j), actual[(i * 70) + j]);
            }
        }
    }

    public static TheoryData<string, string> HardestCases()
    {
        TheoryData<string, string> cases = [];
        foreach (string kernels in KernelCases.Supported().Where(static name => name != nameof(KernelChoice.Portable)))
        {
            foreach (string rows in HardRows.Names)
            {
                cases.Add(kernels, rows);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(KernelCases.Choices), MemberType = typeof(KernelCases))]
    public void A_row_has_the_same_bits_in_every_tile(string kernels)
    {
        KernelSet set = KernelSet.Create(Enum.Parse<KernelChoice>(kernels));
        using Case test = new(set, 29, 801, 83, zeroPoint: 3);
        float[] all = test.Run(29);

        for (int rows = 1; rows < 29; rows++)
        {
            Assert.Equal(all[..(rows * 83)], test.Run(rows));
        }
    }

    [Fact]
    public void Kernels_with_the_same_activations_give_the_same_bits()
    {
        if (!KernelSet.IsSupported(KernelChoice.Avx512))
        {
            return;
        }

        using Case narrow = new(KernelSet.Create(KernelChoice.Avx2), 13, 801, 70, zeroPoint: 3);
        using Case wide = new(KernelSet.Create(KernelChoice.Avx512), 13, 801, 70, zeroPoint: 3);

        Assert.Equal(narrow.Run(13), wide.Run(13));
    }

    /// <summary>Quantized rows and a quantized matrix, with their integers for the scalar twin.</summary>
    private sealed class Case : IDisposable
    {
        private readonly KernelSet _kernels;
        private readonly NativeFloats _a;
        private readonly PackedInt8Matrix _b;
        private readonly sbyte[][] _columns;
        private readonly AlignedMemory _integers;
        private readonly AlignedMemory _scales;
        private readonly AlignedMemory _order;
        private readonly AlignedMemory _carries;
        private readonly QuantizedRows _rows;
        private readonly int _zeroPoint;

        public Case(KernelSet kernels, int rows, int depth, int columns, int zeroPoint, bool extreme = false)
            : this(kernels, null, rows, depth, columns, zeroPoint, extreme)
        {
        }

        /// <summary>Given rows, and columns of all 127, all −128, and a mixture of the two.</summary>
        public Case(KernelSet kernels, float[] values, int rows, int depth, int columns)
            : this(kernels, values, rows, depth, columns, 0, extreme: false)
        {
        }

        private Case(KernelSet kernels, float[]? values, int rows, int depth, int columns, int zeroPoint, bool extreme)
        {
            (_kernels, _zeroPoint) = (kernels, zeroPoint);
            _a = NativeFloats.Random(rows * depth, 1, spread: 3);
            values?.CopyTo(_a.Span);
            _b = new PackedInt8Matrix(depth, columns, kernels.Int8Form);
            _columns = new sbyte[columns][];
            if (extreme)
            {
                _a.Span.Fill(1);
                _a.Span[0] = 0;
            }

            for (int column = 0; column < columns; column++)
            {
                _columns[column] = new sbyte[depth];
                new Random(column).NextBytes((byte[])(Array)_columns[column]);
                if (extreme)
                {
                    _columns[column].AsSpan().Fill(-128);
                }
                else if (values is not null)
                {
                    MakeHard(_columns[column], column);
                }

                _b.SetColumn(column, _columns[column], 0.01f + (column * 1e-4f), zeroPoint);
                _b.Bias[column] = column / 10f;
            }

            Int8Form form = kernels.Int8Form;
            int blocks = QuantizedRows.BlocksOf(depth);
            _integers = new AlignedMemory((nuint)(rows * QuantizedRows.StrideOf(depth, form)));
            _scales = new AlignedMemory((nuint)(rows * blocks * sizeof(BlockScale)));
            _order = new AlignedMemory((nuint)(rows * blocks * sizeof(int)));
            _carries = new AlignedMemory((nuint)(rows * CentredRows.MostCarries(depth) * sizeof(Carry)));
            _rows = new QuantizedRows
            {
                Values = _integers.Pointer,
                Stride = QuantizedRows.StrideOf(depth, form),
                Scales = (BlockScale*)_scales.Pointer,
                Order = (int*)_order.Pointer,
                Carries = (Carry*)_carries.Pointer,
                Blocks = blocks,
            };
        }

        public float[] Run(int rows)
        {
            _kernels.Quantize(_a.Pointer, rows, _b.Depth, _rows, withSums: true);
            using NativeFloats c = new(rows * _b.Columns);
            _kernels.Int8Gemm(new Int8GemmCall { A = _rows, Rows = rows, B = _b, C = c.Pointer, CStride = _b.Columns });
            return c.Span.ToArray();
        }

        private static void MakeHard(Span<sbyte> weights, int column)
        {
            for (int k = 0; k < weights.Length; k++)
            {
                weights[k] = (column % 4) switch
                {
                    0 => 127,
                    1 => -128,
                    2 => weights[k] < 0 ? (sbyte)-128 : (sbyte)127,
                    _ => weights[k],
                };
            }
        }

        /// <summary>The number that exact integer sums give, in the kernels' own float arithmetic; for a single block.</summary>
        public float Exact(int row, int column)
        {
            int sum = 0;
            for (int k = 0; k < _b.Depth; k++)
            {
                sum += Integer(row, k) * _columns[column][k];
            }

            BlockScale scale = _rows.Scales[row];
            float real = MathF.FusedMultiplyAdd(_b.Sums[column], scale.Offset, sum * scale.Scale);
            return MathF.FusedMultiplyAdd(real, _b.Scales[column], _b.Bias[column]);
        }

        public (double Sum, double Magnitude) Scalar(int row, int column)
        {
            double sum = _b.Bias[column];
            double magnitude = Math.Abs(sum) + 1;
            for (int k = 0; k < _b.Depth; k++)
            {
                BlockScale scale = _rows.Scales[(row * _rows.Blocks) + (k / Gemm.DepthBlock)];
                double product = (((double)Integer(row, k) * scale.Scale) + scale.Offset) * (_columns[column][k] - _zeroPoint) * _b.Scales[column];
                sum += product;
                magnitude += Math.Abs(product);
            }

            return (sum, magnitude);
        }

        /// <summary>One activation as an integer, whatever form it has.</summary>
        private int Integer(int row, int k)
        {
            byte* values = _rows.Values + (row * _rows.Stride);
            return _kernels.Int8Form switch
            {
                Int8Form.Words => ((short*)values)[k],
                Int8Form.Bytes => values[k],
                _ => (sbyte)values[k] + Carried(_rows.Scales[(row * _rows.Blocks) + (k / Gemm.DepthBlock)], k % Gemm.DepthBlock),
            };
        }

        private int Carried(BlockScale scale, int k)
        {
            int sum = 0;
            for (int i = 0; i < scale.Carries; i++)
            {
                Carry carry = _rows.Carries[scale.FirstCarry + i];
                sum += carry.Step == k / sizeof(int) ? (sbyte)(carry.Values >> (k % sizeof(int) * 8)) : 0;
            }

            return sum;
        }

        public void Dispose()
        {
            _a.Dispose();
            _b.Dispose();
            _integers.Dispose();
            _scales.Dispose();
            _order.Dispose();
            _carries.Dispose();
        }
    }
}
