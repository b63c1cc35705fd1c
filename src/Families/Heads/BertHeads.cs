using Sememe.CompilerServices;

namespace Sememe.Families.Heads;

/// <summary>BERT: the pooler (tanh over the first token's state) below classes; a transformed state against the word embeddings for masked words.</summary>
internal sealed class BertHeads : HeadMap
{
    public override string EncoderName => "bert";

    public override IReadOnlyList<HeadKind> Kinds { get; } =
        [HeadKind.SequenceClassification, HeadKind.TokenClassification, HeadKind.QuestionAnswering, HeadKind.MaskedLanguageModel];

    public override HeadSpec Read(ConfigReader config, EncoderSpec encoder, HeadKind kind, int outputs) => kind switch
    {
        HeadKind.SequenceClassification => FirstTokenHead(encoder, outputs, Activation.Tanh),
        HeadKind.MaskedLanguageModel => MaskedWordHead(config, encoder, outputs, config.Choice("hidden_act", "gelu", ActivationNames.All)),
        _ => LinearHead(kind, outputs),
    };

    protected override void Name(HeadSlotList slots, HeadKind kind)
    {
        switch (kind)
        {
            case HeadKind.SequenceClassification:
                slots.AddDense("pooler.dense", isInside: true);
                slots.AddOutput("classifier");
                break;
            case HeadKind.MaskedLanguageModel:
                slots.AddDense("cls.predictions.transform.dense");
                slots.AddNorm("cls.predictions.transform.LayerNorm");
                slots.AddOutput("cls.predictions.decoder", "cls.predictions.bias", "cls.predictions.decoder.bias");
                break;
            default:
                NameLinearHead(slots, kind);
                break;
        }
    }
}
