using Sememe.CompilerServices;
using Sememe.Families.Heads;
using Sememe.Families.Weights;
using Sememe.Formats.Configs;

namespace Sememe.Families;

/// <summary>GPT-2 (Radford et al. 2019): causal, norms first, query, key and value in one matrix, matrices stored [in × out].</summary>
internal sealed class Gpt2 : Family
{
    public override string ModelType => "gpt2";

    public override string Anchor => "wte.weight";

    public override string LayersKey => "n_layer";

    public override HeadMap Heads { get; } = new Gpt2Heads();

    /// <inheritdoc/>
    public override EncoderReading ReadSpec(ModelConfig config)
    {
        ConfigReader reader = new(config);
        int hidden = reader.Size("n_embd", 768, BertKeys.MostColumns);
        EncoderSpec spec = new()
        {
            Family = ModelType,
            VocabularySize = reader.Size("vocab_size", 50257),
            HiddenSize = hidden,
            Layers = reader.Size("n_layer", 12, BertKeys.MostLayers),
            Heads = reader.Size("n_head", 12, BertKeys.MostColumns),
            IntermediateSize = reader.Size("n_inner", 4 * hidden, 4 * BertKeys.MostColumns),
            MaxPositions = reader.Size("n_positions", 1024),
            LayerNormEpsilon = reader.Positive("layer_norm_epsilon", 1e-5),
            Activation = reader.Choice("activation_function", "gelu_new", ActivationNames.All),
            HasEmbeddingNorm = false,
            Norms = NormPlacement.Before,
            NormsLastLayer = true,
            IsCausal = true,
        };
        reader.RequireTrue("scale_attn_weights", "attention without a scale");
        reader.RequireFalse("scale_attn_by_inverse_layer_idx", "attention scaled by the layer's number");
        reader.RequireFalse("add_cross_attention", "attention to another network's output");
        reader.RequireEmpty("pruned_heads", "a network with heads removed");
        reader.CheckHeads(spec, "n_head");
        return reader.Conclude(spec);
    }

    public override IReadOnlyList<WeightSlot> Slots(EncoderSpec spec)
    {
        WeightSlotList slots = new();
        slots.AddTable(WeightPart.WordEmbeddings, "wte", spec.VocabularySize, spec.HiddenSize);
        slots.AddTable(WeightPart.PositionEmbeddings, "wpe", spec.MaxPositions, spec.HiddenSize);
        for (int layer = 0; layer < spec.Layers; layer++)
        {
            string at = $"h.{layer}.";
            slots.AddNorm(WeightPart.AttentionNorm, layer, at + "ln_1", spec.HiddenSize);
            slots.AddConvolution(WeightPart.QueryKeyValue, layer, at + "attn.c_attn", 3 * spec.HiddenSize, spec.HiddenSize);
            slots.AddConvolution(WeightPart.AttentionOutput, layer, at + "attn.c_proj", spec.HiddenSize, spec.HiddenSize);
            slots.AddNorm(WeightPart.OutputNorm, layer, at + "ln_2", spec.HiddenSize);
            slots.AddConvolution(WeightPart.FeedForwardIn, layer, at + "mlp.c_fc", spec.IntermediateSize, spec.HiddenSize);
            slots.AddConvolution(WeightPart.FeedForwardOut, layer, at + "mlp.c_proj", spec.HiddenSize, spec.IntermediateSize);
        }

        slots.AddNorm(WeightPart.FinalNorm, -1, "ln_f", spec.HiddenSize);
        return slots.Slots;
    }
}
