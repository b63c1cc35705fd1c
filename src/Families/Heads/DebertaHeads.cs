using Sememe.CompilerServices;

namespace Sememe.Families.Heads;

/// <summary>DeBERTa v2 and v3: a pooler beside the encoder below classes; for masked words the head that transformers made of BERT's, or DeBERTa's own (not "legacy"), which compute the same.</summary>
internal sealed class DebertaHeads : HeadMap
{
    /// <summary>Where DeBERTa's own head for masked words lies.</summary>
    private const string Own = "lm_predictions.lm_head.";

    public override string EncoderName => "deberta";

    public override IReadOnlyList<HeadKind> Kinds { get; } =
        [HeadKind.SequenceClassification, HeadKind.TokenClassification, HeadKind.QuestionAnswering, HeadKind.MaskedLanguageModel];

    public override HeadSpec Read(ConfigReader config, EncoderSpec encoder, HeadKind kind, int outputs) => kind switch
    {
        HeadKind.SequenceClassification => ReadClassifier(config, encoder, outputs),
        HeadKind.MaskedLanguageModel => ReadMaskedWords(config, encoder, outputs),
        _ => LinearHead(kind, outputs),
    };

    protected override void Name(HeadSlotList slots, HeadKind kind)
    {
        switch (kind)
        {
            case HeadKind.SequenceClassification:
                slots.AddDense("pooler.dense");
                slots.AddOutput("classifier");
                break;
            case HeadKind.MaskedLanguageModel:
                slots.AddDense(["cls.predictions.transform.dense", Own + "dense"]);
                slots.AddNorm("cls.predictions.transform.LayerNorm", Own + "LayerNorm");
                slots.AddOutput("cls.predictions.decoder", "cls.predictions.bias", "cls.predictions.decoder.bias", Own + "bias");
                break;
            default:
                NameLinearHead(slots, kind);
                break;
        }
    }

    private static HeadSpec ReadClassifier(ConfigReader config, EncoderSpec encoder, int outputs)
    {
        config.RequireNumber("pooler_hidden_size", encoder.HiddenSize, "a pooler of another width than the hidden size");
        return FirstTokenHead(encoder, outputs, config.Choice("pooler_hidden_act", "gelu", ActivationNames.All));
    }

    /// <summary>DeBERTa's own head has no matrix of its own, whatever "tie_word_embeddings" says.</summary>
    private static HeadSpec ReadMaskedWords(ConfigReader config, EncoderSpec encoder, int outputs)
    {
        HeadSpec head = MaskedWordHead(config, encoder, outputs, config.Choice("hidden_act", "gelu", ActivationNames.All));
        return config.Switch("legacy", true) ? head : head with { IsTied = true };
    }
}
