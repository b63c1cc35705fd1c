using System.Text.Json;
using System.Text.Json.Nodes;
using Sememe.Tokenization.Tests.Goldens;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Tests.Steps;

/// <summary>Every post-processor alone, with every option, behind ByteLevel with and without a prefix: all that Hugging Face's own build gives for texts and pairs.</summary>
public sealed class PostProcessorStepTests
{
    private static readonly StepCases s_steps = new("post-processors.jsonl");

    public static TheoryData<string> Names { get; } = s_steps.Names;

    [Theory, MemberData(nameof(Names))]
    public void A_post_processor_equals_hugging_face(string step)
    {
        Differences differences = new();
        foreach (CodePath path in Enum.GetValues<CodePath>())
        {
            foreach (bool prefix in new[] { false, true })
            {
                JsonObject before = new() { ["type"] = "ByteLevel", ["add_prefix_space"] = prefix, ["trim_offsets"] = true, ["use_regex"] = true };
                Tokenizer tokenizer = s_steps.Open(step, "post_processor", LettersModel(), path, before, Mark());
                foreach (JsonElement row in s_steps[step].Where(row => row.GetProperty("prefix").GetBoolean() == prefix))
                {
                    Compare(tokenizer, row, differences);
                }
            }
        }

        differences.AssertNone(atLeast: 200);
    }

    private static void Compare(Tokenizer tokenizer, JsonElement row, Differences differences)
    {
        string first = row.GetProperty("text").GetString()!;
        string? second = row.GetProperty("pair").GetString();
        EncodeOptions options = new() { OmitSpecialTokens = !row.GetProperty("special").GetBoolean() };
        EncodedText encoded = second is null ? tokenizer.Encode(first, options) : tokenizer.EncodePair(first, second, options);
        string text = $"{first} | {second}";
        differences.Compare("ids", text, row.Numbers("ids"), encoded.Ids);
        differences.Compare("types", text, row.Numbers("types"), encoded.TypeIds);
        differences.Compare("mask", text, row.Numbers("mask"), encoded.SpecialTokensMask);
        differences.Compare("words", text, row.Numbers("words"), encoded.WordIds);
        differences.Compare("sequences", text, row.Numbers("sequences"), encoded.SequenceIds);

        // All characters of these texts are single code units.
        differences.Compare("offsets", text, row.Numbers("offsets"), [.. encoded.Offsets.SelectMany(static range => new[] { range.Start, range.End })]);
    }

    /// <summary>An added token that takes blanks along.</summary>
    private static JsonObject Mark() => new()
    {
        ["id"] = 264, ["content"] = "<m>", ["single_word"] = false, ["lstrip"] = true, ["rstrip"] = true, ["normalized"] = false, ["special"] = true,
    };

    /// <summary>Bytes in the order of the characters that stand for them, a few merges that trimming has to do with, and special tokens.</summary>
    private static JsonObject LettersModel()
    {
        JsonObject vocabulary = [];
        string[][] merges = [["Ġ", "a"], ["Ġ", "Ġ"], ["b", "Ġ"], ["Ġ", "b"], ["Ċ", "Ċ"], ["Ġ", "Ċ"]];
        IEnumerable<string> letters = Enumerable.Range(0, 0x200).Where(static c => ByteLevelAlphabet.ByteOf((uint)c) >= 0).Select(static c => ((char)c).ToString());
        foreach (string token in letters.Concat(merges.Select(static merge => merge[0] + merge[1])).Concat(["<s>", "</s>", "<m>"]))
        {
            vocabulary[token] = vocabulary.Count;
        }

        return new JsonObject
        {
            ["type"] = "BPE", ["dropout"] = null, ["unk_token"] = null, ["continuing_subword_prefix"] = null, ["end_of_word_suffix"] = null, ["fuse_unk"] = false, ["byte_fallback"] = false,
            ["ignore_merges"] = false, ["vocab"] = vocabulary, ["merges"] = JsonSerializer.SerializeToNode(merges),
        };
    }
}
