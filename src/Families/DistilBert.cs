using Sememe.CompilerServices;
using Sememe.Families.Heads;
using Sememe.Families.Weights;
using Sememe.Formats.Configs;

namespace Sememe.Families;

/// <summary>DistilBERT (Sanh et al. 2019): BERT without token types, under other names.</summary>
internal sealed class DistilBert : Family
{
    private static readonly LayerNames s_layer = new()
    {
        Query = "attention.q_lin",
        Key = "attention.k_lin",
        Value = "attention.v_lin",
        AttentionOutput = "attention.out_lin",
        AttentionNorm = "sa_layer_norm",
        FeedForwardIn = "ffn.lin1",
        FeedForwardOut = "ffn.lin2",
        OutputNorm = "output_layer_norm",
    };

    public override string ModelType => "distilbert";

    public override string Anchor => "embeddings.word_embeddings.weight";

    public override string LayersKey => "n_layers";

    public override HeadMap Heads { get; } = new DistilBertHeads();

    /// <inheritdoc/>
    /// <remarks>Sinusoidal positions are stored in the file like learned ones.</remarks>
    public override EncoderReading ReadSpec(ModelConfig config)
    {
        ConfigReader reader = new(config);
        EncoderSpec spec = BertKeys.Defaults with
        {
            Family = ModelType,
            VocabularySize = reader.Size("vocab_size", 30522),
            HiddenSize = reader.Size("dim", 768, BertKeys.MostColumns),
            Layers = reader.Size("n_layers", 6, BertKeys.MostLayers),
            Heads = reader.Size("n_heads", 12, BertKeys.MostColumns),
            IntermediateSize = reader.Size("hidden_dim", 3072, BertKeys.MostColumns),
            MaxPositions = reader.Size("max_position_embeddings", 512),
            TokenTypes = 0,
            Activation = reader.Choice("activation", "gelu", ActivationNames.All),
        };
        reader.RequireEmpty("pruned_heads", "a network with heads removed");
        reader.CheckHeads(spec, "n_heads");
        return reader.Conclude(spec);
    }

    public override IReadOnlyList<WeightSlot> Slots(EncoderSpec spec)
    {
        WeightSlotList slots = new();
        slots.AddEmbeddings(spec);
        for (int layer = 0; layer < spec.Layers; layer++)
        {
            slots.AddLayer(spec, layer, $"transformer.layer.{layer}.", s_layer);
        }

        return slots.Slots;
    }
}
