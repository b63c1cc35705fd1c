using Sememe.CompilerServices;
using Sememe.Families.Heads;
using Sememe.Families.Weights;
using Sememe.Formats.Configs;

namespace Sememe.Families;

/// <summary>RoBERTa (Liu et al. 2019) and the models that took its network: BERT's, with positions counted from the padding token's id.</summary>
/// <param name="modelType"><c>roberta</c>, <c>xlm-roberta</c> or <c>camembert</c>: one network, three names.</param>
internal sealed class Roberta(string modelType) : Family
{
    private const int DefaultPaddingId = 1;

    public override string ModelType => modelType;

    public override string Anchor => "embeddings.word_embeddings.weight";

    public override HeadMap Heads { get; } = new RobertaHeads("roberta");

    /// <inheritdoc/>
    public override EncoderReading ReadSpec(ModelConfig config)
    {
        ConfigReader reader = new(config);
        EncoderSpec defaults = BertKeys.Defaults with { Family = modelType, VocabularySize = modelType == "roberta" ? 50265 : 30522 };
        EncoderSpec spec = BertKeys.Read(reader, defaults);
        int paddingId = reader.Whole("pad_token_id", DefaultPaddingId, 0, int.MaxValue);
        return reader.Conclude(BertKeys.CountFrom(reader, spec, paddingId));
    }

    public override IReadOnlyList<WeightSlot> Slots(EncoderSpec spec)
    {
        WeightSlotList slots = new();
        slots.AddEmbeddings(spec);
        for (int layer = 0; layer < spec.Layers; layer++)
        {
            slots.AddLayer(spec, layer, $"encoder.layer.{layer}.", Bert.LayerNames);
        }

        return slots.Slots;
    }
}
