using Sememe.CompilerServices;

namespace Sememe.Families;

/// <summary>Reads the keys of config.json that BERT has and that most families after it kept.</summary>
internal static class BertKeys
{
    /// <summary>What the set of layers that a caller may ask for can name; no published model of these families has as many.</summary>
    public const int MostLayers = 62;

    /// <summary>Far beyond every published model; keeps products of two of them inside 64 bits.</summary>
    public const int MostColumns = 1 << 20;

    private static readonly Dictionary<string, string> s_positions = new(StringComparer.Ordinal) { ["absolute"] = "absolute" };

    /// <summary>The defaults of transformers' BertConfig, from which those of other families differ in little.</summary>
    public static EncoderSpec Defaults { get; } = new()
    {
        Family = "bert",
        VocabularySize = 30522,
        HiddenSize = 768,
        Layers = 12,
        Heads = 12,
        IntermediateSize = 3072,
        MaxPositions = 512,
        TokenTypes = 2,
        LayerNormEpsilon = 1e-12f,
        Activation = Activation.Gelu,
    };

    /// <summary>The common keys, and the checks that go with them.</summary>
    /// <param name="reader">config.json.</param>
    /// <param name="defaults">What a missing key means, and everything that has no key.</param>
    public static EncoderSpec Read(ConfigReader reader, EncoderSpec defaults)
    {
        EncoderSpec spec = defaults with
        {
            VocabularySize = reader.Size("vocab_size", defaults.VocabularySize),
            HiddenSize = reader.Size("hidden_size", defaults.HiddenSize, MostColumns),
            Layers = reader.Size("num_hidden_layers", defaults.Layers, MostLayers),
            Heads = reader.Size("num_attention_heads", defaults.Heads, MostColumns),
            IntermediateSize = reader.Size("intermediate_size", defaults.IntermediateSize, MostColumns),
            MaxPositions = reader.Size("max_position_embeddings", defaults.MaxPositions),
            TokenTypes = defaults.TokenTypes == 0 ? 0 : reader.Size("type_vocab_size", defaults.TokenTypes),
            LayerNormEpsilon = reader.Positive("layer_norm_eps", defaults.LayerNormEpsilon),
            Activation = reader.Choice("hidden_act", NameOf(defaults.Activation), ActivationNames.All),
        };

        reader.Choice("position_embedding_type", "absolute", s_positions);
        reader.RequireFalse("is_decoder", "a network that attends to earlier tokens only");
        reader.RequireFalse("add_cross_attention", "attention to another network's output");
        reader.RequireEmpty("pruned_heads", "a network with heads removed");
        reader.CheckHeads(spec, "num_attention_heads");
        return spec;
    }

    /// <summary>The padding token that positions are counted from, with the positions that leaves.</summary>
    public static EncoderSpec CountFrom(ConfigReader reader, EncoderSpec spec, int paddingId)
    {
        if (paddingId < spec.MaxPositions - 1)
        {
            return spec with { PaddingId = paddingId };
        }

        reader.Report(
            "max_position_embeddings",
            $"found {spec.MaxPositions} positions, expected more than {(long)paddingId + 1}: this family counts them from the padding token's id, {paddingId}, on");
        return spec;
    }

    private static string NameOf(Activation activation) => ActivationNames.All.First(pair => pair.Value == activation).Key;
}
