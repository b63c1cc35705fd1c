using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary>BertNormalizer; null for strip_accents means: as lowercase.</summary>
internal sealed record BertNormalizerJson(
    Located<bool> CleanText, Located<bool> HandleChineseChars, Located<bool>? StripAccents, Located<bool> Lowercase, TextPosition Place) : ComponentJson(Place);

/// <summary>Reads <c>normalizer</c>.</summary>
internal static class NormalizerReader
{
    /// <exception cref="ModelFormatException">A mandatory field is missing or of the wrong kind.</exception>
    public static ComponentJson Read(JsonValue value) => OtherComponentJson.Of(value) switch
    {
        { Type: "BertNormalizer" or "Bert" } => new BertNormalizerJson(
            value.GetMember("clean_text").LocateBoolean(),
            value.GetMember("handle_chinese_chars").LocateBoolean(),
            value.OptionalBoolean("strip_accents"),
            value.GetMember("lowercase").LocateBoolean(),
            value.Position),
        { Type: "NFC" } => new UnicodeFormJson(Composes: true, IsCompatible: false, value.Position),
        { Type: "NFD" } => new UnicodeFormJson(Composes: false, IsCompatible: false, value.Position),
        { Type: "NFKC" } => new UnicodeFormJson(Composes: true, IsCompatible: true, value.Position),
        { Type: "NFKD" } => new UnicodeFormJson(Composes: false, IsCompatible: true, value.Position),
        { Type: "Lowercase" or "StripAccents" or "Nmt" or "ByteLevel" } plain => new PlainNormalizerJson(plain.Type, value.Position),
        { Type: "Strip" } => new StripNormalizerJson(value.GetMember("strip_left").GetBoolean(), value.GetMember("strip_right").GetBoolean(), value.Position),
        { Type: "Replace" } => new ReplaceNormalizerJson(PatternJson.Read(value.GetMember("pattern")), value.GetMember("content").GetString(), value.Position),
        { Type: "Prepend" } => new PrependNormalizerJson(value.GetMember("prepend").GetString(), value.Position),
        { Type: "Precompiled" } => new PrecompiledJson(value.GetMember("precompiled_charsmap").LocateString(), value.Position),
        { Type: "Sequence" } => SequenceJson.Read(value, "normalizers", Read),
        OtherComponentJson other => other,
    };
}
