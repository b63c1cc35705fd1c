using System.Buffers.Binary;
using Sememe.Families.Weights;
using Sememe.Formats.Tensors;
using Sememe.Weights;

namespace Sememe.Families.Tests;

public sealed class WeightViewTests : IDisposable
{
    private const string FileName = "w.bin";

    private static readonly WeightRole s_role = new(WeightPart.Query, WeightKind.Weight, 0);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sememe-views-");
    private readonly List<byte> _bytes = [0xAA]; // so that nothing is aligned

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    internal void Floats_of_any_width_are_converted(ElementType type)
    {
        float[] numbers = [0, -0f, 1, -2.5f, 65504, float.PositiveInfinity, 5.9604645e-8f];
        WeightSource source = new(Add("a", type, new TensorShape(7), numbers));

        float[] read = Read(source);

        Assert.Equal(numbers.Select(number => Rounded(type, number)), read);
    }

    [Fact]
    public void A_matrix_stored_input_by_output_is_transposed()
    {
        // 70 rows: more than one block of the transposition, the last one not full.
        float[] stored = [.. Enumerable.Range(0, 70 * 3).Select(static i => (float)i)];

        float[] read = Read(new WeightSource(Add("a", ElementType.Float32, new TensorShape(70, 3), stored), MatrixLayout.InByOut));

        Assert.Equal(Enumerable.Range(0, 3 * 70).Select(i => stored[((i % 70) * 3) + (i / 70)]), read);
    }

    [Fact]
    public void Bytes_with_one_scale_are_dequantized()
    {
        QuantizationSource quantization = new(Add("s", ElementType.Float32, default, 0.5f), Inline("z", ElementType.UInt8, default, 0x87), -1);

        float[] read = Read(new WeightSource(AddBytes("a", ElementType.UInt8, new TensorShape(1, 3), 0, 0x87, 255), MatrixLayout.OutByIn, quantization));

        Assert.Equal([-67.5f, 0, 60], read);
    }

    [Fact]
    public void Bytes_with_a_scale_per_row_are_dequantized()
    {
        QuantizationSource quantization = new(Add("s", ElementType.Float32, new TensorShape(2), 2, 10), null, 0);

        float[] read = Read(new WeightSource(AddBytes("a", ElementType.Int8, new TensorShape(2, 2), 1, 0xFF, 3, 0x80), MatrixLayout.OutByIn, quantization));

        Assert.Equal([2, -2, 30, -1280], read);
    }

    [Fact]
    public void Bytes_with_a_scale_per_output_are_dequantized_and_transposed()
    {
        QuantizationSource quantization = new(
            Add("s", ElementType.Float32, new TensorShape(2), 2, 10), Inline("z", ElementType.Int8, new TensorShape(2), 1, 0xFF), 1);

        float[] read = Read(new WeightSource(AddBytes("a", ElementType.Int8, new TensorShape(3, 2), 1, 1, 2, 2, 3, 3), MatrixLayout.InByOut, quantization));

        Assert.Equal([0, 2, 4, 20, 30, 40], read);
    }

    [Fact]
    public void Rows_of_a_table_are_read_alone()
    {
        QuantizationSource quantization = new(Add("s", ElementType.Float32, new TensorShape(3), 1, 2, 3), null, 0);
        WeightSource source = new(AddBytes("a", ElementType.UInt8, new TensorShape(3, 2), 1, 2, 3, 4, 5, 6), MatrixLayout.OutByIn, quantization);
        float[] rows = new float[4];

        using ModelWeights weights = Map(source);
        weights[s_role].CopyRows(1, rows);

        Assert.Equal([6, 8, 15, 18], rows);
        Assert.Throws<ArgumentException>(() => weights[s_role].CopyRows(2, rows));
    }

    [Fact]
    public void Rows_of_a_transposed_matrix_are_refused()
    {
        using ModelWeights weights = Map(new WeightSource(Add("a", ElementType.Float32, new TensorShape(1, 1), 1), MatrixLayout.InByOut));

        Assert.Throws<InvalidOperationException>(() => weights[s_role].CopyRows(0, new float[1]));
    }

    [Fact]
    public void A_tensor_beyond_the_end_of_the_file_is_refused_before_it_is_read()
    {
        WeightSource source = new(new TensorEntry("a", ElementType.Float32, new TensorShape(2), FileName, 0, 8));

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => Map(source));

        Assert.Equal("found 1 bytes, expected tensor 'a' at bytes 0 to 8; the file is truncated or another one", error.Problem);
    }

    private static float Rounded(ElementType type, float number) => type switch
    {
        ElementType.Float16 => (float)(Half)number,
        ElementType.BFloat16 => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(number) & 0xFFFF0000),
        _ => number,
    };

    private TensorEntry Add(string name, ElementType type, TensorShape shape, params float[] numbers)
    {
        List<byte> bytes = [];
        foreach (float number in numbers)
        {
            byte[] buffer = new byte[type.Size()];
            switch (type)
            {
                case ElementType.Float16:
                    BinaryPrimitives.WriteHalfLittleEndian(buffer, (Half)number);
                    break;
                case ElementType.BFloat16:
                    BinaryPrimitives.WriteUInt16LittleEndian(buffer, (ushort)(BitConverter.SingleToUInt32Bits(number) >> 16));
                    break;
                default:
                    BinaryPrimitives.WriteSingleLittleEndian(buffer, number);
                    break;
            }

            bytes.AddRange(buffer);
        }

        return AddBytes(name, type, shape, [.. bytes]);
    }

    private TensorEntry AddBytes(string name, ElementType type, TensorShape shape, params byte[] bytes)
    {
        TensorEntry entry = new(name, type, shape, FileName, _bytes.Count, bytes.Length);
        _bytes.AddRange(bytes);
        return entry;
    }

    private static TensorEntry Inline(string name, ElementType type, TensorShape shape, params byte[] bytes) =>
        new(name, type, shape, FileName, 0, bytes.Length) { Inline = Convert.ToBase64String(bytes) };

    private float[] Read(WeightSource source)
    {
        using ModelWeights weights = Map(source);
        float[] numbers = new float[source.Tensor.Shape.Count];
        weights[s_role].CopyTo(numbers);
        return numbers;
    }

    private ModelWeights Map(WeightSource source)
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, FileName), [.. _bytes]);
        WeightSources sources = new();
        sources.Add(s_role, source);
        return ModelWeights.Map(_folder.FullName, new WeightTable(sources), copy: false);
    }
}
