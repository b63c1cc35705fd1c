using System.Runtime.InteropServices;
using System.Text.Json;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Families;
using Sememe.Formats.Configs;
using Sememe.Formats.Tensors;
using Sememe.Kernels;
using Sememe.OnnxRuntime;
using Sememe.Testing;
using Sememe.Weights;

namespace Sememe.Runtime.Tests.Families;

/// <summary>The small ELMo of the shared folder, and what AllenNLP makes of words with it.</summary>
internal sealed class ElmoGoldens
{
    public const int WordLength = 50;

    private readonly byte[] _bytes;
    private readonly TensorDirectory _tensors;

    public ElmoGoldens()
    {
        string folder = TestPaths.InShared("goldens", "models");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "elmo.json")));
        JsonElement root = document.RootElement;
        Tolerance = Math.Min(1e-4, 4 * root.GetProperty("float64_max_abs_diff").GetDouble());
        Cases =
        [
            .. root.GetProperty("cases").EnumerateArray().Select(static item => new ElmoCase(
                item.GetProperty("name").GetString()!,
                [.. item.GetProperty("words").EnumerateArray().Select(static word => word.GetString()!)],
                [.. item.GetProperty("char_ids").EnumerateArray().SelectMany(static word => word.EnumerateArray()).Select(static id => id.GetInt32())])),
        ];
        _bytes = File.ReadAllBytes(Path.Combine(folder, "elmo.safetensors"));
        _tensors = WeightsFile.Read(folder, "elmo.safetensors").Tensors;
    }

    public static string Folder => TestPaths.InShared("models", "elmo");

    /// <summary>All cases with the one without words, which the reference refuses.</summary>
    public ElmoCase[] Cases { get; }

    /// <summary>The cases that the reference has vectors of.</summary>
    public IEnumerable<ElmoCase> WithWords => Cases.Where(static golden => golden.Words.Length > 0);

    public double Tolerance { get; }

    public static EncoderSpec Spec()
    {
        EncoderReading reading = new Elmo().ReadSpec(ModelConfig.Read(Elmo.OptionsFile, File.ReadAllText(Path.Combine(Folder, Elmo.OptionsFile))));
        Assert.Empty(reading.Problems);
        return reading.Spec!;
    }

    public static ElmoNetwork Open(string weights, KernelChoice kernels = KernelChoice.Auto)
    {
        EncoderSpec spec = Spec();
        return ElmoNetwork.Create(spec, ModelWeights.Open(Folder, weights, spec, copy: false), kernels);
    }

    /// <summary>The same network on the other backend, from a graph with a Scan for every LSTM.</summary>
    public static OnnxRuntimeNetwork Compose(string weights)
    {
        EncoderSpec spec = Spec();
        return OnnxRuntimeNetwork.Compose(OnnxRuntimeLibrary.Load(NpmPackages.OnnxRuntime), spec, ModelWeights.Open(Folder, weights, spec, copy: false), new());
    }

    /// <summary>[words × hidden].</summary>
    public float[] Tensor(ElmoCase golden, string name)
    {
        Assert.True(_tensors.TryGet($"{golden.Name}.{name}", out TensorEntry? entry));
        return MemoryMarshal.Cast<byte, float>(_bytes.AsSpan((int)entry.Offset, (int)entry.ByteLength)).ToArray();
    }
}

/// <summary>Words and their characters.</summary>
internal sealed record ElmoCase(string Name, string[] Words, int[] CharacterIds)
{
    /// <summary>The characters with the words that mark begin and end of the sentence.</summary>
    public int[] Characters => [.. Mark(257), .. CharacterIds, .. Mark(258)];

    private static IEnumerable<int> Mark(int id) => [259, id, 260, .. Enumerable.Repeat(261, ElmoGoldens.WordLength - 3)];
}
