using System.Globalization;

namespace Sememe.OnnxRuntime;

/// <summary>Names of inputs and outputs as exporters (Optimum, sentence-transformers) write them and our own graphs have them.</summary>
internal static class PortNames
{
    public const string TokenIds = "input_ids";
    public const string AttentionMask = "attention_mask";
    public const string TypeIds = "token_type_ids";
    public const string PositionIds = "position_ids";

    public const string Logits = "logits";
    public const string StartLogits = "start_logits";
    public const string EndLogits = "end_logits";

    private const string HiddenStatePrefix = "hidden_states.";

    /// <summary>What exporters call the last hidden state, the most explicit name first.</summary>
    public static IReadOnlyList<string> LastHiddenState { get; } = ["last_hidden_state", "token_embeddings"];

    /// <summary>The output of one layer, 0 for the embeddings.</summary>
    public static string HiddenState(int layer) => HiddenStatePrefix + layer.ToString(CultureInfo.InvariantCulture);

    /// <summary>The layer that an output is the hidden state of.</summary>
    public static bool TryParseHiddenState(string name, out int layer)
    {
        layer = -1;
        return name.StartsWith(HiddenStatePrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(HiddenStatePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out layer);
    }
}
