using Sememe.Formats.Json;

namespace Sememe.Formats.Tokenizers;

/// <summary><c>tokenizer.json</c> of Hugging Face <c>tokenizers</c>: one record per component, as the file has it.</summary>
internal sealed record TokenizerJson
{
    public const string FileName = "tokenizer.json";

    /// <summary>Name of the file, for messages.</summary>
    public required string File { get; init; }

    public required AddedTokenJson[] AddedTokens { get; init; }

    /// <summary>Null when the file has none, as with all components but the model.</summary>
    public required ComponentJson? Normalizer { get; init; }

    public required ComponentJson? PreTokenizer { get; init; }

    public required ComponentJson Model { get; init; }

    public required ComponentJson? PostProcessor { get; init; }

    public required ComponentJson? Decoder { get; init; }

    public required TruncationJson? Truncation { get; init; }

    public required PaddingJson? Padding { get; init; }

    /// <summary>Reads the file. Components that this version has no record for become an <see cref="OtherComponentJson"/>; whether that is an error is the caller's question.</summary>
    /// <exception cref="ModelFormatException">Not JSON, a Git LFS pointer, a mandatory field is missing, or a value is of the wrong kind.</exception>
    public static TokenizerJson Read(string file, string text)
    {
        GitLfs.RefusePointer(file, text);
        JsonText json = JsonText.Parse(file, text);
        JsonSurrogates.RefuseHalves(json);
        JsonValue root = json.Root;
        _ = root.GetMembers();
        if (root.TryGetStated("version", out JsonValue version) && !version.StringEquals("1.0"))
        {
            throw version.Unexpected("\"1.0\", the only version of tokenizer.json there is");
        }

        return new TokenizerJson
        {
            File = file,
            AddedTokens = root.TryGetStated("added_tokens", out JsonValue tokens) ? ReadAddedTokens(tokens) : [],
            Normalizer = ReadComponent(root, "normalizer", NormalizerReader.Read),
            PreTokenizer = ReadComponent(root, "pre_tokenizer", PreTokenizerReader.Read),
            Model = ModelReader.Read(root.GetMember("model")),
            PostProcessor = ReadComponent(root, "post_processor", PostProcessorReader.Read),
            Decoder = ReadComponent(root, "decoder", DecoderReader.Read),
            Truncation = root.TryGetStated("truncation", out JsonValue truncation) ? TruncationJson.Read(truncation) : null,
            Padding = root.TryGetStated("padding", out JsonValue padding) ? PaddingJson.Read(padding) : null,
        };
    }

    private static ComponentJson? ReadComponent(JsonValue root, string name, Func<JsonValue, ComponentJson> read) =>
        root.TryGetStated(name, out JsonValue value) ? read(value) : null;

    private static AddedTokenJson[] ReadAddedTokens(JsonValue tokens)
    {
        List<AddedTokenJson> list = [];
        foreach (JsonValue token in tokens.GetItems())
        {
            list.Add(AddedTokenJson.Read(token));
        }

        return [.. list];
    }
}
