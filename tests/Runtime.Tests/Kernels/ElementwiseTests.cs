using System.Runtime.Intrinsics;
using Sememe.CompilerServices;
using Sememe.Kernels;

namespace Sememe.Runtime.Tests.Kernels;

/// <summary>The functions of one number, at the width that every machine has; wider registers give the same bits (<see cref="GemmTests"/>).</summary>
public sealed unsafe class ElementwiseTests
{
    [Fact]
    public void Exp_is_within_2_ulp()
    {
        double worst = 0;
        for (double x = -86.9; x < 87; x += 0.0037)
        {
            float argument = (float)x;
            float actual = Exponential.Exp<Vector128<float>, Lanes128>(Vector128.Create(argument)).ToScalar();
            worst = Math.Max(worst, Ulps(Math.Exp(argument), actual));
        }

        Assert.InRange(worst, 0, 2);
    }

    [Theory]
    [InlineData(-88f)]
    [InlineData(-1000f)]
    [InlineData(float.NegativeInfinity)]
    public void Exp_far_below_zero_is_zero(float x) =>
        Assert.Equal(0f, Exponential.Exp<Vector128<float>, Lanes128>(Vector128.Create(x)).ToScalar());

    [Fact]
    public void Erf_is_within_5_ulp()
    {
        double worst = 0;
        for (double x = 0.001; x < 5; x += 0.0007)
        {
            float argument = (float)x;
            float actual = ErrorFunction.Erf<Vector128<float>, Lanes128>(Vector128.Create(argument)).ToScalar();
            worst = Math.Max(worst, Ulps(Erf(argument), actual));
            Assert.Equal(-actual, ErrorFunction.Erf<Vector128<float>, Lanes128>(Vector128.Create(-argument)).ToScalar());
        }

        Assert.InRange(worst, 0, 5);
    }

    [Fact]
    public void Gelu_is_within_3e_7_of_its_argument()
    {
        for (double x = -8; x < 8; x += 0.0011)
        {
            float argument = (float)x;
            double expected = 0.5 * argument * (1 + Erf(argument / Math.Sqrt(2)));
            float actual = Activations.Gelu<Vector128<float>, Lanes128>(Vector128.Create(argument)).ToScalar();
            Assert.InRange(actual - expected, -3e-7 * Math.Max(1, Math.Abs(x)), 3e-7 * Math.Max(1, Math.Abs(x)));
        }
    }

    [Fact]
    public void Tanh_gelu_is_within_3e_7_of_its_argument()
    {
        for (double x = -12; x < 12; x += 0.0011)
        {
            float argument = (float)x;
            double expected = 0.5 * argument * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (argument + (0.044715 * Math.Pow(argument, 3)))));
            float actual = Activations.GeluTanh<Vector128<float>, Lanes128>(Vector128.Create(argument)).ToScalar();
            Assert.InRange(actual - expected, -3e-7 * Math.Max(1, Math.Abs(x)), 3e-7 * Math.Max(1, Math.Abs(x)));
        }
    }

    [Theory]
    [MemberData(nameof(KernelCases.Choices), MemberType = typeof(KernelCases))]
    public void Layer_norm_equals_the_scalar_one_at_odd_widths(string kernels)
    {
        foreach (int width in new[] { 1, 3, 8, 17, 48, 63, 384 })
        {
            using NativeFloats input = NativeFloats.Random(3 * width, 1, spread: 4);
            using NativeFloats residual = NativeFloats.Random(3 * width, 2);
            using NativeFloats gain = NativeFloats.Random(width, 3);
            using NativeFloats bias = NativeFloats.Random(width, 4);
            using NativeFloats output = new(3 * width);

            KernelSet.Create(Enum.Parse<KernelChoice>(kernels))
                .LayerNorm(input.Pointer, residual.Pointer, gain.Pointer, bias.Pointer, 1e-5f, output.Pointer, 3, width);

            for (int row = 0; row < 3; row++)
            {
                double[] x = [.. Enumerable.Range(row * width, width).Select(i => (double)input.Span[i] + residual.Span[i])];
                double mean = x.Average();
                double scale = 1 / Math.Sqrt(x.Average(v => (v - mean) * (v - mean)) + 1e-5);
                for (int i = 0; i < width; i++)
                {
                    Assert.Equal(((x[i] - mean) * scale * gain.Span[i]) + bias.Span[i], output.Span[(row * width) + i], 2e-6);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(KernelCases.Choices), MemberType = typeof(KernelCases))]
    public void Every_activation_reaches_every_column(string kernels)
    {
        using NativeFloats a = NativeFloats.Random(5, 1);
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            using PackedMatrix b = new(1, 45);
            using NativeFloats c = new(5 * 45);
            b.SetColumn(44, [-2f]);
            b.SetColumn(0, [2f]);
            KernelSet.Create(Enum.Parse<KernelChoice>(kernels)).Gemm(
                new GemmCall { A = a.Pointer, AStride = 1, Rows = 5, Panels = b.Panels, Bias = b.Bias, Depth = 1, Columns = 45, C = c.Pointer, CStride = 45, Activation = activation });

            for (int row = 0; row < 5; row++)
            {
                Assert.Equal(Scalar(activation, 2 * a.Span[row]), c.Span[row * 45], 1e-6);
                Assert.Equal(Scalar(activation, -2 * a.Span[row]), c.Span[(row * 45) + 44], 1e-6);
            }
        }
    }

    internal static double Scalar(Activation activation, double x) => activation switch
    {
        Activation.Gelu => 0.5 * x * (1 + Erf(x / Math.Sqrt(2))),
        Activation.GeluTanh => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        Activation.Relu => Math.Max(0, x),
        Activation.ReluSquared => Math.Max(0, x) * Math.Max(0, x),
        Activation.Silu => x / (1 + Math.Exp(-x)),
        Activation.QuickGelu => x / (1 + Math.Exp(-1.702 * x)),
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    private static double Ulps(double expected, float actual) =>
        Math.Abs(actual - expected) / (MathF.BitIncrement((float)Math.Abs(expected)) - (float)Math.Abs(expected));

    /// <summary>The Taylor series below 3, the continued fraction of the complement above: both far more exact than a float.</summary>
    internal static double Erf(double x)
    {
        if (Math.Abs(x) > 3)
        {
            double fraction = 0;
            for (int k = 60; k > 0; k--)
            {
                fraction = k / 2.0 / (Math.Abs(x) + fraction);
            }

            return Math.Sign(x) * (1 - (Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (Math.Abs(x) + fraction)));
        }

        double term = x;
        double sum = x;
        for (int n = 1; n < 80; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
