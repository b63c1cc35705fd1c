using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary>WordLevel; all fields are mandatory.</summary>
internal sealed record WordLevelJson(VocabularyEntry[] Vocabulary, Located<string> UnknownToken, TextPosition Place) : ComponentJson(Place)
{
    /// <summary>Of files that name no type: what is left when BPE and WordPiece do not fit.</summary>
    public static bool Fits(JsonValue value) =>
        value.TryGetMember("vocab", out JsonValue vocabulary) && vocabulary.Kind == JsonKind.Object
        && !value.TryGetMember("merges", out _) && !value.TryGetMember("continuing_subword_prefix", out _) && value.TryGetMember("unk_token", out _);

    /// <exception cref="ModelFormatException">A mandatory field is missing or of the wrong kind.</exception>
    public static WordLevelJson Read(JsonValue value) =>
        new(ModelReader.ReadVocabulary(value.GetMember("vocab")), value.GetMember("unk_token").LocateString(), value.Position);
}
