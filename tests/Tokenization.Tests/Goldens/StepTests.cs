using System.Text.Json;
using Sememe.Testing;

namespace Sememe.Tokenization.Tests.Goldens;

/// <summary>Small tokenizers, one per composition of steps found in published files: equal to Hugging Face on every golden, on both code paths.</summary>
public sealed class StepTests
{
    private static readonly string[] s_names =
    [
        "added-tokens", "bpe-prefix", "byte-level-no-pattern", "byte-level-normalizer", "byte-level-prefix", "cl100k-like", "clip-like", "delimiter", "gemma-like",
        "gpt2-pattern-split", "llama2-like", "llama3-like", "mistral-like", "o200k-like", "openai-gpt-like", "punctuation-contiguous", "punctuation-isolated",
        "punctuation-merged-with-next", "punctuation-merged-with-previous", "punctuation-removed", "qwen2-like", "split-digits", "split-string-contiguous",
        "split-string-isolated", "split-string-merged-with-next", "split-string-merged-with-previous", "split-string-removed", "starcoder-like", "t5-like",
        "unigram-metaspace-never", "unigram-scripts", "wordlevel-split", "wordlevel-whitespace", "wordpiece-template",
    ];

    public static TheoryData<string, CodePath> Names { get; } = List();

    [SharedTheory, MemberData(nameof(Names))]
    public void Encode_equals_hugging_face_in_ids_offsets_and_word_ids(string name, CodePath path)
    {
        Tokenizer tokenizer = Open(name, path);
        Differences differences = new();
        foreach (JsonElement row in GoldenFiles.Rows(Path.Combine("steps", name), "encode"))
        {
            string text = GoldenFiles.Texts[row.GetProperty("n").GetString()!];
            EncodedText encoded = tokenizer.Encode(text);
            differences.Compare("ids", text, row.Numbers("ids"), encoded.Ids);
            differences.Compare("offsets", text, row.Numbers("off"), Flatten(encoded.Offsets));
            differences.Compare("word ids", text, row.Numbers("w"), encoded.WordIds);
            int[] ids = new int[encoded.Ids.Length];
            differences.Compare("ids alone", text, encoded.Ids, ids[..tokenizer.Encode(text, ids)]);
        }

        differences.AssertNone(atLeast: 1400);
    }

    [SharedTheory, MemberData(nameof(Names))]
    public void Pairs_equal_hugging_face(string name, CodePath path)
    {
        Tokenizer tokenizer = Open(name, path);
        Differences differences = new();
        foreach (JsonElement row in GoldenFiles.Rows(Path.Combine("steps", name), "pairs"))
        {
            string first = GoldenFiles.Texts[row.GetProperty("a").GetString()!];
            string second = GoldenFiles.Texts[row.GetProperty("b").GetString()!];
            EncodedText encoded = tokenizer.EncodePair(first, second);
            string text = first + " | " + second;
            differences.Compare("ids", text, row.Numbers("ids"), encoded.Ids);
            differences.Compare("types", text, row.Numbers("types"), encoded.TypeIds);
            differences.Compare("special", text, row.Numbers("special"), encoded.SpecialTokensMask);
            differences.Compare("sequences", text, row.Numbers("seq"), encoded.SequenceIds);
            differences.Compare("offsets", text, row.Numbers("off"), Flatten(encoded.Offsets));
        }

        differences.AssertNone(atLeast: 100);
    }

    [SharedTheory, MemberData(nameof(Names))]
    public void Decode_equals_hugging_face(string name, CodePath path)
    {
        Tokenizer tokenizer = Open(name, path);
        Differences differences = new();
        foreach (JsonElement row in GoldenFiles.Rows(Path.Combine("steps", name), "decode"))
        {
            int[] ids = row.Numbers("ids");
            string text = string.Join(' ', ids);
            differences.Compare("kept", text, row.GetProperty("keep").GetString()!.ToCharArray(), tokenizer.Decode(ids, SpecialTokenHandling.Keep).ToCharArray());
            differences.Compare("skipped", text, row.GetProperty("skip").GetString()!.ToCharArray(), tokenizer.Decode(ids).ToCharArray());
        }

        differences.AssertNone(atLeast: 200);
    }

    private static Tokenizer Open(string name, CodePath path) => TokenizerFolders.Open(TokenizerFolders.Shared(Path.Combine("steps", name)), path);

    private static int[] Flatten(IEnumerable<TextRange> offsets) => [.. offsets.SelectMany(static range => new[] { range.Start, range.End })];

    private static TheoryData<string, CodePath> List()
    {
        TheoryData<string, CodePath> data = [];
        foreach (string name in s_names)
        {
            data.Add(name, CodePath.Vectorized);
            data.Add(name, CodePath.Scalar);
        }

        return data;
    }
}
