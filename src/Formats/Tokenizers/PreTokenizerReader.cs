using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary>BertPreTokenizer.</summary>
internal sealed record BertPreTokenizerJson(TextPosition Place) : ComponentJson(Place);

/// <summary>ByteLevel, as a pre-tokenizer, a post-processor or a decoder.</summary>
internal sealed record ByteLevelJson(bool AddPrefixSpace, bool TrimOffsets, bool UseRegex, TextPosition Place) : ComponentJson(Place)
{
    /// <exception cref="ModelFormatException">A mandatory field is missing or of the wrong kind.</exception>
    public static ByteLevelJson Read(JsonValue value) => new(
        value.GetMember("add_prefix_space").GetBoolean(),
        value.GetMember("trim_offsets").GetBoolean(),
        value.OptionalBoolean("use_regex")?.Value ?? true,
        value.Position);
}

/// <summary>Split.</summary>
internal sealed record SplitPreTokenizerJson(PatternJson Pattern, Located<string> Behavior, bool Invert, TextPosition Place) : ComponentJson(Place);

/// <summary>Whitespace: words and what stands between them.</summary>
internal sealed record WhitespacePreTokenizerJson(TextPosition Place) : ComponentJson(Place);

/// <summary>WhitespaceSplit: cuts at white space alone.</summary>
internal sealed record WhitespaceSplitJson(TextPosition Place) : ComponentJson(Place);

/// <summary>Punctuation.</summary>
internal sealed record PunctuationJson(Located<string> Behavior, TextPosition Place) : ComponentJson(Place);

/// <summary>Digits.</summary>
internal sealed record DigitsJson(bool Individual, TextPosition Place) : ComponentJson(Place);

/// <summary>CharDelimiterSplit.</summary>
internal sealed record CharDelimiterSplitJson(string Delimiter, TextPosition Place) : ComponentJson(Place);

/// <summary>FixedLength.</summary>
internal sealed record FixedLengthJson(Located<int> Length, TextPosition Place) : ComponentJson(Place);

/// <summary>UnicodeScripts.</summary>
internal sealed record UnicodeScriptsJson(TextPosition Place) : ComponentJson(Place);

/// <summary>Reads <c>pre_tokenizer</c>.</summary>
internal static class PreTokenizerReader
{
    private static readonly string[] s_behaviors = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"];

    /// <exception cref="ModelFormatException">A mandatory field is missing or of the wrong kind.</exception>
    public static ComponentJson Read(JsonValue value) => OtherComponentJson.Of(value) switch
    {
        { Type: "BertPreTokenizer" } => new BertPreTokenizerJson(value.Position),
        { Type: "ByteLevel" } => ByteLevelJson.Read(value),
        { Type: "Split" } => new SplitPreTokenizerJson(
            PatternJson.Read(value.GetMember("pattern")), ReadBehavior(value.GetMember("behavior")), value.GetMember("invert").GetBoolean(), value.Position),
        { Type: "Whitespace" } => new WhitespacePreTokenizerJson(value.Position),
        { Type: "WhitespaceSplit" } => new WhitespaceSplitJson(value.Position),
        { Type: "Punctuation" } => new PunctuationJson(
            value.TryGetMember("behavior", out JsonValue behavior) ? ReadBehavior(behavior) : new Located<string>("Isolated", 0, 0), value.Position),
        { Type: "Digits" } => new DigitsJson(value.GetMember("individual_digits").GetBoolean(), value.Position),
        { Type: "CharDelimiterSplit" } => new CharDelimiterSplitJson(ReadCharacter(value.GetMember("delimiter")), value.Position),
        { Type: "FixedLength" } => new FixedLengthJson(ReadLength(value), value.Position),
        { Type: "UnicodeScripts" } => new UnicodeScriptsJson(value.Position),
        { Type: "Metaspace" } => MetaspaceJson.Read(value),
        { Type: "Sequence" } => SequenceJson.Read(value, "pretokenizers", Read),
        OtherComponentJson other => other,
    };

    private static Located<string> ReadBehavior(JsonValue value) =>
        Array.Exists(s_behaviors, value.StringEquals) ? value.LocateString() : throw value.Unexpected("one of " + string.Join(", ", s_behaviors));

    private static string ReadCharacter(JsonValue value) =>
        value.GetString() is var text && (text.Length == 1 || (text.Length == 2 && char.IsSurrogatePair(text[0], text[1])))
            ? text
            : throw value.Unexpected("one character");

    private static Located<int> ReadLength(JsonValue value) => value.TryGetMember("length", out JsonValue length)
        ? length.GetInt32() > 0 ? length.LocateInt32() : throw length.Unexpected("a length of at least 1")
        : new Located<int>(5, 0, 0);
}
