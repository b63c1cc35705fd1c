namespace Sememe.Runtime.Tests.Heads;

/// <summary>Expected numbers are what quantize_embeddings of sentence-transformers computes with NumPy.</summary>
public sealed class VectorQuantizationTests
{
    private static readonly float[] s_vector = [0.5f, -0.25f, 0, 1e-9f, -1, 2, 3, -4, 0.125f, -0.5f];

    [Fact]
    public void Binary_packs_the_first_dimension_into_the_highest_bit()
    {
        byte[] bits = new byte[2];
        sbyte[] signed = new sbyte[2];

        VectorQuantization.ToUnsignedBinary(s_vector, bits);
        VectorQuantization.ToBinary(s_vector, signed);

        Assert.Equal([0b1001_0110, 0b1000_0000], bits);
        Assert.Equal([0b1001_0110 - 128, 0], signed);
        Assert.Equal(2, VectorQuantization.BinaryLength(10));
    }

    [Fact]
    public void Hamming_counts_dimensions_of_different_sign() => Assert.Equal(3, VectorQuantization.HammingDistance([0b1001_0110, 1], [0b1001_0001, 1]));

    [Fact]
    public void Eight_bits_span_the_range_of_each_dimension()
    {
        float[] vectors = [0, -1, 5, 1, 3, 5, 0.5f, 1, 5];
        float[] smallest = new float[3];
        float[] largest = new float[3];
        byte[] unsigned = new byte[9];
        sbyte[] signed = new sbyte[9];

        VectorQuantization.FindRanges(vectors, smallest, largest);
        for (int i = 0; i < 9; i += 3)
        {
            VectorQuantization.ToUInt8(vectors.AsSpan(i, 3), smallest, largest, unsigned.AsSpan(i));
            VectorQuantization.ToInt8(vectors.AsSpan(i, 3), smallest, largest, signed.AsSpan(i));
        }

        Assert.Equal([0, -1, 5], smallest);
        Assert.Equal([1, 3, 5], largest);
        // In float32 1 / (1 / 255) is 254.99998, which NumPy cuts to 254, and 0.5 / (1 / 255) − 128 is −0.5, which it cuts to 0.
        Assert.Equal([0, 0, 0, 254, 254, 0, 127, 127, 0], unsigned);
        Assert.Equal([-128, -128, -128, 126, 126, -128, 0, 0, -128], signed);
    }

    [Fact]
    public void Numbers_beyond_the_range_are_its_end()
    {
        byte[] unsigned = new byte[2];
        sbyte[] signed = new sbyte[2];

        VectorQuantization.ToUInt8([-5, 5], [0, 0], [1, 1], unsigned);
        VectorQuantization.ToInt8([-5, 5], [0, 0], [1, 1], signed);

        Assert.Equal([0, 255], unsigned);
        Assert.Equal([-128, 127], signed);
    }

    [Fact]
    public void The_beginning_of_a_vector_gets_length_one()
    {
        float[] shorter = new float[2];

        VectorQuantization.Truncate([3, 4, 12], shorter);

        Assert.Equal([0.6f, 0.8f], shorter);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_sizes()
    {
        Assert.Contains("2 elements are needed, there are 1", Assert.Throws<ArgumentException>(() => VectorQuantization.ToUnsignedBinary(s_vector, new byte[1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => VectorQuantization.ToUInt8(s_vector, new float[3], new float[3], new byte[10]));
        Assert.Throws<ArgumentException>(() => VectorQuantization.FindRanges(s_vector, new float[3], new float[3]));
        Assert.Throws<ArgumentException>(() => VectorQuantization.Truncate([1], new float[2]));
    }
}
