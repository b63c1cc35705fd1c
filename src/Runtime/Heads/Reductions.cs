using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sememe.Heads;

/// <summary>Sums over a vector in one fixed order, wherever in memory it lies.</summary>
/// <remarks>TensorPrimitives sums what stands before the first cache line by itself: the last bit then depends on the address.</remarks>
internal static class Reductions
{
    /// <summary>Σ left · right; both of one length.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        right = right[..left.Length];
        ref float a = ref MemoryMarshal.GetReference(left);
        ref float b = ref MemoryMarshal.GetReference(right);
        Vector256<float> even = Vector256<float>.Zero;
        Vector256<float> odd = Vector256<float>.Zero;
        int i = 0;
        for (; i <= left.Length - (2 * Vector256<float>.Count); i += 2 * Vector256<float>.Count)
        {
            even += Vector256.LoadUnsafe(ref a, (nuint)i) * Vector256.LoadUnsafe(ref b, (nuint)i);
            odd += Vector256.LoadUnsafe(ref a, (nuint)(i + Vector256<float>.Count)) * Vector256.LoadUnsafe(ref b, (nuint)(i + Vector256<float>.Count));
        }

        float sum = Vector256.Sum(even + odd);
        for (; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    /// <summary>The length of a vector: √Σ x².</summary>
    public static float Norm(ReadOnlySpan<float> vector) => MathF.Sqrt(Dot(vector, vector));
}
