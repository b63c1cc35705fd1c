using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary><c>vocab.json</c>: an object of tokens and their ids.</summary>
internal static class VocabularyJson
{
    public const string FileName = "vocab.json";

    /// <summary>The entries in the file's order.</summary>
    /// <exception cref="ModelFormatException">Not JSON, a Git LFS pointer, or not an object of ids.</exception>
    public static VocabularyEntry[] Read(string file, string text)
    {
        GitLfs.RefusePointer(file, text);
        return ModelReader.ReadVocabulary(JsonText.Parse(file, text).Root);
    }
}
