using System.Text.Json;
using Sememe.Testing;

namespace Sememe.Tokenization.Tests.Goldens;

/// <summary>The ids and places that transformers fed to the models of the shared folder.</summary>
public sealed class ModelCaseTests
{
    [SharedTheory]
    [InlineData("gpt2")]
    [InlineData("gpt2-lm")]
    [InlineData("gpt2-seqcls")]
    [InlineData("modernbert")]
    [InlineData("modernbert-seqcls")]
    [InlineData("roberta")]
    [InlineData("roberta-mlm")]
    [InlineData("roberta-qa")]
    [InlineData("roberta-seqcls")]
    [InlineData("roberta-tokencls")]
    public void Inputs_equal_those_of_transformers(string name)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(TestPaths.InShared("goldens", "models", name + ".json")));
        Tokenizer tokenizer = TokenizerFolders.Open(TestPaths.InShared("models", name));
        EncodeOptions options = new() { MaxTokens = golden.RootElement.GetProperty("max_length").GetInt32() };
        Differences differences = new();
        foreach (JsonElement item in golden.RootElement.GetProperty("cases").EnumerateArray())
        {
            if (!item.TryGetProperty("text", out JsonElement text))
            {
                continue;
            }

            string first = text.GetString()!;
            EncodedText encoded = item.TryGetProperty("pair", out JsonElement pair) && pair.GetString() is { } second
                ? tokenizer.EncodePair(first, second, options)
                : tokenizer.Encode(first, options);
            differences.Compare("ids", first, item.Numbers("input_ids"), encoded.Ids);
            differences.Compare("mask", first, item.Numbers("attention_mask"), encoded.AttentionMask);
            differences.Compare("special", first, item.Numbers("special_tokens_mask"), encoded.SpecialTokensMask);
            int[] offsets = [.. item.GetProperty("offsets").EnumerateArray().SelectMany(static range => range.EnumerateArray()).Select(static place => place.GetInt32())];
            differences.Compare("offsets", first, offsets, [.. encoded.Offsets.SelectMany(static range => new[] { range.Start, range.End })]);
        }

        differences.AssertNone(atLeast: 32);
    }
}
