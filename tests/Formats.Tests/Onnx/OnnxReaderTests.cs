using System.Text;
using Sememe.Formats.Onnx;
using Sememe.Formats.Tensors;
using Sememe.Testing;

namespace Sememe.Formats.Tests.Onnx;

public sealed class OnnxReaderTests
{
    private const int Float = 1;
    private const int UInt8 = 2;
    private const int Int8 = 3;
    private const int String = 8;
    private const int RawData = 9;
    private const int ExternalData = 13;

    [SharedFact]
    public void Inputs_and_outputs_are_read_with_their_shapes()
    {
        (OnnxGraph graph, _) = ReadShared("bert", "onnx/model.onnx");

        Assert.Equal(["input_ids", "attention_mask", "token_type_ids"], graph.Inputs.Select(static i => i.Name));
        OnnxValue output = Assert.Single(graph.Outputs);
        Assert.Equal(("last_hidden_state", ElementType.Float32), (output.Name, output.Type));
        Assert.Equal([new OnnxDimension(null, "batch_size"), new OnnxDimension(null, "sequence_length"), new OnnxDimension(48, null)], output.Dimensions);
    }

    [SharedFact]
    public void Nodes_are_read_with_inputs_outputs_and_attributes()
    {
        (OnnxGraph graph, _) = ReadShared("bert", "onnx/model.onnx");

        OnnxNode transpose = graph.Nodes.First(static n => n.Operator == "Transpose");
        OnnxNode norm = graph.Nodes.First(static n => n.Operator == "LayerNormalization");
        Assert.Equal([0, 2, 1, 3], transpose.Integers("perm"));
        Assert.Equal(-1, norm.Integer("axis", 0));
        Assert.Equal(1e-12f, norm.Number("epsilon", 0));
        Assert.Equal("model.embeddings.LayerNorm.bias", norm.Input(2));
        Assert.Equal("", norm.Input(3));
    }

    [SharedFact]
    public void Initializers_know_where_their_bytes_are()
    {
        (_, TensorDirectory tensors) = ReadShared("bert", "onnx/model.onnx");
        byte[] file = File.ReadAllBytes(TestPaths.InShared("models", "bert", "onnx", "model.onnx"));
        byte[] weights = File.ReadAllBytes(TestPaths.InShared("models", "bert", "model.safetensors"));

        Assert.True(tensors.TryGet("model.embeddings.LayerNorm.weight", out TensorEntry? gain));
        int expected = 8 + BitConverter.ToInt32(weights, 0) + 192;
        Assert.Equal(weights.AsSpan(expected, 192), file.AsSpan((int)gain.Offset, 192));
    }

    [SharedFact]
    public void External_data_is_a_place_in_another_file()
    {
        (_, TensorDirectory tensors) = ReadShared("all-MiniLM-L6-v2", "model.onnx");

        Assert.True(tensors.TryGet("encoder.layer.0.attention.self.query.weight", out TensorEntry? query));
        Assert.Equal(new TensorEntry(query.Name, ElementType.Float32, new TensorShape(384, 384), "model.safetensors", 48877208, 589824), query);
    }

    [Fact]
    public void Numbers_that_the_file_spells_out_are_inline()
    {
        TensorEntry packed = ReadOne(OnnxBytes.Tensor("z", UInt8, 2).Bytes(5, 0x87, 0x01, 0x05));
        TensorEntry single = ReadOne(OnnxBytes.Tensor("z", Int8).Varint(5, -3));
        TensorEntry wide = ReadOne(OnnxBytes.Tensor("z", 7, 1).Varint(7, -2));

        Assert.Equal([0x87, 0x05], Convert.FromBase64String(packed.Inline!));
        Assert.Equal([0xFD], Convert.FromBase64String(single.Inline!));
        Assert.Equal(BitConverter.GetBytes(-2L), Convert.FromBase64String(wide.Inline!));
    }

    [Fact]
    public void Packed_floats_lie_in_the_file()
    {
        byte[] file = OnnxBytes.ModelWith(OnnxBytes.Tensor("s", Float, 1).Bytes(4, BitConverter.GetBytes(2.5f)));

        TensorEntry scale = Assert.Single(Read(file).Tensors.Tensors);

        Assert.Null(scale.Inline);
        Assert.Equal(2.5f, BitConverter.ToSingle(file, (int)scale.Offset));
    }

    [Fact]
    public void Constants_are_tensors_and_old_inputs_that_are_initializers_are_none()
    {
        OnnxBytes constant = OnnxBytes.Message.Text(4, "Constant").Text(2, "c")
            .Nested(5, OnnxBytes.Message.Text(1, "value").Nested(5, OnnxBytes.Tensor("", Float).Bytes(RawData, 0, 0, 0, 0)));
        OnnxBytes graph = OnnxBytes.Message.Nested(1, constant).Nested(5, OnnxBytes.Tensor("w", Float).Bytes(RawData, 0, 0, 0, 0))
            .Nested(11, OnnxBytes.Message.Text(1, "w")).Nested(11, OnnxBytes.Message.Text(1, "x"));

        (OnnxGraph read, TensorDirectory tensors) = Read(OnnxBytes.Message.Nested(7, graph).ToArray());

        Assert.Equal(["c", "w"], tensors.Tensors.Select(static t => t.Name));
        Assert.Equal("x", Assert.Single(read.Inputs).Name);
        Assert.Empty(read.Nodes);
    }

    [Fact]
    public void Tensors_of_types_that_weights_never_have_are_left_out() =>
        Assert.Empty(Read(OnnxBytes.ModelWith(OnnxBytes.Tensor("s", String, 1).Text(6, "a"))).Tensors.Tensors);

    [Theory]
    [InlineData("model.onnx", "weights.bin", "weights.bin")]
    [InlineData("onnx/model.onnx", "weights.bin", "onnx/weights.bin")]
    [InlineData("onnx/model.onnx", "./a//b", "onnx/a/b")]
    [InlineData("onnx/model.onnx", "../model.safetensors", "model.safetensors")]
    [InlineData("onnx/model.onnx", "../../x", null)]
    [InlineData("model.onnx", "../x", null)]
    [InlineData("model.onnx", "a/../../x", null)]
    [InlineData("model.onnx", "/etc/passwd", null)]
    [InlineData("model.onnx", "C:/x", null)]
    [InlineData("model.onnx", "..\\x", null)]
    [InlineData("model.onnx", "x\0y", null)]
    [InlineData("model.onnx", "", null)]
    [InlineData("model.onnx", ".", null)]
    public void External_data_stays_inside_the_model_folder(string onnx, string location, string? resolved) =>
        Assert.Equal(resolved, RelativePaths.Resolve(onnx, location));

    public static TheoryData<string, byte[], string> Broken => new()
    {
        { "empty", [], "f: found no graph, expected an ONNX model" },
        { "no graph", OnnxBytes.Message.Varint(1, 8).ToArray(), "f: found no graph, expected an ONNX model" },
        { "text", Encoding.ASCII.GetBytes("<!DOCTYPE html>"), "f(byte 0): found field 7 of wire type 4, expected a protobuf field; this is not an ONNX file, or it is corrupt" },
        { "field zero", [0x02, 0x00], "f(byte 0): found field 0 of wire type 2, expected a protobuf field; this is not an ONNX file, or it is corrupt" },
        { "length past the end", [0x3A, 0x05, 0x00], "f(byte 1): found a length of 5 bytes, expected at most 1; the file is truncated or corrupt" },
        { "length of 2^64 - 1", [0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], "f(byte 1): found a length of 18446744073709551615 bytes, expected at most 0; the file is truncated or corrupt" },
        { "endless number", [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], "f(byte 1): found a number of more than 10 bytes, expected fewer; the file is corrupt" },
        { "number cut off", [0x08, 0xFF], "f(byte 2): found the end of a message inside a value, expected the rest of it; the file is truncated or corrupt" },
        { "git lfs", Encoding.ASCII.GetBytes("version https://git-lfs.github.com/spec/v1\nsize 7\n"), "f: found a Git LFS pointer, expected the file itself of 7 bytes; run 'git lfs pull' in the model folder" },
        { "raw data too short", OnnxBytes.ModelWith(OnnxBytes.Tensor("w", Float, 2).Bytes(RawData, 1, 2, 3, 4)), "f(byte 13): found 4 bytes for tensor 'w', expected 8 for Float32 [2]" },
        { "no data", OnnxBytes.ModelWith(OnnxBytes.Tensor("w", Float, 2)), "f(byte 4): found 0 numbers for tensor 'w', expected 2 for Float32 [2]" },
        { "negative dimension", OnnxBytes.ModelWith(OnnxBytes.Tensor("w", Float, -2)), "f(byte 4): found tensor 'w' of shape [-2], expected one that memory can hold" },
        { "shape overflow", OnnxBytes.ModelWith(OnnxBytes.Tensor("w", Float, 1L << 40, 1L << 40)), "f(byte 4): found tensor 'w' of shape [1099511627776 × 1099511627776], expected one that memory can hold" },
        { "external data without a place", OnnxBytes.ModelWith(OnnxBytes.Tensor("w", Float, 1).Varint(14, 1)), "f(byte 4): found external data of tensor 'w' at '', expected a relative path inside the model folder" },
        { "external data outside", OnnxBytes.ModelWith(External("../w", "0", "4")), "f(byte 4): found external data of tensor 'w' at '../w', expected a relative path inside the model folder" },
        { "external offset", OnnxBytes.ModelWith(External("w", "-1", "4")), "f(byte 4): found '-1' as place of the external data of tensor 'w', expected a number of bytes" },
        { "external offset at the end of numbers", OnnxBytes.ModelWith(External("w", "9223372036854775807", "4")), "f(byte 4): found 4 bytes of external data at 9223372036854775807 for tensor 'w', expected 4 for Float32 [1]" },
        { "external length", OnnxBytes.ModelWith(External("w", "0", "5")), "f(byte 4): found 5 bytes of external data at 0 for tensor 'w', expected 4 for Float32 [1]" },
        { "name of a megabyte", OnnxBytes.ModelWith(OnnxBytes.Message.Text(8, new string('a', 1 << 20))), "f(byte 9): found a name of 1048576 bytes, expected at most 16384" },
        { "tensor twice", OnnxBytes.Message.Nested(7, OnnxBytes.Message.Nested(5, OnnxBytes.Tensor("w", Float, 0)).Nested(5, OnnxBytes.Tensor("w", Float, 0))).ToArray(), "f(byte 20): found tensor 'w' a second time, expected each name once" },
    };

    [Theory, MemberData(nameof(Broken))]
    public void A_broken_file_is_an_error_at_its_place(string what, byte[] file, string message)
    {
        Assert.NotEmpty(what);
        Assert.Equal(message, Assert.Throws<ModelFormatException>(() => Read(file)).Message);
    }

    [Fact]
    public void More_operators_than_memory_should_hold_are_an_error()
    {
        byte[] graph = new byte[8_000_000];
        for (int i = 0; i < graph.Length; i += 2)
        {
            graph[i] = 0x0A; // an empty operator
        }

        byte[] file = OnnxBytes.Message.Bytes(7, graph).ToArray();

        Assert.Contains("more operators", Assert.Throws<ModelFormatException>(() => Read(file)).Message, StringComparison.Ordinal);
    }

    private static OnnxBytes External(string location, string offset, string length) =>
        OnnxBytes.Tensor("w", Float, 1).Varint(14, 1)
            .Nested(ExternalData, OnnxBytes.Message.Text(1, "location").Text(2, location))
            .Nested(ExternalData, OnnxBytes.Message.Text(1, "offset").Text(2, offset))
            .Nested(ExternalData, OnnxBytes.Message.Text(1, "length").Text(2, length));

    private static TensorEntry ReadOne(OnnxBytes tensor) => Assert.Single(Read(OnnxBytes.ModelWith(tensor)).Tensors.Tensors);

    private static (OnnxGraph Graph, TensorDirectory Tensors) Read(byte[] file) => OnnxReader.Read(new MemoryStream(file), "f");

    private static (OnnxGraph Graph, TensorDirectory Tensors) ReadShared(string model, string file)
    {
        using FileStream stream = File.OpenRead(TestPaths.InShared("models", model, file));
        return OnnxReader.Read(stream, file);
    }
}
