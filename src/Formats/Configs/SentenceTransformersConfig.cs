using Sememe.Formats.Json;

namespace Sememe.Formats.Configs;

/// <summary><c>config_sentence_transformers.json</c>.</summary>
/// <param name="File">Name of the file, for messages.</param>
/// <param name="Prompts">Name and text of each prompt, in the order of the file.</param>
/// <param name="DefaultPromptName">The prompt that is put before a text when none is named.</param>
/// <param name="SimilarityFunction"><c>cosine</c>, <c>dot</c>, <c>euclidean</c>, <c>manhattan</c>.</param>
/// <param name="TruncateDimensions">How many numbers of a vector are kept.</param>
internal sealed record SentenceTransformersConfig(
    string File,
    KeyValuePair<Located<string>, Located<string>>[] Prompts,
    Located<string>? DefaultPromptName,
    Located<string>? SimilarityFunction,
    Located<int>? TruncateDimensions)
{
    public const string FileName = "config_sentence_transformers.json";

    /// <summary>Reads the file.</summary>
    /// <exception cref="ModelFormatException">Not JSON, or a value is of the wrong kind.</exception>
    public static SentenceTransformersConfig Read(string file, string text)
    {
        JsonValue root = JsonText.Parse(file, text).Root;
        _ = root.GetMembers();
        return new SentenceTransformersConfig(file, ReadPrompts(root), root.OptionalString("default_prompt_name"), root.OptionalString("similarity_fn_name"), root.OptionalInt32("truncate_dim"));
    }

    private static KeyValuePair<Located<string>, Located<string>>[] ReadPrompts(JsonValue root)
    {
        List<KeyValuePair<Located<string>, Located<string>>> prompts = [];
        if (root.TryGetStated("prompts", out JsonValue value))
        {
            foreach (JsonMember member in value.GetMembers())
            {
                prompts.Add(new(member.Key.LocateString(), member.Value.LocateString()));
            }
        }

        return [.. prompts];
    }
}
