using Sememe.CompilerServices;
using Sememe.Kernels;

namespace Sememe.Runtime.Tests.Kernels;

public sealed unsafe class GatedUnitTests
{
    public static TheoryData<string, Activation> Cases()
    {
        TheoryData<string, Activation> cases = [];
        foreach (string kernels in KernelCases.Supported())
        {
            foreach (Activation activation in Enum.GetValues<Activation>())
            {
                cases.Add(kernels, activation);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_second_half_times_the_activation_of_the_first(string kernels, Activation activation)
    {
        foreach (int width in new[] { 1, 7, 16, 33, 64 })
        {
            using NativeFloats values = NativeFloats.Random(3 * 2 * width, 1, spread: 5);
            float[] before = values.Span.ToArray();

            KernelSet.Create(Enum.Parse<KernelChoice>(kernels)).Gate(activation, values.Pointer, 3, width);

            for (int i = 0; i < 3 * width; i++)
            {
                int first = (i / width * 2 * width) + (i % width);
                double expected = ElementwiseTests.Scalar(activation, before[first]) * before[first + width];
                Assert.Equal(expected, values.Span[i], 2e-6 * Math.Max(1, Math.Abs(expected)));
            }
        }
    }
}
