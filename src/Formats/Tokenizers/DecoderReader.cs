using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary>WordPiece decoder.</summary>
internal sealed record WordPieceDecoderJson(Located<string> Prefix, bool Cleanup, TextPosition Place) : ComponentJson(Place);

/// <summary>BPEDecoder.</summary>
internal sealed record BpeDecoderJson(string Suffix, TextPosition Place) : ComponentJson(Place);

/// <summary>ByteFallback decoder.</summary>
internal sealed record ByteFallbackDecoderJson(TextPosition Place) : ComponentJson(Place);

/// <summary>Fuse decoder.</summary>
internal sealed record FuseDecoderJson(TextPosition Place) : ComponentJson(Place);

/// <summary>Replace decoder.</summary>
internal sealed record ReplaceDecoderJson(PatternJson Pattern, string Content, TextPosition Place) : ComponentJson(Place);

/// <summary>Strip decoder.</summary>
internal sealed record StripDecoderJson(string Content, int Start, int Stop, TextPosition Place) : ComponentJson(Place);

/// <summary>CTC decoder.</summary>
internal sealed record CtcDecoderJson(string PadToken, string WordDelimiterToken, bool Cleanup, TextPosition Place) : ComponentJson(Place);

/// <summary>Reads <c>decoder</c>.</summary>
internal static class DecoderReader
{
    /// <exception cref="ModelFormatException">A mandatory field is missing or of the wrong kind.</exception>
    public static ComponentJson Read(JsonValue value) => OtherComponentJson.Of(value) switch
    {
        { Type: "WordPiece" } => new WordPieceDecoderJson(value.GetMember("prefix").LocateString(), value.GetMember("cleanup").GetBoolean(), value.Position),
        { Type: "ByteLevel" } => ByteLevelJson.Read(value),
        { Type: "BPEDecoder" } => new BpeDecoderJson(value.GetMember("suffix").GetString(), value.Position),
        { Type: "ByteFallback" } => new ByteFallbackDecoderJson(value.Position),
        { Type: "Fuse" } => new FuseDecoderJson(value.Position),
        { Type: "Replace" } => new ReplaceDecoderJson(PatternJson.Read(value.GetMember("pattern")), value.GetMember("content").GetString(), value.Position),
        { Type: "Strip" } => new StripDecoderJson(
            ReadCharacter(value.GetMember("content")), value.GetMember("start").LocateCount().Value, value.GetMember("stop").LocateCount().Value, value.Position),
        { Type: "CTC" } => new CtcDecoderJson(
            value.GetMember("pad_token").GetString(), value.GetMember("word_delimiter_token").GetString(), value.GetMember("cleanup").GetBoolean(), value.Position),
        { Type: "Metaspace" } => MetaspaceJson.Read(value),
        { Type: "Sequence" } => SequenceJson.Read(value, "decoders", Read),
        OtherComponentJson other => other,
    };

    private static string ReadCharacter(JsonValue value) =>
        value.GetString() is var text && (text.Length == 1 || (text.Length == 2 && char.IsSurrogatePair(text[0], text[1])))
            ? text
            : throw value.Unexpected("one character");
}
