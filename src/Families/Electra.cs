using Sememe.CompilerServices;
using Sememe.Families.Heads;
using Sememe.Families.Weights;
using Sememe.Formats.Configs;

namespace Sememe.Families;

/// <summary>ELECTRA (Clark et al. 2020): BERT whose embeddings may be narrower than its layers.</summary>
internal sealed class Electra : Family
{
    public override string ModelType => "electra";

    public override string Anchor => "embeddings.word_embeddings.weight";

    public override HeadMap Heads { get; } = new ElectraHeads();

    /// <inheritdoc/>
    public override EncoderReading ReadSpec(ModelConfig config)
    {
        ConfigReader reader = new(config);
        EncoderSpec spec = BertKeys.Read(reader, BertKeys.Defaults with { Family = ModelType, HiddenSize = 256, Heads = 4, IntermediateSize = 1024 });
        int width = reader.Size("embedding_size", 128, BertKeys.MostColumns);
        return reader.Conclude(spec with { EmbeddingSize = width == spec.HiddenSize ? 0 : width });
    }

    public override IReadOnlyList<WeightSlot> Slots(EncoderSpec spec)
    {
        WeightSlotList slots = new();
        slots.AddEmbeddings(spec);
        if (spec.EmbeddingSize > 0)
        {
            slots.AddLinear(WeightPart.EmbeddingProjection, -1, "embeddings_project", spec.HiddenSize, spec.EmbeddingSize);
        }

        for (int layer = 0; layer < spec.Layers; layer++)
        {
            slots.AddLayer(spec, layer, $"encoder.layer.{layer}.", Bert.LayerNames);
        }

        return slots.Slots;
    }
}
