using Sememe.CompilerServices;

namespace Sememe.Families.Heads;

/// <summary>ALBERT: the pooler below classes; masked words at the width of the embeddings.</summary>
internal sealed class AlbertHeads : HeadMap
{
    public override string EncoderName => "albert";

    public override IReadOnlyList<HeadKind> Kinds { get; } =
        [HeadKind.SequenceClassification, HeadKind.TokenClassification, HeadKind.QuestionAnswering, HeadKind.MaskedLanguageModel];

    public override HeadSpec Read(ConfigReader config, EncoderSpec encoder, HeadKind kind, int outputs) => kind switch
    {
        HeadKind.SequenceClassification => FirstTokenHead(encoder, outputs, Activation.Tanh),
        HeadKind.MaskedLanguageModel => MaskedWordHead(config, encoder, outputs, config.Choice("hidden_act", "gelu_new", ActivationNames.All)),
        _ => LinearHead(kind, outputs),
    };

    protected override void Name(HeadSlotList slots, HeadKind kind)
    {
        switch (kind)
        {
            case HeadKind.SequenceClassification:
                slots.AddDense("pooler", isInside: true);
                slots.AddOutput("classifier");
                break;
            case HeadKind.MaskedLanguageModel:
                slots.AddDense("predictions.dense");
                slots.AddNorm("predictions.LayerNorm");
                slots.AddOutput("predictions.decoder", "predictions.bias", "predictions.decoder.bias");
                break;
            default:
                NameLinearHead(slots, kind);
                break;
        }
    }
}
