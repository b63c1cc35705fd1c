using Sememe.CompilerServices;

namespace Sememe.Families.Heads;

/// <summary>ModernBERT: one layer with a norm below every head, over the first token's state or the mean for classes.</summary>
internal sealed class ModernBertHeads : HeadMap
{
    private static readonly Dictionary<string, HeadTokens> s_pooling = new(StringComparer.Ordinal) { ["cls"] = HeadTokens.First, ["mean"] = HeadTokens.Mean };

    public override string EncoderName => "model";

    public override IReadOnlyList<HeadKind> Kinds { get; } =
        [HeadKind.SequenceClassification, HeadKind.TokenClassification, HeadKind.QuestionAnswering, HeadKind.MaskedLanguageModel];

    public override HeadSpec Read(ConfigReader config, EncoderSpec encoder, HeadKind kind, int outputs) => new()
    {
        Kind = kind,
        Outputs = outputs,
        Tokens = kind == HeadKind.SequenceClassification ? config.Choice("classifier_pooling", "cls", s_pooling) : HeadTokens.All,
        DenseSize = encoder.HiddenSize,
        HasDenseBias = config.Switch("classifier_bias", false),
        Activation = config.Choice("classifier_activation", "gelu", ActivationNames.All),
        NormEpsilon = encoder.LayerNormEpsilon,
        HasNormBias = false,
        IsTied = kind == HeadKind.MaskedLanguageModel && config.Switch("tie_word_embeddings", true),
        HasOutputBias = kind != HeadKind.MaskedLanguageModel || config.Switch("decoder_bias", true),
    };

    protected override void Name(HeadSlotList slots, HeadKind kind)
    {
        slots.AddDense("head.dense");
        slots.AddNorm("head.norm");
        slots.AddOutput(kind == HeadKind.MaskedLanguageModel ? "decoder" : "classifier");
    }
}
