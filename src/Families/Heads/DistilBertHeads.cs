using Sememe.CompilerServices;

namespace Sememe.Families.Heads;

/// <summary>DistilBERT: ReLU below classes.</summary>
internal sealed class DistilBertHeads : HeadMap
{
    public override string EncoderName => "distilbert";

    public override IReadOnlyList<HeadKind> Kinds { get; } =
        [HeadKind.SequenceClassification, HeadKind.TokenClassification, HeadKind.QuestionAnswering, HeadKind.MaskedLanguageModel];

    public override HeadSpec Read(ConfigReader config, EncoderSpec encoder, HeadKind kind, int outputs) => kind switch
    {
        HeadKind.SequenceClassification => FirstTokenHead(encoder, outputs, Activation.Relu),
        HeadKind.MaskedLanguageModel => MaskedWordHead(config, encoder, outputs, config.Choice("activation", "gelu", ActivationNames.All)),
        _ => LinearHead(kind, outputs),
    };

    protected override void Name(HeadSlotList slots, HeadKind kind)
    {
        switch (kind)
        {
            case HeadKind.SequenceClassification:
                slots.AddDense("pre_classifier");
                slots.AddOutput("classifier");
                break;
            case HeadKind.MaskedLanguageModel:
                slots.AddDense("vocab_transform");
                slots.AddNorm("vocab_layer_norm");
                slots.AddOutput("vocab_projector");
                break;
            default:
                NameLinearHead(slots, kind);
                break;
        }
    }
}
