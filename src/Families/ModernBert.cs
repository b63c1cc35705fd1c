using Sememe.CompilerServices;
using Sememe.Families.Heads;
using Sememe.Families.Weights;
using Sememe.Formats.Configs;

namespace Sememe.Families;

/// <summary>ModernBERT (Warner et al. 2024): rotary positions, norms first, gated feed-forward, no biases, most layers local.</summary>
internal sealed class ModernBert : Family
{
    private const string GlobalLayer = "full_attention";
    private const string LocalLayer = "sliding_attention";

    private static readonly Dictionary<string, string> s_rotaryTypes = new(StringComparer.Ordinal) { ["default"] = "default" };

    public override string ModelType => "modernbert";

    public override string Anchor => "embeddings.tok_embeddings.weight";

    public override HeadMap Heads { get; } = new ModernBertHeads();

    /// <inheritdoc/>
    public override EncoderReading ReadSpec(ModelConfig config)
    {
        ConfigReader reader = new(config);
        EncoderSpec spec = new()
        {
            Family = ModelType,
            VocabularySize = reader.Size("vocab_size", 50368),
            HiddenSize = reader.Size("hidden_size", 768, BertKeys.MostColumns),
            Layers = reader.Size("num_hidden_layers", 22, BertKeys.MostLayers),
            Heads = reader.Size("num_attention_heads", 12, BertKeys.MostColumns),
            IntermediateSize = reader.Size("intermediate_size", 1152, BertKeys.MostColumns),
            MaxPositions = reader.Size("max_position_embeddings", 8192),
            LayerNormEpsilon = reader.Positive("norm_eps", 1e-5),
            Activation = reader.Choice("hidden_activation", "gelu", ActivationNames.All),
            Positions = PositionEncoding.Rotary,
            Norms = NormPlacement.Before,
            IsGated = true,
            LocalReach = reader.Size("local_attention", 128) / 2,
            RotaryTheta = Theta(reader, GlobalLayer, "global_rope_theta", 160_000),
            LocalRotaryTheta = Theta(reader, LocalLayer, "local_rope_theta", 10_000),
        };
        reader.RequireFalse("attention_bias", "attention with biases");
        reader.RequireFalse("mlp_bias", "a feed-forward layer with biases");
        reader.RequireFalse("norm_bias", "norms with biases");
        reader.CheckHeads(spec, "num_attention_heads");
        if (spec.HiddenSize % spec.Heads == 0 && spec.HeadSize % 2 != 0)
        {
            reader.Report("num_attention_heads", $"found heads that are {spec.HeadSize} wide, expected an even width: rotary positions turn pairs of numbers");
        }

        return reader.Conclude(spec with { LocalLayers = LocalLayersOf(reader, spec.Layers) });
    }

    public override IReadOnlyList<WeightSlot> Slots(EncoderSpec spec)
    {
        WeightSlotList slots = new();
        slots.AddTable(WeightPart.WordEmbeddings, "embeddings.tok_embeddings", spec.VocabularySize, spec.HiddenSize);
        slots.AddGain(WeightPart.EmbeddingNorm, -1, "embeddings.norm", spec.HiddenSize);
        for (int layer = 0; layer < spec.Layers; layer++)
        {
            string at = $"layers.{layer}.";
            if (layer > 0)
            {
                // The first layer begins where the embeddings have just been normed.
                slots.AddGain(WeightPart.AttentionNorm, layer, at + "attn_norm", spec.HiddenSize);
            }

            slots.AddMatrix(WeightPart.QueryKeyValue, layer, at + "attn.Wqkv", 3 * spec.HiddenSize, spec.HiddenSize);
            slots.AddMatrix(WeightPart.AttentionOutput, layer, at + "attn.Wo", spec.HiddenSize, spec.HiddenSize);
            slots.AddGain(WeightPart.OutputNorm, layer, at + "mlp_norm", spec.HiddenSize);
            slots.AddMatrix(WeightPart.FeedForwardIn, layer, at + "mlp.Wi", spec.FeedForwardOutputs, spec.HiddenSize);
            slots.AddMatrix(WeightPart.FeedForwardOut, layer, at + "mlp.Wo", spec.HiddenSize, spec.IntermediateSize);
        }

        slots.AddGain(WeightPart.FinalNorm, -1, "final_norm", spec.HiddenSize);
        return slots.Slots;
    }

    /// <summary>Which layers see a window only: a list by layer, or all but every n-th.</summary>
    private static ulong LocalLayersOf(ConfigReader reader, int layers)
    {
        ulong local = 0;
        IReadOnlyList<string> types = reader.Names("layer_types");
        if (types.Count > 0)
        {
            if (types.Count != layers || types.Any(static type => type is not (GlobalLayer or LocalLayer)))
            {
                reader.Report("layer_types", $"found the layers {string.Join(", ", types)}, expected {layers} of {GlobalLayer} and {LocalLayer}");
                return 0;
            }

            for (int layer = 0; layer < layers; layer++)
            {
                local |= types[layer] == LocalLayer ? 1UL << layer : 0;
            }

            return local;
        }

        int every = reader.Size("global_attn_every_n_layers", 3);
        for (int layer = 0; layer < layers; layer++)
        {
            local |= layer % every != 0 ? 1UL << layer : 0;
        }

        return local;
    }

    /// <summary>The base of the angles: by kind of layer in files of transformers 5, in a key of its own in older ones.</summary>
    private static float Theta(ConfigReader reader, string layerType, string key, double fallback)
    {
        ConfigReader? parameters = reader.Inside("rope_parameters")?.Inside(layerType);
        parameters?.Choice("rope_type", "default", s_rotaryTypes);
        return parameters is { } own && own.States("rope_theta") ? own.Positive("rope_theta", fallback) : reader.Positive(key, fallback);
    }
}
