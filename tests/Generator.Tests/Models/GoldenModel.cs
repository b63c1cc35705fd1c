using System.Runtime.InteropServices;
using System.Text.Json;
using Sememe.Formats.Tensors;
using Sememe.Testing;

namespace Sememe.Generator.Tests.Models;

/// <summary>What transformers and sentence-transformers compute with one of the shared models.</summary>
internal sealed class GoldenModel
{
    private readonly byte[] _bytes;
    private readonly TensorDirectory _tensors;

    private GoldenModel(string model)
    {
        string folder = TestPaths.InShared("goldens", "models");
        _bytes = File.ReadAllBytes(Path.Combine(folder, model + ".safetensors"));
        _tensors = WeightsFile.Read(folder, model + ".safetensors").Tensors;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, model + ".json")));
        Tolerance = Math.Min(1e-4, 4 * document.RootElement.GetProperty("float64_max_abs_diff").GetDouble());
        Cases =
        [
            .. from item in document.RootElement.GetProperty("cases").EnumerateArray()
               where !item.TryGetProperty("no_tensors", out JsonElement missing) || missing.ValueKind == JsonValueKind.Null
               select new Case(
                   item.GetProperty("name").GetString()!,
                   item.GetProperty("text").GetString()!,
                   item.GetProperty("pair").GetString(),
                   [.. item.GetProperty("input_ids").EnumerateArray().Select(static id => id.GetInt32())],
                   [.. item.GetProperty("sequence_ids").EnumerateArray().Select(static id => id.ValueKind == JsonValueKind.Null ? -1 : id.GetInt32())],
                   [.. item.GetProperty("offsets").EnumerateArray().Select(static range => new TextRange(range[0].GetInt32(), range[1].GetInt32()))],
                   item.GetProperty("truncated").GetBoolean(),
                   item.TryGetProperty("prompt_name", out JsonElement prompt) ? prompt.GetString() : null),
        ];
    }

    /// <summary>How far a second implementation may be off.</summary>
    public double Tolerance { get; }

    public IReadOnlyList<Case> Cases { get; }

    public static GoldenModel Read(string model) => new(model);

    public float[] Tensor(Case golden, string name)
    {
        TensorEntry entry = _tensors.TryGet($"{golden.Name}.{name}", out TensorEntry? found) ? found : throw new KeyNotFoundException(name);
        return MemoryMarshal.Cast<byte, float>(_bytes.AsSpan((int)entry.Offset, (int)entry.ByteLength)).ToArray();
    }

    /// <summary>The sum of softmax's numbers is 1; computed in float64.</summary>
    public static double[] Softmax(ReadOnlySpan<float> logits)
    {
        double largest = double.NegativeInfinity;
        foreach (float logit in logits)
        {
            largest = Math.Max(largest, logit);
        }

        double[] exponentials = [.. logits.ToArray().Select(logit => Math.Exp(logit - largest))];
        double sum = exponentials.Sum();
        return [.. exponentials.Select(value => value / sum)];
    }

    /// <summary>Place of the largest number, the first of equal ones.</summary>
    public static int IndexOfMax(ReadOnlySpan<float> numbers)
    {
        int best = 0;
        for (int i = 1; i < numbers.Length; i++)
        {
            best = numbers[i] > numbers[best] ? i : best;
        }

        return best;
    }

    public sealed record Case(string Name, string Text, string? Pair, int[] Ids, int[] SequenceIds, TextRange[] Offsets, bool IsTruncated, string? Prompt);
}
