using Sememe.CompilerServices;
using Sememe.Families.Heads;
using Sememe.Families.Weights;
using Sememe.Formats.Configs;

namespace Sememe.Families;

/// <summary>MPNet (Song et al. 2020): no token types; attention has a bias by distance that all layers share.</summary>
internal sealed class Mpnet : Family
{
    // Fixed in transformers, whatever config.json says.
    private const int PaddingId = 1;

    private static readonly LayerNames s_layer = Bert.LayerNames with
    {
        Query = "attention.attn.q",
        Key = "attention.attn.k",
        Value = "attention.attn.v",
        AttentionOutput = "attention.attn.o",
        AttentionNorm = "attention.LayerNorm",
    };

    public override string ModelType => "mpnet";

    public override string Anchor => "embeddings.word_embeddings.weight";

    public override HeadMap Heads { get; } = new RobertaHeads("mpnet");

    /// <inheritdoc/>
    public override EncoderReading ReadSpec(ModelConfig config)
    {
        ConfigReader reader = new(config);
        EncoderSpec spec = BertKeys.Read(reader, BertKeys.Defaults with { Family = ModelType, VocabularySize = 30527, TokenTypes = 0 });
        int buckets = reader.Whole("relative_attention_num_buckets", RelativeDistance.Buckets, RelativeDistance.Buckets, BertKeys.MostColumns);
        return reader.Conclude(BertKeys.CountFrom(reader, spec, PaddingId) with { RelativeBuckets = buckets });
    }

    public override IReadOnlyList<WeightSlot> Slots(EncoderSpec spec)
    {
        WeightSlotList slots = new();
        slots.AddEmbeddings(spec);
        slots.AddTable(WeightPart.RelativeBias, "encoder.relative_attention_bias", spec.RelativeBuckets, spec.Heads);
        for (int layer = 0; layer < spec.Layers; layer++)
        {
            slots.AddLayer(spec, layer, $"encoder.layer.{layer}.", s_layer);
        }

        return slots.Slots;
    }
}
