using Sememe.CompilerServices;

namespace Sememe.Families.Heads;

/// <summary>ELECTRA: GELU below classes; the generator's head works at the width of the embeddings.</summary>
internal sealed class ElectraHeads : HeadMap
{
    public override string EncoderName => "electra";

    public override IReadOnlyList<HeadKind> Kinds { get; } =
        [HeadKind.SequenceClassification, HeadKind.TokenClassification, HeadKind.QuestionAnswering, HeadKind.MaskedLanguageModel];

    public override HeadSpec Read(ConfigReader config, EncoderSpec encoder, HeadKind kind, int outputs) => kind switch
    {
        HeadKind.SequenceClassification => FirstTokenHead(encoder, outputs, Activation.Gelu),
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
                slots.AddDense("generator_predictions.dense");
                slots.AddNorm("generator_predictions.LayerNorm");
                slots.AddOutput("generator_lm_head");
                break;
            default:
                NameLinearHead(slots, kind);
                break;
        }
    }
}
