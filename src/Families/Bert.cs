using Sememe.CompilerServices;
using Sememe.Families.Heads;
using Sememe.Families.Weights;
using Sememe.Formats.Configs;

namespace Sememe.Families;

/// <summary>BERT (Devlin et al. 2019): learned positions, token types, post-norm layers, biases everywhere.</summary>
internal sealed class Bert : Family
{
    /// <summary>What the modules of a layer are called; several families kept it.</summary>
    public static LayerNames LayerNames { get; } = new()
    {
        Query = "attention.self.query",
        Key = "attention.self.key",
        Value = "attention.self.value",
        AttentionOutput = "attention.output.dense",
        AttentionNorm = "attention.output.LayerNorm",
        FeedForwardIn = "intermediate.dense",
        FeedForwardOut = "output.dense",
        OutputNorm = "output.LayerNorm",
    };

    public override string ModelType => "bert";

    public override string Anchor => "embeddings.word_embeddings.weight";

    public override HeadMap Heads { get; } = new BertHeads();

    /// <inheritdoc/>
    public override EncoderReading ReadSpec(ModelConfig config)
    {
        ConfigReader reader = new(config);
        return reader.Conclude(BertKeys.Read(reader, BertKeys.Defaults));
    }

    public override IReadOnlyList<WeightSlot> Slots(EncoderSpec spec)
    {
        WeightSlotList slots = new();
        slots.AddEmbeddings(spec);
        for (int layer = 0; layer < spec.Layers; layer++)
        {
            slots.AddLayer(spec, layer, $"encoder.layer.{layer}.", LayerNames);
        }

        return slots.Slots;
    }
}
