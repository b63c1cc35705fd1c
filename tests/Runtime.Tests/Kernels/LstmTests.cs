using Sememe.Kernels;

namespace Sememe.Runtime.Tests.Kernels;

public sealed unsafe class LstmTests
{
    public static TheoryData<string> Supported => [.. KernelCases.Supported()];

    [Theory]
    [MemberData(nameof(Supported))]
    public void A_step_is_the_scalar_formula(string kernels)
    {
        const float Clip = 0.75f;
        foreach (int width in new[] { 1, 7, 16, 33, 64 })
        {
            using NativeFloats input = NativeFloats.Random(4 * width, 1, spread: 3);
            using NativeFloats state = NativeFloats.Random(4 * width, 2, spread: 3);
            using NativeFloats cell = NativeFloats.Random(width, 3, spread: 2);
            using NativeFloats output = NativeFloats.Random(width, 4);
            float[] before = cell.Span.ToArray();

            KernelSet.Create(Enum.Parse<KernelChoice>(kernels)).LstmStep(input.Pointer, state.Pointer, cell.Pointer, output.Pointer, width, Clip);

            for (int k = 0; k < width; k++)
            {
                double Gate(int gate) => (double)input.Span[(gate * width) + k] + state.Span[(gate * width) + k];
                double expected = (Sigmoid(Gate(0)) * Math.Tanh(Gate(1))) + (Sigmoid(Gate(2)) * before[k]);
                expected = Math.Clamp(expected, -Clip, Clip);
                Assert.Equal(expected, cell.Span[k], 2e-6);
                Assert.Equal(Sigmoid(Gate(3)) * Math.Tanh(expected), output.Span[k], 2e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Supported))]
    public void A_highway_lies_between_its_input_and_what_is_made_of_it(string kernels)
    {
        using NativeFloats x = NativeFloats.Random(48, 5);
        using NativeFloats transformed = NativeFloats.Random(48, 6);
        using NativeFloats carry = NativeFloats.Random(48, 7);
        float[] before = x.Span.ToArray();

        KernelSet.Create(Enum.Parse<KernelChoice>(kernels)).Highway(x.Pointer, transformed.Pointer, carry.Pointer, 48);

        for (int k = 0; k < 48; k++)
        {
            Assert.Equal(((1 - (double)carry.Span[k]) * before[k]) + ((double)carry.Span[k] * transformed.Span[k]), x.Span[k], 1e-6);
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
