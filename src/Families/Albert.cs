using Sememe.CompilerServices;
using Sememe.Families.Heads;
using Sememe.Families.Weights;
using Sememe.Formats.Configs;

namespace Sememe.Families;

/// <summary>ALBERT (Lan et al. 2020): narrow embeddings, and layers in groups that share their weights.</summary>
internal sealed class Albert : Family
{
    private const int MostInnerLayers = 64;

    private static readonly LayerNames s_layer = new()
    {
        Query = "attention.query",
        Key = "attention.key",
        Value = "attention.value",
        AttentionOutput = "attention.dense",
        AttentionNorm = "attention.LayerNorm",
        FeedForwardIn = "ffn",
        FeedForwardOut = "ffn_output",
        OutputNorm = "full_layer_layer_norm",
    };

    public override string ModelType => "albert";

    public override string Anchor => "embeddings.word_embeddings.weight";

    public override string LayersKey => "num_hidden_groups";

    public override HeadMap Heads { get; } = new AlbertHeads();

    /// <inheritdoc/>
    public override EncoderReading ReadSpec(ModelConfig config)
    {
        ConfigReader reader = new(config);
        EncoderSpec defaults = BertKeys.Defaults with
        {
            Family = ModelType,
            VocabularySize = 30000,
            HiddenSize = 4096,
            Heads = 64,
            IntermediateSize = 16384,
            Activation = Activation.GeluTanh,
        };
        EncoderSpec spec = BertKeys.Read(reader, defaults) with
        {
            EmbeddingSize = reader.Size("embedding_size", 128, BertKeys.MostColumns),
            LayerGroups = reader.Size("num_hidden_groups", 1, BertKeys.MostLayers),
            InnerLayers = reader.Size("inner_group_num", 1, MostInnerLayers),
        };
        if (spec.LayerGroups > spec.Layers)
        {
            reader.Report("num_hidden_groups", $"found {spec.LayerGroups} groups of layers, expected at most {spec.Layers}, the number of layers");
        }

        return reader.Conclude(spec);
    }

    public override IReadOnlyList<WeightSlot> Slots(EncoderSpec spec)
    {
        WeightSlotList slots = new();
        slots.AddEmbeddings(spec);
        slots.AddLinear(WeightPart.EmbeddingProjection, -1, "encoder.embedding_hidden_mapping_in", spec.HiddenSize, spec.EmbeddingSize);
        for (int layer = 0; layer < spec.WeightLayers; layer++)
        {
            int group = layer / spec.InnerLayers;
            int inner = layer % spec.InnerLayers;
            slots.AddLayer(spec, layer, $"encoder.albert_layer_groups.{group}.albert_layers.{inner}.", s_layer);
        }

        return slots.Slots;
    }
}
