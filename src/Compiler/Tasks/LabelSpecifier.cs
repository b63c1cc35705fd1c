using Sememe.Compiler.Collections;
using Sememe.Compiler.Findings;
using Sememe.Formats;
using Sememe.Formats.Configs;
using Sememe.Formats.Json;

namespace Sememe.Compiler.Tasks;

/// <summary>id2label, label2id and num_labels of config.json → the labels, as transformers takes them.</summary>
internal static class LabelSpecifier
{
    private const int UsualCount = 2;

    // Where labels have gaps: what a slip of the hand may write must not become an array.
    private const int MostLabels = 1000;

    /// <summary>The labels in the order of their numbers; what contradicts them is a finding.</summary>
    public static EquatableArray<LabelSpec> Specify(ModelConfig config, FindingList findings)
    {
        Located<int>? stated = config.Root.OptionalInt32("num_labels");
        if (config.Labels is not { Count: > 0 } labels)
        {
            int count = Math.Max(1, stated?.Value ?? UsualCount);
            return LabelIdentifiers.Of([.. Enumerable.Range(0, count).Select(static id => $"LABEL_{id}")]);
        }

        if (stated is { } number && number.Value != labels.Count)
        {
            findings.Add(FindingIds.Contradiction, config.File, number, $"found \"num_labels\" {number.Value}, expected {labels.Count}, the number of labels in \"id2label\"");
        }

        if (labels.Any(label => label.Key >= labels.Count))
        {
            return WithGap(config, labels, findings);
        }

        CheckInverse(config, labels, findings);
        return LabelIdentifiers.Of([.. labels.OrderBy(static label => label.Key).Select(static label => label.Value.Value)]);
    }

    /// <summary>How many labels the file says there are, and where; null when it says nothing.</summary>
    public static Located<int>? StatedCount(ModelConfig config) =>
        config.Labels is { } labels && config.Root.TryGetStated("id2label", out JsonValue value)
            ? new Located<int>(labels.Count, value.Position)
            : config.Root.OptionalInt32("num_labels");

    /// <summary>A label that is left out is one mistake: that "label2id" and the weights know it follows.</summary>
    private static EquatableArray<LabelSpec> WithGap(ModelConfig config, IReadOnlyDictionary<int, Located<string>> labels, FindingList findings)
    {
        foreach (KeyValuePair<int, Located<string>> label in labels.Where(label => label.Key >= labels.Count))
        {
            findings.Add(FindingIds.Contradiction, config.File, label.Value, $"found label {label.Key} among {labels.Count}, expected numbers from 0 to {labels.Count - 1}, each once");
        }

        int count = Math.Min(labels.Keys.Max(), MostLabels - 1) + 1;
        return LabelIdentifiers.Of([.. Enumerable.Range(0, count).Select(id => labels.TryGetValue(id, out Located<string> label) ? label.Value : $"LABEL_{id}")]);
    }

    private static void CheckInverse(ModelConfig config, IReadOnlyDictionary<int, Located<string>> labels, FindingList findings)
    {
        if (!config.Root.TryGetStated("label2id", out JsonValue inverse) || inverse.Kind != JsonKind.Object)
        {
            return;
        }

        foreach (JsonMember member in inverse.GetMembers())
        {
            if (!member.Value.TryGetInt32(out int id) || !labels.TryGetValue(id, out Located<string> label) || label.Value != member.Name)
            {
                findings.Add(
                    FindingIds.Contradiction, config.File, member.Key.LocateString(), $"found \"label2id\" {member.Value.Describe()} for \"{member.Name}\", expected what \"id2label\" says");
            }
        }
    }
}
