using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary>A merge: two tokens that become one.</summary>
/// <param name="Left">Spelling of the first token.</param>
/// <param name="Right">Spelling of the second token.</param>
/// <param name="Place">Where the file has it.</param>
internal readonly record struct MergeEntry(string Left, string Right, TextPosition Place);

/// <summary>BPE; vocabulary and merges are mandatory. An empty prefix or suffix means none, and is null here.</summary>
internal sealed record BpeJson(VocabularyEntry[] Vocabulary, MergeEntry[] Merges, TextPosition Place) : ComponentJson(Place)
{
    public Located<string>? UnknownToken { get; init; }

    public string? ContinuingSubwordPrefix { get; init; }

    public string? EndOfWordSuffix { get; init; }

    public bool FuseUnknown { get; init; }

    public bool ByteFallback { get; init; }

    public bool IgnoreMerges { get; init; }
}

/// <summary>Reads a BPE model.</summary>
internal static class BpeReader
{
    private const string VersionMark = "#version";

    /// <exception cref="ModelFormatException">A field is missing, of the wrong kind, or asks for random tokenization.</exception>
    public static BpeJson Read(JsonValue value)
    {
        RefuseDropout(value);
        return new BpeJson(ModelReader.ReadVocabulary(value.GetMember("vocab")), ReadMerges(value.GetMember("merges")), value.Position)
        {
            UnknownToken = value.OptionalString("unk_token"),
            ContinuingSubwordPrefix = OptionalAffix(value, "continuing_subword_prefix"),
            EndOfWordSuffix = OptionalAffix(value, "end_of_word_suffix"),
            FuseUnknown = value.OptionalBoolean("fuse_unk")?.Value ?? false,
            ByteFallback = value.OptionalBoolean("byte_fallback")?.Value ?? false,
            IgnoreMerges = value.OptionalBoolean("ignore_merges")?.Value ?? false,
        };
    }

    private static void RefuseDropout(JsonValue value)
    {
        if (value.TryGetStated("dropout", out JsonValue dropout) && dropout.GetDouble() != 0)
        {
            throw dropout.Unexpected("null or 0: with dropout a text has other tokens every time");
        }
    }

    private static string? OptionalAffix(JsonValue value, string name) => value.OptionalString(name)?.Value is { Length: > 0 } affix ? affix : null;

    private static MergeEntry[] ReadMerges(JsonValue value)
    {
        List<MergeEntry> merges = new(value.Count);
        foreach (JsonValue merge in value.GetItems())
        {
            if (merge.Kind == JsonKind.Array)
            {
                merges.Add(ReadPair(merge));
            }
            else if (merge.GetString() is var line && !line.StartsWith(VersionMark, StringComparison.Ordinal))
            {
                merges.Add(Split(line, merge.Position) ?? throw merge.Unexpected("two tokens with one blank between them"));
            }
        }

        return [.. merges];
    }

    private static MergeEntry ReadPair(JsonValue merge)
    {
        if (merge.Count != 2)
        {
            throw merge.Error($"found {merge.Count} elements, expected the two tokens of a merge");
        }

        string? left = null;
        string right = "";
        foreach (JsonValue token in merge.GetItems())
        {
            if (left is null)
            {
                left = token.GetString();
            }
            else
            {
                right = token.GetString();
            }
        }

        return new MergeEntry(left!, right, merge.Position);
    }

    /// <summary>"a b"; null for anything else.</summary>
    public static MergeEntry? Split(string line, TextPosition place)
    {
        int blank = line.IndexOf(' ');
        return blank >= 0 && line.IndexOf(' ', blank + 1) < 0
            ? new MergeEntry(line.Substring(0, blank), line.Substring(blank + 1), place)
            : null;
    }
}
