using System.ComponentModel;
using System.Numerics.Tensors;

namespace Sememe.CompilerServices;

/// <summary>What the vector types of generated models forward to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class VectorOperations
{
    /// <summary>Copies all of a vector.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void CopyExactly(ReadOnlySpan<float> values, Span<float> vector)
    {
        if (values.Length != vector.Length)
        {
            throw new ArgumentException($"A vector of this model has {vector.Length} numbers, these are {values.Length}.", nameof(values));
        }

        values.CopyTo(vector);
    }

    /// <summary>Scalar product of two vectors of one length.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => TensorPrimitives.Dot(left, right);

    /// <summary>Cosine of the angle between two vectors of one length; not a number when one of them is zero.</summary>
    public static float CosineSimilarity(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => TensorPrimitives.CosineSimilarity(left, right);

    /// <summary>True when all numbers are equal, as <see cref="float.Equals(float)"/> has it.</summary>
    public static bool AreEqual(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => left.SequenceEqual(right);

    /// <summary>Place of the largest number, the first of equal ones.</summary>
    public static int IndexOfMax(ReadOnlySpan<float> vector) => Heads.Best.IndexOf(vector);

    /// <summary>A hash of all numbers; equal vectors have equal ones, 0 and −0 included.</summary>
    public static int GetHashCode(ReadOnlySpan<float> vector)
    {
        HashCode hash = default;
        foreach (float value in vector)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
