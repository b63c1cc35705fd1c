using Sememe.CompilerServices;
using Sememe.Families.Weights;

namespace Sememe.Families.Heads;

/// <summary>The heads of a family: how config.json reads as a <see cref="HeadSpec"/>, and what the tensors are called. One file per family.</summary>
internal abstract class HeadMap
{
    /// <summary>What transformers calls the encoder inside a model with a head: its tensors are <c>bert.encoder…</c>, the head's stand beside them.</summary>
    public abstract string EncoderName { get; }

    /// <summary>The tasks that the family has a head for.</summary>
    public abstract IReadOnlyList<HeadKind> Kinds { get; }

    /// <summary>Reads the switches of a head.</summary>
    /// <param name="config">config.json; collects what is wrong.</param>
    /// <param name="encoder">The network below.</param>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="outputs">Numbers per row.</param>
    public abstract HeadSpec Read(ConfigReader config, EncoderSpec encoder, HeadKind kind, int outputs);

    /// <summary>The tensors of a head.</summary>
    public IReadOnlyList<WeightSlot> Slots(EncoderSpec encoder, HeadSpec head)
    {
        HeadSlotList slots = new(encoder, head);
        Name(slots, head.Kind);
        return slots.Slots;
    }

    /// <summary>What files put before the names of a head, given what they put before the encoder's.</summary>
    public string OutsidePrefix(string prefix)
    {
        string own = EncoderName + ".";
        return prefix.EndsWith(own, StringComparison.Ordinal) && (prefix.Length == own.Length || prefix[prefix.Length - own.Length - 1] is '.' or '/' or ':')
            ? prefix.Substring(0, prefix.Length - own.Length)
            : prefix;
    }

    /// <summary>Names the tensors of a head.</summary>
    protected abstract void Name(HeadSlotList slots, HeadKind kind);

    /// <summary>What most families do for classes: a layer and its activation over the first token's state.</summary>
    protected static HeadSpec FirstTokenHead(EncoderSpec encoder, int outputs, Activation? activation) => new()
    {
        Kind = HeadKind.SequenceClassification,
        Outputs = outputs,
        Tokens = HeadTokens.First,
        DenseSize = encoder.HiddenSize,
        Activation = activation,
    };

    /// <summary>What most families do for masked words: a transformed state against the word embeddings.</summary>
    protected static HeadSpec MaskedWordHead(ConfigReader config, EncoderSpec encoder, int outputs, Activation? activation) => new()
    {
        Kind = HeadKind.MaskedLanguageModel,
        Outputs = outputs,
        DenseSize = encoder.TableWidth,
        Activation = activation,
        NormEpsilon = encoder.LayerNormEpsilon,
        IsTied = config.Switch("tie_word_embeddings", true),
    };

    /// <summary>What most families do for tokens and answers: one linear layer over each hidden state.</summary>
    protected static HeadSpec LinearHead(HeadKind kind, int outputs) => new() { Kind = kind, Outputs = outputs };

    /// <summary>Its usual names.</summary>
    protected static void NameLinearHead(HeadSlotList slots, HeadKind kind) => slots.AddOutput(kind == HeadKind.QuestionAnswering ? "qa_outputs" : "classifier");
}
