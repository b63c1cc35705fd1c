using Sememe.CompilerServices;

namespace Sememe.Families.Heads;

/// <summary>Marian: the decoder's state against the word embeddings, and a bias that stands by itself.</summary>
internal sealed class MarianHeads : HeadMap
{
    public override string EncoderName => "model";

    public override IReadOnlyList<HeadKind> Kinds { get; } = [HeadKind.Translation];

    public override HeadSpec Read(ConfigReader config, EncoderSpec encoder, HeadKind kind, int outputs) => new()
    {
        Kind = kind,
        Outputs = outputs,
        IsTied = config.Switch("tie_word_embeddings", true),
    };

    protected override void Name(HeadSlotList slots, HeadKind kind)
    {
        slots.AddOutputMatrix("lm_head");
        slots.AddOutputBiasRow("final_logits_bias");
    }
}
