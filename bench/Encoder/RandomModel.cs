using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Sememe.CompilerServices;
using Sememe.Families;
using Sememe.Families.Weights;
using Sememe.Formats.Configs;
using Sememe.Weights;

namespace Sememe.Bench.Encoder;

/// <summary>A model of a published shape with random weights, in a folder that lives as long as this object: speed does not depend on what the weights are.</summary>
internal sealed class RandomModel : IDisposable
{
    /// <summary>The weights file.</summary>
    public const string File = "model.safetensors";

    // Every tensor takes its numbers from this ring, each from another place on.
    private const int RandomFloats = 1 << 20;
    private const int Alignment = 64; // of the first tensor, in the file
    private const float StandardDeviation = 0.02f; // initializer_range of all three

    private RandomModel(string config)
    {
        ModelConfig read = ModelConfig.Read("config.json", config);
        Spec = Family.Find(read.ModelType!.Value.Value)!.ReadSpec(read).Spec ?? throw new InvalidOperationException("The configuration has problems.");
        Folder = Directory.CreateTempSubdirectory("sememe-bench").FullName;
        Write(Path.Combine(Folder, File), [.. Family.Of(Spec).Slots(Spec).Select(static slot => (slot.Names[0], StoredShape(slot)))]);
    }

    /// <summary>Where the weights are.</summary>
    public string Folder { get; }

    /// <summary>The network's switches.</summary>
    public EncoderSpec Spec { get; }

    /// <summary>Twelve layers of 768, the vocabulary cut short, whose rows nobody multiplies (Devlin et al. 2019).</summary>
    public static RandomModel BertBase() => new(
        """
        {
          "model_type": "bert", "vocab_size": 2000, "hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12,
          "intermediate_size": 3072, "max_position_embeddings": 512, "type_vocab_size": 2, "hidden_act": "gelu", "layer_norm_eps": 1e-12
        }
        """);

    /// <summary>The small GPT-2: twelve layers of 768 and its whole vocabulary, which every new token is compared with (Radford et al. 2019).</summary>
    public static RandomModel Gpt2() => new(
        """
        {
          "model_type": "gpt2", "vocab_size": 50257, "n_embd": 768, "n_layer": 12, "n_head": 12, "n_positions": 1024,
          "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5
        }
        """);

    /// <summary>ModernBERT-base with six of its 22 layers, two of which see all tokens (Warner et al. 2024): time per token grows with them alone.</summary>
    public static RandomModel ModernBert() => new(
        """
        {
          "model_type": "modernbert", "vocab_size": 2000, "hidden_size": 768, "num_hidden_layers": 6, "num_attention_heads": 12,
          "intermediate_size": 1152, "max_position_embeddings": 8192, "global_attn_every_n_layers": 3, "local_attention": 128,
          "global_rope_theta": 160000.0, "local_rope_theta": 10000.0, "hidden_activation": "gelu", "norm_eps": 1e-5, "pad_token_id": 0
        }
        """);

    /// <summary>The weights, mapped.</summary>
    public ModelWeights OpenWeights(HeadSpec? head = null) => ModelWeights.Open(Folder, File, Spec, copy: false, head);

    /// <summary>Removes the folder.</summary>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static long[] StoredShape(WeightSlot slot) =>
        slot.Layout == MatrixLayout.InByOut ? [slot.Shape[1], slot.Shape[0]] : slot.Shape.AsSpan().ToArray();

    /// <summary>A safetensors file: the length of the header, the header, the tensors end to end.</summary>
    private static void Write(string path, IReadOnlyList<(string Name, long[] Shape)> tensors)
    {
        StringBuilder header = new("{");
        long offset = 0;
        foreach ((string name, long[] shape) in tensors)
        {
            long end = offset + (shape.Aggregate(1L, static (product, dimension) => product * dimension) * sizeof(float));
            header.Append(
                CultureInfo.InvariantCulture,
                $"{(offset == 0 ? "" : ",")}\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{offset},{end}]}}");
            offset = end;
        }

        header.Append('}');
        byte[] json = Encoding.UTF8.GetBytes(header.ToString().PadRight((header.Length + sizeof(long) + Alignment - 1) / Alignment * Alignment - sizeof(long)));
        byte[] length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        using FileStream stream = new(path, FileMode.CreateNew);
        stream.Write(length);
        stream.Write(json);
        ReadOnlySpan<byte> ring = MemoryMarshal.AsBytes(RandomNumbers().AsSpan());
        for (long written = 0; written < offset;)
        {
            ReadOnlySpan<byte> part = ring[..(int)Math.Min(ring.Length, offset - written)];
            stream.Write(part);
            written += part.Length;
        }
    }

    private static float[] RandomNumbers()
    {
        Random random = new(1);
        float[] numbers = new float[RandomFloats];
        for (int i = 0; i < numbers.Length; i++)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            numbers[i] = StandardDeviation * (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return numbers;
    }
}
