using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sememe.Testing;
using Sememe.Tokenization.Tests.Differential;
using Sememe.Tokenization.Tests.Goldens;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Tests.Steps;

/// <summary>
/// Every normalizer and every pre-tokenizer alone, with every option: the words that it leaves and the place of every character, as Hugging Face's own build gives them.
/// The model gives every byte a token.
/// </summary>
public sealed class NormalizerAndPreTokenizerStepTests
{
    private const byte ContinuationMask = 0xC0;
    private const byte Continuation = 0x80;

    private static readonly StepCases s_normalizers = new("normalizers.jsonl");
    private static readonly StepCases s_charsmaps = new("charsmaps.jsonl");
    private static readonly StepCases s_preTokenizers = new("pre-tokenizers.jsonl");

    public static TheoryData<string> Normalizers { get; } = s_normalizers.Names;

    public static TheoryData<string> Charsmaps { get; } = s_charsmaps.Names;

    public static TheoryData<string> PreTokenizers { get; } = s_preTokenizers.Names;

    [Theory, MemberData(nameof(Normalizers))]
    public void A_normalizer_equals_hugging_face(string step) => Compare(s_normalizers, step, "normalizer");

    [SharedTheory, MemberData(nameof(Charsmaps))]
    public void A_charsmap_equals_hugging_face(string step) => Compare(s_charsmaps, step, "normalizer");

    [Theory, MemberData(nameof(PreTokenizers))]
    public void A_pre_tokenizer_equals_hugging_face(string step) => Compare(s_preTokenizers, step, "pre_tokenizer");

    private static void Compare(StepCases steps, string step, string field)
    {
        Differences differences = new();
        bool isByteLevel = field == "pre_tokenizer" && steps.Json(step).Contains("\"ByteLevel\"", StringComparison.Ordinal);
        Encoding spelling = isByteLevel ? Encoding.Latin1 : Encoding.UTF8;
        foreach (CodePath path in Enum.GetValues<CodePath>())
        {
            Tokenizer tokenizer = steps.Open(step, field, BytesModel(isByteLevel), path);
            IReadOnlyList<JsonElement> cases = steps[step];
            for (int i = 0; i < cases.Count; i++)
            {
                string text = steps.Texts[i];
                EncodedText encoded = tokenizer.Encode(text);
                differences.Compare($"words, {path}", text, [.. cases[i].GetProperty("pieces").EnumerateArray().Select(static piece => piece.GetString()!)], Words(encoded, spelling));
                int[] offsets = cases[i].TryGetProperty("offsets", out _) ? cases[i].Numbers("offsets") : [.. Enumerable.Range(0, text.EnumerateRunes().Count()).SelectMany(static at => new[] { at, at + 1 })];
                differences.Compare($"offsets, {path}", text, offsets, Offsets(text, encoded));
                int[] alone = new int[encoded.Ids.Length];
                differences.Compare($"ids alone, {path}", text, encoded.Ids, alone[..tokenizer.Encode(text, alone)]);
                byte[] utf8 = Encoding.UTF8.GetBytes(text);
                differences.Compare($"ids of bytes, {path}", text, encoded.Ids, alone[..tokenizer.Encode(utf8, alone)]);
            }
        }

        differences.AssertNone(atLeast: 8 * steps.Texts.Length);
        Assert.Equal(steps.Texts.Length, steps[step].Count);
    }

    /// <summary>The texts of the words.</summary>
    private static string[] Words(EncodedText encoded, Encoding spelling) =>
        [.. encoded.Ids.Zip(encoded.WordIds).GroupBy(static token => token.Second).Select(word => spelling.GetString([.. word.Select(static token => (byte)token.First)]))];

    /// <summary>The places of characters in code points; bytes behind the first of a character only where they have another place than the one before.</summary>
    private static int[] Offsets(string text, EncodedText encoded)
    {
        int[] places = CodePoints.Of(text, encoded.Offsets);
        List<int> offsets = [];
        for (int i = 0; i < encoded.Ids.Length; i++)
        {
            bool continues = (encoded.Ids[i] & ContinuationMask) == Continuation;
            if (!continues || i == 0 || encoded.Offsets[i] != encoded.Offsets[i - 1])
            {
                offsets.AddRange([places[2 * i], places[(2 * i) + 1]]);
            }
        }

        return [.. offsets];
    }

    /// <summary>A token per byte, spelled as byte_fallback or as ByteLevel does.</summary>
    private static JsonObject BytesModel(bool isByteLevel)
    {
        JsonObject vocabulary = [];
        for (int value = 0; value < 256; value++)
        {
            vocabulary[isByteLevel ? ((char)ByteLevelAlphabet.CharacterOf((byte)value)).ToString() : $"<0x{value:X2}>"] = value;
        }

        return new JsonObject
        {
            ["type"] = "BPE", ["dropout"] = null, ["unk_token"] = null, ["continuing_subword_prefix"] = null, ["end_of_word_suffix"] = null, ["fuse_unk"] = false, ["byte_fallback"] = !isByteLevel,
            ["ignore_merges"] = false, ["vocab"] = vocabulary, ["merges"] = new JsonArray(),
        };
    }
}
