using Sememe.CompilerServices;
using Sememe.Families.Heads;
using Sememe.Families.Weights;
using Sememe.Formats.Configs;

namespace Sememe.Families;

/// <summary>DeBERTa v2 and v3 (He et al. 2021, 2023): disentangled attention over distances in place of positions.</summary>
internal sealed class DebertaV2 : Family
{
    private const string ContentToPosition = "c2p";
    private const string PositionToContent = "p2c";
    private const string LayerNorm = "layer_norm";

    private static readonly LayerNames s_layer = Bert.LayerNames with
    {
        Query = "attention.self.query_proj",
        Key = "attention.self.key_proj",
        Value = "attention.self.value_proj",
    };

    public override string ModelType => "deberta-v2";

    public override string Anchor => "embeddings.word_embeddings.weight";

    public override HeadMap Heads { get; } = new DebertaHeads();

    /// <inheritdoc/>
    public override EncoderReading ReadSpec(ModelConfig config)
    {
        ConfigReader reader = new(config);
        EncoderSpec defaults = BertKeys.Defaults with
        {
            Family = ModelType,
            VocabularySize = 128100,
            HiddenSize = 1536,
            Layers = 24,
            Heads = 24,
            IntermediateSize = 6144,
            TokenTypes = 0,
            LayerNormEpsilon = 1e-7f,
        };
        EncoderSpec spec = BertKeys.Read(reader, defaults);
        spec = spec with
        {
            TokenTypes = reader.Whole("type_vocab_size", 0, 0, int.MaxValue),
            Positions = reader.Switch("position_biased_input", true) ? PositionEncoding.Learned : PositionEncoding.None,
            Disentangled = reader.Switch("relative_attention", false) ? ReadAttention(reader, spec) : null,
        };
        reader.RequireZero("conv_kernel_size", "a convolution beside the first layer");
        reader.RequireNumber("attention_head_size", spec.HeadSize, "attention of another width than the hidden size");
        if (reader.Size("embedding_size", spec.HiddenSize, BertKeys.MostColumns) != spec.HiddenSize)
        {
            reader.ReportNotModelled("embedding_size", $"found embeddings of another width than the hidden size of {spec.HiddenSize}: that is not modelled for this family");
        }

        return reader.Conclude(spec);
    }

    public override IReadOnlyList<WeightSlot> Slots(EncoderSpec spec)
    {
        WeightSlotList slots = new();
        slots.AddEmbeddings(spec);
        if (spec.Disentangled is { } attention)
        {
            slots.AddTable(WeightPart.RelativeEmbeddings, "encoder.rel_embeddings", 2 * attention.Span, spec.HiddenSize);
            if (attention.NormsEmbeddings)
            {
                slots.AddNorm(WeightPart.RelativeNorm, -1, "encoder.LayerNorm", spec.HiddenSize);
            }
        }

        for (int layer = 0; layer < spec.Layers; layer++)
        {
            string at = $"encoder.layer.{layer}.";
            slots.AddLayer(spec, layer, at, s_layer);
            AddPositionProjections(slots, spec, layer, at);
        }

        return slots.Slots;
    }

    private static void AddPositionProjections(WeightSlotList slots, EncoderSpec spec, int layer, string at)
    {
        if (spec.Disentangled is not { SharesProjections: false } attention)
        {
            return;
        }

        if (attention.ContentToPosition)
        {
            slots.AddLinear(WeightPart.PositionKey, layer, at + "attention.self.pos_key_proj", spec.HiddenSize, spec.HiddenSize);
        }

        if (attention.PositionToContent)
        {
            slots.AddLinear(WeightPart.PositionQuery, layer, at + "attention.self.pos_query_proj", spec.HiddenSize, spec.HiddenSize);
        }
    }

    private static DisentangledSpec ReadAttention(ConfigReader reader, EncoderSpec spec)
    {
        int reach = reader.Whole("max_relative_positions", -1, -1, BertKeys.MostColumns);
        reach = reach < 1 ? spec.MaxPositions : reach;
        int buckets = reader.Whole("position_buckets", -1, -1, BertKeys.MostColumns);
        IReadOnlyList<string> terms = reader.Names("pos_att_type");
        if (terms.Any(static term => term is not (ContentToPosition or PositionToContent)))
        {
            reader.ReportNotModelled("pos_att_type", $"found the attention types {string.Join(", ", terms)}, expected none but {ContentToPosition} and {PositionToContent}");
        }

        IReadOnlyList<string> norms = reader.Names("norm_rel_ebd");
        if (norms.Any(static norm => norm is not (LayerNorm or "none")))
        {
            reader.ReportNotModelled("norm_rel_ebd", $"found \"norm_rel_ebd\" {string.Join(", ", norms)}, expected {LayerNorm} or none");
        }

        if (buckets > 0 && (buckets < 4 || reach <= buckets / 2 + 1))
        {
            reader.Report("position_buckets", $"found {buckets} buckets for distances up to {reach}, expected at least 4 and fewer than twice the distances");
        }

        return new DisentangledSpec
        {
            Span = buckets > 0 ? buckets : reach,
            BucketReach = buckets > 0 ? reach : 0,
            ContentToPosition = terms.Contains(ContentToPosition),
            PositionToContent = terms.Contains(PositionToContent),
            SharesProjections = reader.Switch("share_att_key", false),
            NormsEmbeddings = norms.Contains(LayerNorm),
        };
    }
}
