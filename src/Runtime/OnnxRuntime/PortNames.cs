using System.Globalization;
using Sememe.Backends;

namespace Sememe.OnnxRuntime;

/// <summary>Names of inputs and outputs as exporters (Optimum, sentence-transformers) write them and our own graphs have them.</summary>
internal static class PortNames
{
    public const string TokenIds = "input_ids";
    public const string AttentionMask = "attention_mask";
    public const string TypeIds = "token_type_ids";
    public const string PositionIds = "position_ids";

    /// <summary>[tokens × word length] of our own graphs that take the characters of words.</summary>
    public const string Characters = "characters";

    public const string Logits = "logits";
    public const string StartLogits = "start_logits";
    public const string EndLogits = "end_logits";

    /// <summary>[1 × tokens × hidden] what a decoder attends to.</summary>
    public const string SourceStates = "encoder_hidden_states";

    /// <summary>[1 × tokens] which of these it sees.</summary>
    public const string SourceMask = "encoder_attention_mask";

    /// <summary>Of a file with two graphs: whether the one that takes keys and values is to run.</summary>
    public const string HasPast = "use_cache_branch";

    private const string HiddenStatePrefix = "hidden_states.";
    private const string PastPrefix = "past_key_values.";
    private const string PresentPrefix = "present.";
    private const string OfTexts = ".decoder";
    private const string OfSource = ".encoder";
    private const string KeySuffix = ".key";
    private const string ValueSuffix = ".value";

    /// <summary>What exporters call the last hidden state, the most explicit name first.</summary>
    public static IReadOnlyList<string> LastHiddenState { get; } = ["last_hidden_state", "token_embeddings"];

    /// <summary>The output of one layer, 0 for the embeddings.</summary>
    public static string HiddenState(int layer) => HiddenStatePrefix + layer.ToString(CultureInfo.InvariantCulture);

    /// <summary>The input of keys or values of the tokens before.</summary>
    /// <param name="tensor">2 · layer for keys, one more for values.</param>
    public static string Past(int tensor) => Tensor(PastPrefix, tensor);

    /// <summary>The output of keys or values of all tokens so far.</summary>
    /// <param name="tensor">2 · layer for keys, one more for values.</param>
    public static string Present(int tensor) => Tensor(PresentPrefix, tensor);

    /// <summary>A decoder's input of keys or values of its texts' tokens before.</summary>
    public static string PastOfTexts(int tensor) => Tensor(PastPrefix, tensor, OfTexts);

    /// <summary>A decoder's output of keys or values of all of its texts' tokens so far.</summary>
    public static string PresentOfTexts(int tensor) => Tensor(PresentPrefix, tensor, OfTexts);

    /// <summary>A decoder's input of keys or values of the source.</summary>
    public static string PastOfSource(int tensor) => Tensor(PastPrefix, tensor, OfSource);

    /// <summary>The output of keys or values of the source.</summary>
    public static string PresentOfSource(int tensor) => Tensor(PresentPrefix, tensor, OfSource);

    /// <summary>The keys or values that an input takes.</summary>
    public static bool TryParsePast(string name, out int tensor) => TryParseTensor(name, PastPrefix, out tensor);

    /// <summary>The keys or values that an output gives.</summary>
    public static bool TryParsePresent(string name, out int tensor) => TryParseTensor(name, PresentPrefix, out tensor);

    /// <summary>The layer that an output is the hidden state of.</summary>
    public static bool TryParseHiddenState(string name, out int layer)
    {
        layer = -1;
        return name.StartsWith(HiddenStatePrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(HiddenStatePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out layer);
    }

    private static string Tensor(string prefix, int tensor, string whose = "") =>
        prefix + (tensor / 2).ToString(CultureInfo.InvariantCulture) + whose + (tensor % 2 == 0 ? KeySuffix : ValueSuffix);

    private static bool TryParseTensor(string name, string prefix, out int tensor)
    {
        tensor = -1;
        bool isValue = name.EndsWith(ValueSuffix, StringComparison.Ordinal);
        string suffix = isValue ? ValueSuffix : KeySuffix;
        if (name.Length <= prefix.Length + suffix.Length || !name.StartsWith(prefix, StringComparison.Ordinal) || !name.EndsWith(suffix, StringComparison.Ordinal)
            || !int.TryParse(name.AsSpan(prefix.Length, name.Length - prefix.Length - suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int layer)
            || layer >= LayerSet.MaxLayer)
        {
            return false;
        }

        tensor = (2 * layer) + (isValue ? 1 : 0);
        return true;
    }
}
