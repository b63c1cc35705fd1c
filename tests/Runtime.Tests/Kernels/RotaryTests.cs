using Sememe.Kernels;

namespace Sememe.Runtime.Tests.Kernels;

public sealed unsafe class RotaryTests
{
    [Theory]
    [MemberData(nameof(KernelCases.Choices), MemberType = typeof(KernelCases))]
    public void Halves_of_a_head_turn_by_the_angle_of_their_position(string kernels)
    {
        const int Tokens = 5, Heads = 3;
        foreach (int size in new[] { 2, 12, 32, 64 })
        {
            using NativeFloats angles = new(Tokens * size);
            Rotary.Fill(angles.Span, size, theta: 10_000);
            using NativeFloats x = NativeFloats.Random(Tokens * Heads * size, 1);
            float[] before = x.Span.ToArray();

            KernelSet.Create(Enum.Parse<KernelChoice>(kernels)).Rotate(x.Pointer, Heads * size, Tokens, Heads, size, angles.Pointer);

            for (int i = 0; i < before.Length; i++)
            {
                int column = i % size;
                int pair = column % (size / 2);
                double angle = i / (Heads * size) * Math.Pow(10_000, -2.0 * pair / size);
                double other = column < size / 2 ? -before[i + (size / 2)] : before[i - (size / 2)];
                Assert.Equal((before[i] * Math.Cos(angle)) + (other * Math.Sin(angle)), x.Span[i], 2e-6);
            }
        }
    }

    [Fact]
    public void Scores_depend_on_the_distance_alone()
    {
        const int Size = 16;
        using NativeFloats angles = new(40 * Size);
        Rotary.Fill(angles.Span, Size, theta: 160_000);
        using NativeFloats query = NativeFloats.Random(Size, 1);
        using NativeFloats key = NativeFloats.Random(Size, 2);

        double near = Score(query, key, angles, 3, 10);
        double far = Score(query, key, angles, 29, 36);

        Assert.Equal(near, far, 1e-5);
    }

    private static double Score(NativeFloats query, NativeFloats key, NativeFloats angles, int first, int second)
    {
        float[] a = Turn(query, angles, first);
        float[] b = Turn(key, angles, second);
        return a.Zip(b, static (x, y) => (double)x * y).Sum();
    }

    private static float[] Turn(NativeFloats head, NativeFloats angles, int position)
    {
        using NativeFloats copy = new(head.Count);
        head.Span.CopyTo(copy.Span);
        KernelSet.Create(KernelChoice.Portable).Rotate(copy.Pointer, head.Count, 1, 1, head.Count, angles.Pointer + (position * head.Count));
        return copy.Span.ToArray();
    }
}
