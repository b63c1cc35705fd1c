using Sememe.CompilerServices;
using Sememe.Families;

namespace Sememe.Generator.Emit;

/// <summary>The specification of a network as the object initializer that generated code holds: what is as the defaults say is left out.</summary>
internal static class EncoderLiteral
{
    private const string Namespace = "global::Sememe.CompilerServices.";

    // Its switches are all as the defaults say.
    private static readonly EncoderSpec s_defaults = BertKeys.Defaults;

    /// <summary>The members, one a line.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="indent">What stands before every line but the first.</param>
    public static string Members(EncoderSpec spec, string indent) => string.Join("\n" + indent, Lines(spec));

    private static IEnumerable<string> Lines(EncoderSpec spec) =>
    [
        $"Family = {StringLiteral.Of(spec.Family)},",
        $"VocabularySize = {spec.VocabularySize},",
        "HiddenSize = HiddenSize,",
        "Layers = Layers,",
        $"Heads = {spec.Heads},",
        $"IntermediateSize = {spec.IntermediateSize},",
        $"MaxPositions = {spec.MaxPositions},",
        $"TokenTypes = {spec.TokenTypes},",
        $"LayerNormEpsilon = {Description.Float(spec.LayerNormEpsilon)},",
        $"Activation = {Namespace}{nameof(Activation)}.{spec.Activation},",
        .. Switches(spec).Where(static line => line.Length > 0),
    ];

    private static IEnumerable<string> Switches(EncoderSpec spec) =>
    [
        Number(nameof(spec.EmbeddingSize), spec.EmbeddingSize, s_defaults.EmbeddingSize),
        Switch(nameof(spec.HasEmbeddingNorm), spec.HasEmbeddingNorm, s_defaults.HasEmbeddingNorm),
        Choice(nameof(spec.Positions), spec.Positions, s_defaults.Positions),
        Number(nameof(spec.PaddingId), spec.PaddingId, s_defaults.PaddingId),
        Choice(nameof(spec.Norms), spec.Norms, s_defaults.Norms),
        Switch(nameof(spec.NormsLastLayer), spec.NormsLastLayer, s_defaults.NormsLastLayer),
        Switch(nameof(spec.IsCausal), spec.IsCausal, s_defaults.IsCausal),
        Switch(nameof(spec.IsGated), spec.IsGated, s_defaults.IsGated),
        spec.LocalLayers == s_defaults.LocalLayers ? "" : $"{nameof(spec.LocalLayers)} = 0x{spec.LocalLayers:X},",
        Number(nameof(spec.LocalReach), spec.LocalReach, s_defaults.LocalReach),
        Real(nameof(spec.RotaryTheta), spec.RotaryTheta, s_defaults.RotaryTheta),
        Real(nameof(spec.LocalRotaryTheta), spec.LocalRotaryTheta, s_defaults.LocalRotaryTheta),
        Number(nameof(spec.LayerGroups), spec.LayerGroups, s_defaults.LayerGroups),
        Number(nameof(spec.InnerLayers), spec.InnerLayers, s_defaults.InnerLayers),
        Number(nameof(spec.RelativeBuckets), spec.RelativeBuckets, s_defaults.RelativeBuckets),
        spec.Disentangled is { } disentangled ? $"{nameof(spec.Disentangled)} = new() {{ {Disentangled(disentangled)} }}," : "",
        Real(nameof(spec.EmbeddingScale), spec.EmbeddingScale, s_defaults.EmbeddingScale),
        spec.Decoder is { } decoder ? $"{nameof(spec.Decoder)} = new() {{ {Decoder(decoder)} }}," : "",
        spec.Elmo is { } elmo ? $"{nameof(spec.Elmo)} = new() {{ {Elmo(elmo)} }}," : "",
    ];

    private static string Elmo(ElmoSpec spec) =>
        $"{nameof(spec.WordLength)} = {spec.WordLength}, {nameof(spec.CharacterSize)} = {spec.CharacterSize}, "
        + $"{nameof(spec.Filters)} = new {Namespace}{nameof(CharacterFilter)}[] {{ {string.Join(", ", spec.Filters.Select(static filter => $"new({filter.Width}, {filter.Count})"))} }}, "
        + $"{nameof(spec.Highways)} = {spec.Highways}, {nameof(spec.CellClip)} = {Description.Float(spec.CellClip)}, {nameof(spec.ProjectionClip)} = {Description.Float(spec.ProjectionClip)}";

    private static string Decoder(DecoderSpec spec) =>
        $"{nameof(spec.VocabularySize)} = {spec.VocabularySize}, {nameof(spec.Layers)} = {spec.Layers}, {nameof(spec.Heads)} = {spec.Heads}, "
        + $"{nameof(spec.IntermediateSize)} = {spec.IntermediateSize}, {nameof(spec.HasOwnEmbeddings)} = {Word(spec.HasOwnEmbeddings)}";

    private static string Disentangled(DisentangledSpec spec) =>
        $"{nameof(spec.Span)} = {spec.Span}, {nameof(spec.BucketReach)} = {spec.BucketReach}, {nameof(spec.ContentToPosition)} = {Word(spec.ContentToPosition)}, "
        + $"{nameof(spec.PositionToContent)} = {Word(spec.PositionToContent)}, {nameof(spec.SharesProjections)} = {Word(spec.SharesProjections)}, "
        + $"{nameof(spec.NormsEmbeddings)} = {Word(spec.NormsEmbeddings)}";

    private static string Number(string name, int value, int fallback) => value == fallback ? "" : $"{name} = {value},";

    private static string Real(string name, float value, float fallback) => value.Equals(fallback) ? "" : $"{name} = {Description.Float(value)},";

    private static string Switch(string name, bool value, bool fallback) => value == fallback ? "" : $"{name} = {Word(value)},";

    private static string Choice<T>(string name, T value, T fallback)
        where T : struct, Enum => value.Equals(fallback) ? "" : $"{name} = {Namespace}{typeof(T).Name}.{value},";

    private static string Word(bool value) => value ? "true" : "false";
}
