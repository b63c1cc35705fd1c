using Sememe.CompilerServices;

namespace Sememe.Families.Heads;

/// <summary>RoBERTa and MPNet: a layer of their own below classes, GELU whatever the encoder has for masked words.</summary>
internal sealed class RobertaHeads(string encoderName) : HeadMap
{
    public override string EncoderName => encoderName;

    public override IReadOnlyList<HeadKind> Kinds { get; } =
        [HeadKind.SequenceClassification, HeadKind.TokenClassification, HeadKind.QuestionAnswering, HeadKind.MaskedLanguageModel];

    public override HeadSpec Read(ConfigReader config, EncoderSpec encoder, HeadKind kind, int outputs) => kind switch
    {
        HeadKind.SequenceClassification => FirstTokenHead(encoder, outputs, Activation.Tanh),
        HeadKind.MaskedLanguageModel => MaskedWordHead(config, encoder, outputs, Activation.Gelu),
        _ => LinearHead(kind, outputs),
    };

    protected override void Name(HeadSlotList slots, HeadKind kind)
    {
        switch (kind)
        {
            case HeadKind.SequenceClassification:
                slots.AddDense("classifier.dense");
                slots.AddOutput("classifier.out_proj");
                break;
            case HeadKind.MaskedLanguageModel:
                slots.AddDense("lm_head.dense");
                slots.AddNorm("lm_head.layer_norm");
                slots.AddOutput("lm_head.decoder", "lm_head.bias", "lm_head.decoder.bias");
                break;
            default:
                NameLinearHead(slots, kind);
                break;
        }
    }
}
