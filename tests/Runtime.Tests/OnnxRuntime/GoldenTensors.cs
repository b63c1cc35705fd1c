using System.Runtime.InteropServices;
using System.Text.Json;
using Sememe.Formats.Tensors;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.OnnxRuntime;

/// <summary>Hidden states that the reference implementation gives, with the token ids they are of.</summary>
internal sealed class GoldenTensors
{
    private readonly byte[] _bytes;
    private readonly TensorDirectory _tensors;

    private GoldenTensors(string folder, string tensors, IReadOnlyList<GoldenCase> cases)
    {
        Cases = cases;
        _bytes = File.ReadAllBytes(Path.Combine(folder, tensors));
        _tensors = WeightsFile.Read(folder, tensors).Tensors;
    }

    /// <summary>Texts as token ids.</summary>
    public IReadOnlyList<GoldenCase> Cases { get; }

    /// <summary>Those of all-MiniLM-L6-v2.</summary>
    public static GoldenTensors ReadMiniLm()
    {
        string folder = TestPaths.InShared("goldens", "minilm");
        return new(folder, "tensors.safetensors", ReadCases(Path.Combine(folder, "cases.json"), "hidden_states", "n", "ids"));
    }

    /// <summary>Those of one of the small models.</summary>
    public static GoldenTensors ReadSmall(string model)
    {
        string folder = TestPaths.InShared("goldens", "models");
        string cases = Path.Combine(folder, model + ".json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(cases));
        double noise = document.RootElement.GetProperty("float64_max_abs_diff").GetDouble();
        return new(folder, model + ".safetensors", ReadCases(cases, "cases", "name", "input_ids")) { Tolerance = Math.Min(1e-4, 4 * noise) };
    }

    /// <summary>How far a second implementation may be off: four times what the reference itself is from its result in float64, and never more than 1e-4.</summary>
    public double Tolerance { get; private init; }

    /// <summary>[tokens × hidden] of a case.</summary>
    public float[] HiddenState(GoldenCase golden, int layer) => Tensor($"{golden.Name}.hidden.{layer}");

    /// <summary>[tokens × hidden] of a case: what the network hands to its head.</summary>
    public float[] LastHiddenState(GoldenCase golden) => Tensor($"{golden.Name}.last_hidden_state");

    /// <summary>Any tensor of a case.</summary>
    public float[] Tensor(GoldenCase golden, string name) => Tensor($"{golden.Name}.{name}");

    private float[] Tensor(string name)
    {
        TensorEntry entry = _tensors.TryGet(name, out TensorEntry? found) ? found : throw new KeyNotFoundException(name);
        return MemoryMarshal.Cast<byte, float>(_bytes.AsSpan((int)entry.Offset, (int)entry.ByteLength)).ToArray();
    }

    private static GoldenCase[] ReadCases(string path, string list, string name, string ids)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return
        [
            .. from item in document.RootElement.GetProperty(list).EnumerateArray()
               where !item.TryGetProperty("no_tensors", out JsonElement missing) || missing.ValueKind == JsonValueKind.Null
               select new GoldenCase(item.GetProperty(name).GetString()!, Integers(item, ids), item.TryGetProperty("token_type_ids", out _) ? Integers(item, "token_type_ids") : []),
        ];
    }

    private static int[] Integers(JsonElement item, string name) => [.. item.GetProperty(name).EnumerateArray().Select(static e => e.GetInt32())];
}

/// <summary>A text as token ids; type ids are empty where all are 0.</summary>
internal sealed record GoldenCase(string Name, int[] Ids, int[] TypeIds);
