using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Sememe.Tokenization.Tests.Goldens;

/// <summary>What Hugging Face's own build gave, row by row.</summary>
internal static class GoldenFiles
{
    private static readonly Lazy<Dictionary<string, string>> s_texts = new(static () =>
        Lines("texts").Select(static line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(static row => row.GetProperty("n").GetString()!, static row => ReadString(row.GetProperty("s"))));

    /// <summary>The texts by name.</summary>
    public static IReadOnlyDictionary<string, string> Texts => s_texts.Value;

    public static IEnumerable<JsonElement> Rows(string tokenizer, string kind) =>
        Lines(Path.Combine(tokenizer, kind)).Select(static line => JsonDocument.Parse(line).RootElement);

    public static IEnumerable<string> CodePoints(string tokenizer) => Read(Path.Combine(tokenizer, "codepoints.tsv.gz"));

    public static int[] Numbers(this JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(static number => number.GetInt32())];

    private static IEnumerable<string> Lines(string name) => Read(Exists(name + ".jsonl") ? name + ".jsonl" : name + ".jsonl.gz");

    private static bool Exists(string name) => File.Exists(PathOf(name));

    /// <summary>Goldens of <c>steps/…</c> lie beside those of the tokenizers, as the tokenizers themselves lie among them.</summary>
    private static string PathOf(string name) => name.StartsWith("steps", StringComparison.Ordinal)
        ? Sememe.Testing.TestPaths.InShared("goldens", name)
        : Sememe.Testing.TestPaths.InShared("goldens", "tokenizers", name);

    private static IEnumerable<string> Read(string name)
    {
        using FileStream file = File.OpenRead(PathOf(name));
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>JsonElement refuses lone surrogates, which some of the texts hold.</summary>
    private static string ReadString(JsonElement value)
    {
        string raw = value.GetRawText();
        return raw.Contains("\\ud", StringComparison.OrdinalIgnoreCase)
            ? Sememe.Formats.Json.JsonText.Parse("texts.jsonl", raw).Root.GetString()
            : value.GetString()!;
    }
}
