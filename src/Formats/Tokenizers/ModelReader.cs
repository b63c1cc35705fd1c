using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary>An entry of a vocabulary that is an object.</summary>
/// <param name="Token">Its spelling.</param>
/// <param name="Id">Its id.</param>
/// <param name="Source">Where the id stands.</param>
internal readonly record struct VocabularyEntry(string Token, int Id, JsonValue Source);

/// <summary>WordPiece; all fields are mandatory.</summary>
internal sealed record WordPieceJson(
    VocabularyEntry[] Vocabulary, Located<string> UnknownToken, Located<string> ContinuingSubwordPrefix, Located<int> MaxInputCharsPerWord, TextPosition Place)
    : ComponentJson(Place);

/// <summary>Reads <c>model</c>.</summary>
internal static class ModelReader
{
    /// <summary>Old files name no type; Hugging Face then takes the first model whose fields fit: BPE, WordPiece, WordLevel, Unigram.</summary>
    /// <exception cref="ModelFormatException">A mandatory field is missing or of the wrong kind.</exception>
    public static ComponentJson Read(JsonValue value)
    {
        OtherComponentJson other = OtherComponentJson.Of(value);
        if (other.Type == "BPE" || (other.Type is null && value.TryGetMember("merges", out _)))
        {
            return BpeReader.Read(value);
        }

        if (other.Type == "WordLevel" || (other.Type is null && WordLevelJson.Fits(value)))
        {
            return WordLevelJson.Read(value);
        }

        if (other.Type == "Unigram" || (other.Type is null && UnigramJson.Fits(value)))
        {
            return UnigramJson.Read(value);
        }

        bool isWordPiece = other.Type == "WordPiece"
            || (other.Type is null && !value.TryGetMember("merges", out _) && value.TryGetMember("continuing_subword_prefix", out _));
        return isWordPiece
            ? new WordPieceJson(
                ReadVocabulary(value.GetMember("vocab")),
                value.GetMember("unk_token").LocateString(),
                value.GetMember("continuing_subword_prefix").LocateString(),
                value.GetMember("max_input_chars_per_word").LocateInt32(),
                value.Position)
            : other;
    }

    /// <exception cref="ModelFormatException">Not an object of token ids.</exception>
    public static VocabularyEntry[] ReadVocabulary(JsonValue value)
    {
        JsonMembers members = value.GetMembers();
        VocabularyEntry[] entries = new VocabularyEntry[value.Count];
        int count = 0;
        foreach (JsonMember member in members)
        {
            int id = member.Value.GetInt32();
            if (id < 0)
            {
                throw member.Value.Unexpected("a token id of at least 0");
            }

            entries[count++] = new VocabularyEntry(member.Name, id, member.Value);
        }

        return entries;
    }
}
