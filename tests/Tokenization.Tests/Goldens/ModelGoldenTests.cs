using System.Text.Json;
using Sememe.Testing;

namespace Sememe.Tokenization.Tests.Goldens;

/// <summary>Ids and places of every case of the model goldens, from tokenizer.json, and from the SentencePiece model where transformers wrote the one from the other.</summary>
public sealed class ModelGoldenTests
{
    public static TheoryData<string, bool> Models { get; } = new()
    {
        { "albert", false }, { "albert", true }, { "albert-v1", false }, { "albert-groups", false }, { "albert-mlm", false }, { "albert-seqcls", true },
        { "xlm-roberta", false }, { "xlm-roberta", true }, { "xlm-roberta-seqcls", false }, { "xlm-roberta-tokencls", false },
        { "deberta-v2", false }, { "deberta-v2", true }, { "st-meansqrt", false }, { "st-prompts", false },
    };

    [SharedTheory, MemberData(nameof(Models))]
    public void Encode_equals_transformers_in_ids_and_offsets(string name, bool fromSentencePiece)
    {
        string folder = TestPaths.InShared("models", name);
        Tokenizer tokenizer = fromSentencePiece
            ? TokenizerFolders.Compile(Compiler.Tokenizers.TokenizerSpecifier.Specify(TokenizerFolders.ReadClassicFiles(folder)).Specification!)
            : TokenizerFolders.Open(folder);
        using JsonDocument goldens = JsonDocument.Parse(File.ReadAllBytes(TestPaths.InShared("goldens", "models", name + ".json")));
        EncodeOptions options = new() { MaxTokens = goldens.RootElement.GetProperty("max_length").GetInt32(), Truncation = TruncationStrategy.LongestFirst };
        Differences differences = new();
        foreach (JsonElement item in goldens.RootElement.GetProperty("cases").EnumerateArray())
        {
            string text = (item.TryGetProperty("full_text", out JsonElement full) ? full : item.GetProperty("text")).GetString()!;
            string? pair = item.TryGetProperty("pair", out JsonElement other) ? other.GetString() : null;
            EncodedText encoded = string.IsNullOrEmpty(pair) ? tokenizer.Encode(text, options) : tokenizer.EncodePair(text, pair, options);
            differences.Compare("ids", text, item.Numbers("input_ids"), encoded.Ids);
            int[] offsets = [.. item.GetProperty("offsets").EnumerateArray().SelectMany(static range => range.EnumerateArray().Select(static place => place.GetInt32()))];
            differences.Compare("offsets", text, offsets, [.. encoded.Offsets.SelectMany(static range => new[] { range.Start, range.End })]);
        }

        differences.AssertNone(atLeast: 16);
    }
}
