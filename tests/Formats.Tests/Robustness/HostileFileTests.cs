using System.Text;
using Sememe.Formats.Configs;
using Sememe.Formats.Hdf5;
using Sememe.Formats.Json;
using Sememe.Formats.Onnx;
using Sememe.Formats.Safetensors;
using Sememe.Formats.Tensors;
using Sememe.Formats.Tests.Hdf5;
using Sememe.Formats.Tests.Onnx;
using Sememe.Formats.Tests.Safetensors;
using Sememe.Testing;

namespace Sememe.Formats.Tests.Robustness;

/// <summary>Whatever a file holds, reading it succeeds or throws <see cref="ModelFormatException"/>, and takes memory in proportion to the file.</summary>
public sealed class HostileFileTests
{
    private const long MostMemoryPerFile = 4 << 20;

    private static readonly string s_folder = TestPaths.InRepository("models", "all-MiniLM-L6-v2");

    public static TheoryData<string> ConfigFiles =>
    [
        "config.json", "tokenizer_config.json", "special_tokens_map.json", "modules.json", "1_Pooling/config.json", "sentence_bert_config.json",
        "config_sentence_transformers.json",
    ];

    [Theory, MemberData(nameof(ConfigFiles))]
    public void Truncated_configuration_is_an_error(string file)
    {
        string text = File.ReadAllText(Path.Combine(s_folder, file)).TrimEnd();

        for (int length = 0; length < text.Length; length++)
        {
            Assert.Throws<ModelFormatException>(() => ReadConfig(file, text[..length]));
        }
    }

    [Theory, MemberData(nameof(ConfigFiles))]
    public void Corrupt_configuration_is_read_or_an_error(string file)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(s_folder, file));

        Survives(ByteMutations.Flips(bytes, seed: 1, count: 500, range: bytes.Length), broken => ReadConfig(file, Encoding.UTF8.GetString(broken)));
    }

    [Fact]
    public void Corrupt_json_is_read_or_an_error()
    {
        byte[] json = """{"a": [1, -2.5e10, "x\u00e9\n", true, null, {"b": []}], "c": "😀", "d": {"e": {"f": [[[]]]}}}"""u8.ToArray();

        Survives(ByteMutations.Truncations(json), static broken => Visit(JsonText.Parse("f", Encoding.UTF8.GetString(broken)).Root));
        Survives(ByteMutations.Flips(json, seed: 2, count: 5000, json.Length), static broken => Visit(JsonText.Parse("f", Encoding.UTF8.GetString(broken)).Root));
    }

    [Fact]
    public void A_truncated_safetensors_file_is_an_error() =>
        Assert.All(ByteMutations.Truncations(Safetensors()), static broken => Assert.Throws<ModelFormatException>(() => ReadSafetensors(broken)));

    [Fact]
    public void A_corrupt_safetensors_file_is_read_or_an_error() =>
        Survives(ByteMutations.Flips(Safetensors(), seed: 3, count: 5000, range: 400), ReadSafetensors);

    [Fact]
    public void A_safetensors_header_without_its_file_takes_no_memory() =>
        Survives([SafetensorsFile.Build("{}", 0, statedLength: 99_999_999)], ReadSafetensors);

    [Fact]
    public void A_truncated_onnx_file_is_an_error() =>
        Assert.All(ByteMutations.Truncations(Onnx()).Skip(1), static broken => Assert.Throws<ModelFormatException>(() => ReadOnnx(broken)));

    [Fact]
    public void A_corrupt_onnx_file_is_read_or_an_error() => Survives(ByteMutations.Flips(Onnx(), seed: 4, count: 5000, range: 400), ReadOnnx);

    [SharedTheory]
    [InlineData("model_qint8.onnx")]
    [InlineData("model_opset11.onnx")]
    public void A_corrupt_exported_file_is_read_or_an_error(string file)
    {
        byte[] bytes = File.ReadAllBytes(TestPaths.InShared("models", "bert", "onnx", file));

        Survives(ByteMutations.Flips(bytes, seed: 5, count: 300, range: 60_000), ReadOnnx);
        Survives(ByteMutations.Flips(bytes, seed: 6, count: 100, range: bytes.Length), ReadOnnx);
    }

    [Fact]
    public void A_truncated_hdf5_file_is_an_error() =>
        Assert.All(ByteMutations.Truncations(Hdf5File.Build()), static broken => Assert.Throws<ModelFormatException>(() => ReadHdf5(broken)));

    [Fact]
    public void A_corrupt_hdf5_file_is_read_or_an_error() => Survives(ByteMutations.Flips(Hdf5File.Build(), seed: 8, count: 5000, range: 400), ReadHdf5);

    [SharedFact]
    public void A_corrupt_hdf5_file_of_h5py_is_read_or_an_error()
    {
        byte[] bytes = File.ReadAllBytes(TestPaths.InShared("models", "elmo", "weights.hdf5"));

        Survives(ByteMutations.Flips(bytes, seed: 9, count: 1500, range: 2000), ReadHdf5);
        Survives(ByteMutations.Flips(bytes, seed: 10, count: 300, range: bytes.Length), ReadHdf5);
    }

    [Fact]
    public void A_corrupt_manifest_is_read_or_an_error()
    {
        byte[] text = Encoding.UTF8.GetBytes(new WeightsManifest("f", Content(Onnx()), null).ToText());

        Survives(ByteMutations.Truncations(text), static broken => WeightsManifest.Parse("w", Encoding.UTF8.GetString(broken)));
        Survives(ByteMutations.Flips(text, seed: 7, count: 3000, text.Length), static broken => WeightsManifest.Parse("w", Encoding.UTF8.GetString(broken)));
    }

    private static byte[] Safetensors() => SafetensorsFile.Build(
        """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[1,3],"data_offsets":[0,12]},"b":{"dtype":"F16","shape":[2],"data_offsets":[12,16]}}""", 16);

    private static byte[] Onnx()
    {
        OnnxBytes dimension = OnnxBytes.Message.Text(2, "batch");
        OnnxBytes tensorType = OnnxBytes.Message.Varint(1, 1).Nested(2, OnnxBytes.Message.Nested(1, dimension).Nested(1, OnnxBytes.Message.Varint(1, 48)));
        OnnxBytes value = OnnxBytes.Message.Text(1, "x").Nested(2, OnnxBytes.Message.Nested(1, tensorType));
        OnnxBytes transpose = OnnxBytes.Message.Text(1, "w").Text(2, "t").Text(4, "Transpose")
            .Nested(5, OnnxBytes.Message.Text(1, "perm").Varint(8, 1).Varint(8, 0).Varint(20, 7));
        OnnxBytes external = OnnxBytes.Tensor("e", 1, 1).Varint(14, 1)
            .Nested(13, OnnxBytes.Message.Text(1, "location").Text(2, "w.bin")).Nested(13, OnnxBytes.Message.Text(1, "offset").Text(2, "8"));
        OnnxBytes graph = OnnxBytes.Message.Nested(1, transpose)
            .Nested(5, OnnxBytes.Tensor("w", 1, 1, 2).Bytes(9, new byte[8]))
            .Nested(5, OnnxBytes.Tensor("z", 2).Bytes(5, 0x87, 0x01))
            .Nested(5, external).Nested(11, value).Nested(12, value);
        return OnnxBytes.Message.Varint(1, 8).Text(2, "exporter").Nested(7, graph).ToArray();
    }

    private static void Survives(IEnumerable<byte[]> files, Action<byte[]> read)
    {
        foreach (byte[] file in files)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(file);
            }
            catch (ModelFormatException)
            {
                // What readers are to throw.
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemoryPerFile + (20L * file.Length));
        }
    }

    private static void ReadSafetensors(byte[] file) => SafetensorsReader.Read(new MemoryStream(file), "f");

    private static void ReadOnnx(byte[] file) => OnnxReader.Read(new MemoryStream(file), "f");

    private static void ReadHdf5(byte[] file) => Hdf5Reader.Read(new MemoryStream(file), "f");

    private static WeightsFile Content(byte[] onnx)
    {
        (OnnxGraph graph, TensorDirectory tensors) = OnnxReader.Read(new MemoryStream(onnx), "f");
        return new WeightsFile(tensors, graph);
    }

    private static void ReadConfig(string file, string text)
    {
        _ = Path.GetFileName(file) switch
        {
            "config.json" when file.Contains("Pooling", StringComparison.Ordinal) => PoolingConfig.Read(file, text),
            "config.json" => ModelConfig.Read(file, text),
            "tokenizer_config.json" => TokenizerConfig.Read(file, text),
            "special_tokens_map.json" => SpecialTokensMap.Read(file, text),
            "modules.json" => SentenceModules.Read(file, text),
            "sentence_bert_config.json" => SentenceBertConfig.Read(file, text),
            _ => (object)SentenceTransformersConfig.Read(file, text),
        };
    }

    private static void Visit(JsonValue value)
    {
        _ = value.Position;
        _ = value.Describe();
        if (value.TryGetString(out string _) || value.TryGetDouble(out double _) || value.Kind is not (JsonKind.Array or JsonKind.Object))
        {
            return;
        }

        if (value.Kind == JsonKind.Array)
        {
            foreach (JsonValue item in value.GetItems())
            {
                Visit(item);
            }

            return;
        }

        foreach (JsonMember member in value.GetMembers())
        {
            _ = member.Name;
            Visit(member.Value);
        }
    }
}
