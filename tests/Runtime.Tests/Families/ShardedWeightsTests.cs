using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Formats.Tensors;
using Sememe.OnnxRuntime;
using Sememe.Runtime.Tests.OnnxRuntime;
using Sememe.Testing;
using Sememe.Weights;

namespace Sememe.Runtime.Tests.Families;

/// <summary>Weights in several files are the weights of one.</summary>
public sealed class ShardedWeightsTests : IDisposable
{
    private const string Index = "model.safetensors.index.json";
    private const int Shards = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sememe-shards-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SharedTheory]
    [InlineData("xlm-roberta")]
    [InlineData("gpt2")]
    public void Simd_maps_every_file(string model)
    {
        EncoderSpec spec = Networks.Spec(model);
        Split(model);
        using SimdNetwork whole = SimdNetwork.Create(spec, ModelWeights.Open(TestPaths.InShared("models", model), "model.safetensors", spec, copy: false));
        using SimdNetwork sharded = SimdNetwork.Create(spec, ModelWeights.Open(_folder.FullName, Index, spec, copy: false));

        AssertEqual(whole, sharded, model);
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData("xlm-roberta")]
    [InlineData("gpt2")]
    public void The_composed_graph_takes_every_file(string model)
    {
        EncoderSpec spec = Networks.Spec(model);
        Split(model);
        using OnnxRuntimeNetwork whole = Networks.Compose(model);
        using OnnxRuntimeNetwork sharded = OnnxRuntimeNetwork.Compose(
            OnnxRuntimeLibrary.Load(NpmPackages.OnnxRuntime), spec, ModelWeights.Open(_folder.FullName, Index, spec, copy: false), new());

        AssertEqual(whole, sharded, model);
    }

    private static void AssertEqual(Network expected, Network actual, string model)
    {
        EncoderSpec spec = Networks.Spec(model);
        GoldenCase golden = GoldenTensors.ReadSmall(model).Cases[0];
        LayerSet all = LayerSet.Range(0, spec.Layers) | LayerSet.Last;

        Assert.Equal(expected.Run(spec, golden, all), actual.Run(spec, golden, all));
    }

    /// <summary>Writes the tensors of a model into several files, one after the other.</summary>
    private void Split(string model)
    {
        string source = TestPaths.InShared("models", model);
        byte[] bytes = File.ReadAllBytes(Path.Combine(source, "model.safetensors"));
        TensorEntry[] tensors = [.. WeightsFile.Read(source, "model.safetensors").Tensors.Tensors];
        Dictionary<string, string> map = [];
        for (int shard = 0; shard < Shards; shard++)
        {
            string name = $"model-{shard + 1:D5}-of-{Shards:D5}.safetensors";
            TensorEntry[] own = [.. tensors.Where((_, i) => i % Shards == shard)];
            WriteShard(Path.Combine(_folder.FullName, name), own, bytes);
            Array.ForEach(own, tensor => map.Add(tensor.Name, name));
        }

        File.WriteAllText(Path.Combine(_folder.FullName, Index), JsonSerializer.Serialize(new { metadata = new { total_size = bytes.Length }, weight_map = map }));
    }

    private static void WriteShard(string path, TensorEntry[] tensors, byte[] source)
    {
        Dictionary<string, object> header = [];
        using MemoryStream data = new();
        foreach (TensorEntry tensor in tensors)
        {
            long start = data.Position;
            data.Write(source, (int)tensor.Offset, (int)tensor.ByteLength);
            header.Add(tensor.Name, new { dtype = "F32", shape = tensor.Shape.AsSpan().ToArray(), data_offsets = new[] { start, data.Position } });
        }

        byte[] json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(header));
        byte[] length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        File.WriteAllBytes(path, [.. length, .. json, .. data.ToArray()]);
    }
}
