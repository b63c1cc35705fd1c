using System.Globalization;
using System.Text.Json;
using Sememe.Compiler.Tokenizers;
using Sememe.Testing;

namespace Sememe.Tokenization.Tests.Goldens;

/// <summary>Equal to Hugging Face <c>tokenizers</c> on every golden, on both code paths.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string, CodePath> Tokenizers { get; } = new()
    {
        { "bert-base-uncased", CodePath.Vectorized },
        { "bert-base-uncased", CodePath.Scalar },
        { "bert-base-multilingual-cased", CodePath.Vectorized },
        { "bert-base-multilingual-cased", CodePath.Scalar },
        { "bert-base-chinese", CodePath.Vectorized },
        { "bert-base-chinese", CodePath.Scalar },
        { "mpnet-base", CodePath.Vectorized },
        { "mpnet-base", CodePath.Scalar },
        { "gpt2", CodePath.Vectorized },
        { "gpt2", CodePath.Scalar },
        { "roberta-base", CodePath.Vectorized },
        { "roberta-base", CodePath.Scalar },
        { "modernbert-like", CodePath.Vectorized },
        { "modernbert-like", CodePath.Scalar },
        { "albert-like", CodePath.Vectorized },
        { "albert-like", CodePath.Scalar },
        { "xlm-roberta-base", CodePath.Vectorized },
        { "xlm-roberta-base", CodePath.Scalar },
    };

    [SharedTheory, MemberData(nameof(Tokenizers))]
    public void Encode_equals_hugging_face_in_ids_offsets_and_word_ids(string name, CodePath path)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.Shared(name), path);
        Differences differences = new();
        foreach (JsonElement row in GoldenFiles.Rows(name, "encode"))
        {
            string text = GoldenFiles.Texts[row.GetProperty("n").GetString()!];
            EncodedText encoded = tokenizer.Encode(text);
            differences.Compare("ids", text, row.Numbers("ids"), encoded.Ids);
            differences.Compare("offsets", text, row.Numbers("off"), Flatten(encoded.Offsets));
            differences.Compare("word ids", text, row.Numbers("w"), encoded.WordIds);
            differences.Compare("ids alone", text, encoded.Ids, IdsAlone(tokenizer, text, encoded.Ids.Length));
        }

        differences.AssertNone(atLeast: 4000);
    }

    [SharedTheory, MemberData(nameof(Tokenizers))]
    public void Pairs_equal_hugging_face(string name, CodePath path)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.Shared(name), path);
        Differences differences = new();
        foreach (JsonElement row in GoldenFiles.Rows(name, "pairs"))
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

        differences.AssertNone(atLeast: 500);
    }

    [SharedTheory, MemberData(nameof(Tokenizers))]
    public void Truncation_and_padding_equal_hugging_face_in_every_window(string name, CodePath path)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.Shared(name), path);
        Differences differences = new();
        foreach (JsonElement row in GoldenFiles.Rows(name, "truncation"))
        {
            CompareTruncation(tokenizer, row, differences);
        }

        differences.AssertNone(atLeast: 500);
    }

    [SharedTheory, MemberData(nameof(Tokenizers))]
    public void Decode_equals_hugging_face(string name, CodePath path)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.Shared(name), path);
        Differences differences = new();
        foreach (JsonElement row in GoldenFiles.Rows(name, "decode"))
        {
            int[] ids = row.Numbers("ids");
            string text = string.Join(' ', ids);
            differences.Compare("kept", text, row.GetProperty("keep").GetString()!.ToCharArray(), tokenizer.Decode(ids, SpecialTokenHandling.Keep).ToCharArray());
            differences.Compare("skipped", text, row.GetProperty("skip").GetString()!.ToCharArray(), tokenizer.Decode(ids).ToCharArray());
        }

        differences.AssertNone(atLeast: 300);
    }

    [SharedTheory, MemberData(nameof(Tokenizers))]
    public void Every_code_point_between_letters_equals_hugging_face(string name, CodePath path)
    {
        Tokenizer tokenizer = TokenizerFolders.Open(TokenizerFolders.Shared(name), path);
        Differences differences = new();
        int[] ids = new int[64];
        foreach (string line in GoldenFiles.CodePoints(name))
        {
            string[] columns = line.Split('\t');
            string text = "a" + char.ConvertFromUtf32(int.Parse(columns[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)) + "b";
            int[] expected = [.. columns[1].Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(static id => int.Parse(id, CultureInfo.InvariantCulture))];
            int count = tokenizer.Encode(text, new TokenSpans(ids), new EncodeOptions { OmitSpecialTokens = true }).Tokens;
            differences.Compare("U+" + columns[0], text, expected, ids[..count]);
        }

        differences.AssertNone(atLeast: 150_000);
    }

    [SharedTheory, InlineData(CodePath.Vectorized), InlineData(CodePath.Scalar)]
    public void Every_combination_of_BertNormalizer_flags_equals_hugging_face(CodePath path)
    {
        TokenizerSpec specification = TokenizerFolders.Specification(TokenizerFolders.Shared("bert-base-uncased"));
        Differences differences = new();
        foreach (JsonElement row in GoldenFiles.Rows("bert-base-uncased", "variants"))
        {
            JsonElement flags = row.GetProperty("normalizer");
            bool lowercase = flags.GetProperty("lowercase").GetBoolean();
            JsonElement strip = flags.GetProperty("strip_accents");
            BertNormalizerSpec normalizer = new(
                flags.GetProperty("clean_text").GetBoolean(),
                flags.GetProperty("handle_chinese_chars").GetBoolean(),
                strip.ValueKind == JsonValueKind.Null ? lowercase : strip.GetBoolean(),
                lowercase);
            Tokenizer tokenizer = TokenizerFolders.Compile(specification with { Normalizers = new([normalizer]) }, path);
            foreach (JsonProperty golden in row.GetProperty("ids").EnumerateObject())
            {
                string text = GoldenFiles.Texts[golden.Name];
                int[] expected = [.. golden.Value.EnumerateArray().Select(static id => id.GetInt32())];
                differences.Compare(normalizer.ToString(), text, expected, tokenizer.Encode(text).Ids);
            }
        }

        differences.AssertNone(atLeast: 24 * 200);
    }

    private static void CompareTruncation(Tokenizer tokenizer, JsonElement row, Differences differences)
    {
        string first = GoldenFiles.Texts[row.GetProperty("a").GetString()!];
        string? second = row.GetProperty("b").GetString() is { } name ? GoldenFiles.Texts[name] : null;
        EncodeOptions options = Options(row);
        string what = $"{row.GetProperty("a")} {row.GetProperty("b")} {options}";
        if (row.TryGetProperty("error", out _))
        {
            Assert.Throws<ArgumentException>(() => Encode(tokenizer, first, second, options));
            return;
        }

        EncodedText encoded = Encode(tokenizer, first, second, options);
        EncodedText[] parts = [encoded, .. encoded.Overflowing];
        JsonElement[] expected = [.. row.GetProperty("parts").EnumerateArray()];
        differences.Compare("number of parts of " + what, first, [expected.Length], [parts.Length]);
        foreach ((JsonElement golden, EncodedText part) in expected.Zip(parts))
        {
            differences.Compare("ids of " + what, first, golden.Numbers("ids"), part.Ids);
            differences.Compare("types of " + what, first, golden.Numbers("types"), part.TypeIds);
            differences.Compare("mask of " + what, first, golden.Numbers("mask"), part.AttentionMask);
            differences.Compare("special of " + what, first, golden.Numbers("special"), part.SpecialTokensMask);
            differences.Compare("offsets of " + what, first, golden.Numbers("off"), Flatten(part.Offsets));
        }

        CompareSpans(tokenizer, first, second, options, encoded, differences);
    }

    /// <summary>The caller's spans hold what the object holds.</summary>
    private static void CompareSpans(Tokenizer tokenizer, string first, string? second, EncodeOptions options, EncodedText encoded, Differences differences)
    {
        EncodedText spans = new(encoded.Ids.Length);
        EncodeInfo info = second is null ? tokenizer.Encode(first, spans.Spans, options) : tokenizer.EncodePair(first, second, spans.Spans, options);
        differences.Compare("info in spans", first, [encoded.Info], [info]);
        differences.Compare("ids in spans", first, encoded.Ids, spans.Ids);
        differences.Compare("types in spans", first, encoded.TypeIds, spans.TypeIds);
        differences.Compare("mask in spans", first, encoded.AttentionMask, spans.AttentionMask);
        differences.Compare("special in spans", first, encoded.SpecialTokensMask, spans.SpecialTokensMask);
        differences.Compare("offsets in spans", first, encoded.Offsets, spans.Offsets);
        differences.Compare("word ids in spans", first, encoded.WordIds, spans.WordIds);
        differences.Compare("sequences in spans", first, encoded.SequenceIds, spans.SequenceIds);
    }

    private static EncodedText Encode(Tokenizer tokenizer, string first, string? second, EncodeOptions options) =>
        second is null ? tokenizer.Encode(first, options) : tokenizer.EncodePair(first, second, options);

    private static EncodeOptions Options(JsonElement row) => new()
    {
        MaxTokens = row.GetProperty("max").GetInt32(),
        Stride = row.GetProperty("stride").GetInt32(),
        TruncationSide = SideOf(row),
        Truncation = row.GetProperty("strategy").GetString() switch
        {
            "longest_first" => TruncationStrategy.LongestFirst,
            "only_first" => TruncationStrategy.OnlyFirst,
            "only_second" => TruncationStrategy.OnlySecond,
            _ => TruncationStrategy.DoNotTruncate,
        },
        Padding = row.GetProperty("pad") is { ValueKind: JsonValueKind.Object } pad ? Padding(pad) : default,
    };

    private static PaddingOptions Padding(JsonElement pad)
    {
        JsonElement length = pad.GetProperty("length");
        JsonElement multiple = pad.GetProperty("multiple");
        return new PaddingOptions
        {
            Mode = length.ValueKind == JsonValueKind.Number ? PaddingMode.Fixed : PaddingMode.Longest,
            Length = length.ValueKind == JsonValueKind.Number ? length.GetInt32() : 0,
            Multiple = multiple.ValueKind == JsonValueKind.Number ? multiple.GetInt32() : 0,
            Side = SideOf(pad),
            TokenId = pad.GetProperty("id").GetInt32(),
            TypeId = pad.GetProperty("type").GetInt32(),
        };
    }

    private static Side SideOf(JsonElement row) => row.GetProperty("direction").GetString() == "left" ? Side.Left : Side.Right;

    private static int[] Flatten(TextRange[] offsets) => [.. offsets.SelectMany(static range => new[] { range.Start, range.End })];

    private static int[] IdsAlone(Tokenizer tokenizer, string text, int length)
    {
        int[] ids = new int[length];
        int count = tokenizer.Encode(text, ids);
        return ids[..count];
    }
}
