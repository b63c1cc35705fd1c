using System.Numerics.Tensors;

namespace Sememe;

/// <summary>Smaller forms of sentence vectors, as <c>quantize_embeddings</c> and <c>truncate_embeddings</c> of sentence-transformers define them.</summary>
/// <remarks>Computed in float32 and cut towards zero, as NumPy does there. Numbers that are compared must all be made in the same way, with the same ranges.</remarks>
public static class VectorQuantization
{
    private const int BitsOfByte = 8;
    private const float Steps = 255;
    private const int SignedOffset = 128;

    /// <summary>Bytes of a binary vector: one bit per dimension, whole bytes.</summary>
    /// <param name="dimensions">Length of a vector.</param>
    public static int BinaryLength(int dimensions) => (dimensions + BitsOfByte - 1) / BitsOfByte;

    /// <summary>One bit per dimension, 1 for numbers above zero, the first dimension in the highest bit: <c>ubinary</c>.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="destination">At least <see cref="BinaryLength"/> bytes.</param>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public static void ToUnsignedBinary(ReadOnlySpan<float> vector, Span<byte> destination)
    {
        Require(destination.Length, BinaryLength(vector.Length));
        destination = destination[..BinaryLength(vector.Length)];
        destination.Clear();
        for (int i = 0; i < vector.Length; i++)
        {
            if (vector[i] > 0)
            {
                destination[i / BitsOfByte] |= (byte)(1 << (BitsOfByte - 1 - (i % BitsOfByte)));
            }
        }
    }

    /// <summary>The bytes of <see cref="ToUnsignedBinary"/> less 128: <c>binary</c>.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="destination">At least <see cref="BinaryLength"/> elements.</param>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public static void ToBinary(ReadOnlySpan<float> vector, Span<sbyte> destination)
    {
        Span<byte> bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(destination);
        ToUnsignedBinary(vector, bytes);
        foreach (ref byte value in bytes[..BinaryLength(vector.Length)])
        {
            value = unchecked((byte)(value - SignedOffset));
        }
    }

    /// <summary>In how many dimensions two binary vectors differ.</summary>
    /// <param name="left">A binary vector.</param>
    /// <param name="right">Another of the same length.</param>
    public static int HammingDistance(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => checked((int)TensorPrimitives.HammingBitDistance(left, right));

    /// <summary>The smallest and the largest number of each dimension over many vectors: what 8-bit vectors are scaled by.</summary>
    /// <param name="vectors">[vectors × dimensions], typical ones, at least a hundred.</param>
    /// <param name="smallest">[dimensions] takes the smallest numbers.</param>
    /// <param name="largest">[dimensions] takes the largest numbers.</param>
    /// <exception cref="ArgumentException">There are no vectors, or lengths do not fit.</exception>
    public static void FindRanges(ReadOnlySpan<float> vectors, Span<float> smallest, Span<float> largest)
    {
        int dimensions = smallest.Length;
        if (dimensions == 0 || largest.Length != dimensions || vectors.Length < dimensions || vectors.Length % dimensions != 0)
        {
            throw new ArgumentException($"Ranges of {dimensions} and {largest.Length} dimensions do not fit {vectors.Length} numbers; both take one number per dimension of whole vectors.", nameof(vectors));
        }

        vectors[..dimensions].CopyTo(smallest);
        vectors[..dimensions].CopyTo(largest);
        for (int start = dimensions; start < vectors.Length; start += dimensions)
        {
            TensorPrimitives.Min(smallest, vectors.Slice(start, dimensions), smallest);
            TensorPrimitives.Max(largest, vectors.Slice(start, dimensions), largest);
        }
    }

    /// <summary>One byte per dimension, 0 for the smallest number and 255 for the largest: <c>uint8</c>. Numbers beyond the range are its end.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="smallest">[dimensions] from <see cref="FindRanges"/>.</param>
    /// <param name="largest">[dimensions] from <see cref="FindRanges"/>.</param>
    /// <param name="destination">At least one byte per dimension.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    public static void ToUInt8(ReadOnlySpan<float> vector, ReadOnlySpan<float> smallest, ReadOnlySpan<float> largest, Span<byte> destination)
    {
        Check(vector, smallest, largest, destination.Length);
        for (int i = 0; i < vector.Length; i++)
        {
            destination[i] = (byte)Math.Clamp(Scale(vector[i], smallest[i], largest[i]), 0, byte.MaxValue);
        }
    }

    /// <summary>One signed byte per dimension, −128 for the smallest number and 127 for the largest: <c>int8</c>. Numbers beyond the range are its end.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="smallest">[dimensions] from <see cref="FindRanges"/>.</param>
    /// <param name="largest">[dimensions] from <see cref="FindRanges"/>.</param>
    /// <param name="destination">At least one element per dimension.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    public static void ToInt8(ReadOnlySpan<float> vector, ReadOnlySpan<float> smallest, ReadOnlySpan<float> largest, Span<sbyte> destination)
    {
        Check(vector, smallest, largest, destination.Length);
        for (int i = 0; i < vector.Length; i++)
        {
            // Cut towards zero after the shift, as NumPy does: −0.5 is 0 and not −1.
            destination[i] = (sbyte)Math.Clamp(Scale(vector[i], smallest[i], largest[i]) - SignedOffset, sbyte.MinValue, sbyte.MaxValue);
        }
    }

    /// <summary>The beginning of a vector, for models trained so that it says almost as much (Kusupati et al. 2022), scaled to length 1 again.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="destination">Takes as many numbers as it is long.</param>
    /// <exception cref="ArgumentException">The destination is longer than the vector.</exception>
    public static void Truncate(ReadOnlySpan<float> vector, Span<float> destination)
    {
        Require(vector.Length, destination.Length);
        vector[..destination.Length].CopyTo(destination);
        float norm = Heads.Reductions.Norm(destination);
        if (norm > 0)
        {
            TensorPrimitives.Divide(destination, norm, destination);
        }
    }

    /// <summary>Place of a number in its range, in steps; 0 in a range without extent.</summary>
    private static float Scale(float value, float smallest, float largest)
    {
        float step = (largest - smallest) / Steps;
        return step > 0 ? (value - smallest) / step : 0;
    }

    private static void Check(ReadOnlySpan<float> vector, ReadOnlySpan<float> smallest, ReadOnlySpan<float> largest, int room)
    {
        if (smallest.Length != vector.Length || largest.Length != vector.Length)
        {
            throw new ArgumentException($"The vector has {vector.Length} dimensions, the ranges have {smallest.Length} and {largest.Length}.", nameof(vector));
        }

        Require(room, vector.Length);
    }

    private static void Require(int length, int needed)
    {
        if (length < needed)
        {
            throw new ArgumentException($"{needed} elements are needed, there are {length}.");
        }
    }
}
