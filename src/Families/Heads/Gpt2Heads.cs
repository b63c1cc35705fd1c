using Sememe.CompilerServices;

namespace Sememe.Families.Heads;

/// <summary>GPT-2: the last token that is not padding has seen the whole text; classes are one matrix over its state. The next token is the word embedding that goes best with a state.</summary>
internal sealed class Gpt2Heads : HeadMap
{
    public override string EncoderName => "transformer";

    public override IReadOnlyList<HeadKind> Kinds { get; } = [HeadKind.SequenceClassification, HeadKind.TokenClassification, HeadKind.CausalLanguageModel];

    public override HeadSpec Read(ConfigReader config, EncoderSpec encoder, HeadKind kind, int outputs) => kind switch
    {
        HeadKind.SequenceClassification => new HeadSpec
        {
            Kind = kind,
            Outputs = outputs,
            Tokens = HeadTokens.LastWithoutPadding,
            HasOutputBias = false,
            PadTokenId = config.Whole("pad_token_id", -1, 0, int.MaxValue),
        },
        HeadKind.CausalLanguageModel => new HeadSpec
        {
            Kind = kind,
            Outputs = outputs,
            HasOutputBias = false,
            IsTied = config.Switch("tie_word_embeddings", true),
        },
        _ => LinearHead(kind, outputs),
    };

    protected override void Name(HeadSlotList slots, HeadKind kind)
    {
        if (kind == HeadKind.SequenceClassification)
        {
            slots.AddOutput("score");
        }
        else if (kind == HeadKind.CausalLanguageModel)
        {
            slots.AddOutput("lm_head");
        }
        else
        {
            NameLinearHead(slots, kind);
        }
    }
}
