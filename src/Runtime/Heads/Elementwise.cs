using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sememe.Heads;

/// <summary>Arithmetic on every number of a vector, for what the first text of a process runs through.</summary>
/// <remarks>TensorPrimitives is compiled at run time, method by method, which is most of the time that a first vector's pooling takes; the numbers are the same.</remarks>
internal static class Elementwise
{
    /// <summary>destination += values; both of one length.</summary>
    public static void Add(ReadOnlySpan<float> values, Span<float> destination)
    {
        values = values[..destination.Length];
        ref float source = ref MemoryMarshal.GetReference(values);
        ref float target = ref MemoryMarshal.GetReference(destination);
        int i = 0;
        for (; i <= destination.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            (Vector256.LoadUnsafe(ref target, (nuint)i) + Vector256.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < destination.Length; i++)
        {
            destination[i] += values[i];
        }
    }

    /// <summary>values /= divisor.</summary>
    public static void Divide(Span<float> values, float divisor)
    {
        ref float first = ref MemoryMarshal.GetReference(values);
        Vector256<float> divisors = Vector256.Create(divisor);
        int i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            (Vector256.LoadUnsafe(ref first, (nuint)i) / divisors).StoreUnsafe(ref first, (nuint)i);
        }

        for (; i < values.Length; i++)
        {
            values[i] /= divisor;
        }
    }
}
