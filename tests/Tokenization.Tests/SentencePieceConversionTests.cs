using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sememe.Compiler.Tokenizers;
using Sememe.Formats;
using Sememe.Formats.SentencePiece;
using Sememe.Testing;
using Sememe.Tokenization.Tests.Differential;
using Sememe.Tokenization.Tests.Goldens;

namespace Sememe.Tokenization.Tests;

/// <summary>
/// SentencePiece models of families of which no published file is at hand: written from the pieces of another, and compared with the tokenizer.json that transformers' conversion
/// makes of them, in Hugging Face's own build.
/// </summary>
public sealed class SentencePieceConversionTests
{
    private const int Texts = 300;

    [TokenizersTheory, InlineData("CamembertTokenizer"), InlineData("CamembertTokenizerFast")]
    public void CamemBERT_equals_hugging_face(string tokenizerClass)
    {
        SentencePieceModel source = ReadXlmRoberta();
        JsonArray vocabulary = [Entry("<s>NOTUSED", 0), Entry("<pad>", 0), Entry("</s>NOTUSED", 0), Entry("<unk>", 0), Entry("<unk>NOTUSED", -100)];
        foreach (SentencePieceEntry piece in source.Pieces.Skip(1))
        {
            vocabulary.Add(Entry(piece.Text, piece.Score));
        }

        int mask = vocabulary.Count;
        vocabulary.Add(Entry("<mask>", 0));
        JsonObject file = File(new JsonObject { ["type"] = "Unigram", ["unk_id"] = 3, ["vocab"] = vocabulary, ["byte_fallback"] = false });
        file["added_tokens"] = new JsonArray(
            Added(0, "<s>NOTUSED"), Added(1, "<pad>"), Added(2, "</s>NOTUSED"), Added(3, "<unk>"), Added(4, "<unk>NOTUSED"), Added(5, "<s>"), Added(6, "</s>"), Added(mask, "<mask>", stripsLeft: true));
        file["normalizer"] = JsonNode.Parse($$"""
            {"type": "Sequence", "normalizers": [{"type": "Precompiled", "precompiled_charsmap": "{{Convert.ToBase64String(source.Charsmap)}}"},
              {"type": "Strip", "strip_left": false, "strip_right": true}, {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": "▁"}]}
            """);
        file["pre_tokenizer"] = JsonNode.Parse("""{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true}""");
        file["decoder"] = file["pre_tokenizer"]!.DeepClone();
        file["post_processor"] = JsonNode.Parse("""
            {"type": "TemplateProcessing",
             "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
             "pair": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}},
               {"SpecialToken": {"id": "</s>", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
             "special_tokens": {"<s>": {"id": "<s>", "ids": [5], "tokens": ["<s>"]}, "</s>": {"id": "</s>", "ids": [6], "tokens": ["</s>"]}}}
            """);
        byte[] model = Write(source.Pieces, SentencePieceModel.Unigram, source.Charsmap);
        Compare(file, Files("sentencepiece.bpe.model", model, $$"""{"tokenizer_class": "{{tokenizerClass}}"}"""), ["a<mask> b <s>NOTUSED </s>", "<unk> <pad><unk>NOTUSED", "  <mask>"]);
    }

    [TokenizersTheory]
    [InlineData(null, true, true, false)]
    [InlineData(true, true, false, true)]
    [InlineData(true, false, true, true)]
    [InlineData(false, true, true, false)]
    [InlineData(false, false, true, false)]
    public void Llama_equals_hugging_face(bool? legacy, bool prefix, bool beginning, bool end)
    {
        List<SentencePieceEntry> pieces = LlamaPieces();
        string[] spellings = [.. pieces.Select(static piece => piece.Text)];
        JsonObject file = File(new JsonObject
        {
            ["type"] = "BPE", ["dropout"] = null, ["unk_token"] = "<unk>", ["continuing_subword_prefix"] = null, ["end_of_word_suffix"] = null, ["fuse_unk"] = true, ["byte_fallback"] = true,
            ["ignore_merges"] = false, ["vocab"] = new JsonObject(spellings.Select(static (text, id) => KeyValuePair.Create(text, (JsonNode?)id))), ["merges"] = Merges(pieces),
        });
        file["added_tokens"] = new JsonArray(Added(0, "<unk>"), Added(1, "<s>"), Added(2, "</s>"));
        string prepend = prefix ? """{"type": "Prepend", "prepend": "▁"}, """ : "";
        bool isLegacy = legacy ?? true;
        file["normalizer"] = isLegacy ? JsonNode.Parse($$"""{"type": "Sequence", "normalizers": [{{prepend}}{"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]}""") : null;
        file["pre_tokenizer"] = isLegacy ? null : JsonNode.Parse($$"""{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "{{(prefix ? "first" : "never")}}", "split": false}""");
        string strip = prefix ? """, {"type": "Strip", "content": " ", "start": 1, "stop": 0}""" : "";
        file["decoder"] = JsonNode.Parse(
            $$"""{"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"}{{strip}} ]}""");
        file["post_processor"] = JsonNode.Parse($$"""
            {"type": "TemplateProcessing", "single": [{{Around("A", 0)}}], "pair": [{{Around("A", 0)}}, {{Around("B", 1)}}],
             "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}, "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]} } }
            """);
        string config = JsonSerializer.Serialize(new { tokenizer_class = "LlamaTokenizer", legacy, add_prefix_space = prefix, add_bos_token = beginning, add_eos_token = end });
        Compare(file, Files("tokenizer.model", Write(pieces, SentencePieceModel.Bpe, []), config), ["<s>a </s> b", " <unk>x", "a</s>▁ b"]);

        string Around(string text, int type) =>
            (beginning ? $$"""{"SpecialToken": {"id": "<s>", "type_id": {{type}} } }, """ : "") + $$"""{"Sequence": {"id": "{{text}}", "type_id": {{type}} } }"""
            + (end ? $$""", {"SpecialToken": {"id": "</s>", "type_id": {{type}} } }""" : "");
    }

    /// <summary>What Python's <c>generate_merges</c> of transformers gives for these pieces.</summary>
    [Fact]
    public void Merges_are_read_off_the_scores()
    {
        string[] texts = ["<unk>", "<s>", "</s>", "a", "b", "😀", "ab", "ba", "aba", "bab", "abab", "😀😀", "😀😀a", "😀a", "aa"];
        double[] scores = [0, 0, 0, -9, -9, -9, -1, -2, -3, -3, -3, -4, -4, -5, -1];
        MergeList merges = Compiler.Tokenizers.Specifications.SentencePieceMerges.Read(new VocabularySpec(texts), scores);
        string[] spelled = [.. Enumerable.Range(0, merges.Count).Select(rank => $"{texts[merges[rank].Left]}+{texts[merges[rank].Right]}")];
        Assert.Equal("a+b a+a b+a aba+b ab+ab ab+a ba+b a+bab a+ba b+ab 😀😀+a 😀+😀a 😀+😀 😀+a", string.Join(' ', spelled));
    }

    [SharedTheory]
    [InlineData("LlamaTokenizer", SentencePieceModel.Unigram, "expected 2 for LlamaTokenizer")]
    [InlineData("CamembertTokenizer", SentencePieceModel.Bpe, "expected 1 for CamembertTokenizer")]
    [InlineData("GemmaTokenizer", SentencePieceModel.Bpe, "not modelled with tokenizer.model alone")]
    public void A_model_of_another_kind_than_the_class_takes_is_a_problem(string tokenizerClass, int type, string message)
    {
        TokenizerFiles files = Files("tokenizer.model", Write(LlamaPieces(), type, []), $$"""{"tokenizer_class": "{{tokenizerClass}}"}""");
        Assert.Contains(message, Assert.Single(TokenizerSpecifier.Specify(files).Problems).Message, StringComparison.Ordinal);
    }

    [SharedTheory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_score_that_is_no_number_is_a_problem(float score)
    {
        List<SentencePieceEntry> pieces = [.. LlamaPieces(), new SentencePieceEntry("new", score, SentencePieceKind.Normal)];
        FileProblem problem = Assert.Single(TokenizerSpecifier.Specify(Files("tokenizer.model", Write(pieces, SentencePieceModel.Bpe, []), """{"tokenizer_class": "LlamaTokenizer"}""")).Problems);
        Assert.Contains("found piece \"new\" without a finite score", problem.Message, StringComparison.Ordinal);
    }

    private static void Compare(JsonObject file, TokenizerFiles files, string[] more)
    {
        Tokenizer tokenizer = TokenizerFolders.Compile(Specify(files));
        Tokenizer ofJson = TokenizerFolders.Compile(Specify(new TokenizerFiles { TokenizerJson = file.ToJsonString(), TokenizerConfig = files.TokenizerConfig }));
        string[] texts = [.. more, .. Enumerable.Range(0, Texts).Select(static seed => RandomTexts.Make(seed, 20 + (seed % 300)))];
        string path = Path.GetTempFileName();
        System.IO.File.WriteAllText(path, file.ToJsonString());
        List<(int[] Ids, int[] Offsets)> expected = HuggingFace.Encode(path, texts);
        System.IO.File.Delete(path);
        Differences differences = new();
        for (int i = 0; i < texts.Length; i++)
        {
            EncodedText encoded = tokenizer.Encode(texts[i]);
            differences.Compare("ids", texts[i], expected[i].Ids, encoded.Ids);
            differences.Compare("offsets", texts[i], expected[i].Offsets, CodePoints.Of(texts[i], encoded.Offsets));
            EncodedText pair = ofJson.EncodePair(texts[i], "b c");
            differences.Compare("ids of pairs", texts[i], pair.Ids, tokenizer.EncodePair(texts[i], "b c").Ids);
            differences.Compare("types of pairs", texts[i], pair.TypeIds, tokenizer.EncodePair(texts[i], "b c").TypeIds);
            differences.Compare("text", texts[i], ofJson.Decode(encoded.Ids).ToCharArray(), tokenizer.Decode(encoded.Ids).ToCharArray());
        }

        differences.AssertNone(atLeast: 5 * Texts);
    }

    private static TokenizerSpec Specify(TokenizerFiles files)
    {
        SpecifiedTokenizer specified = TokenizerSpecifier.Specify(files);
        Assert.Empty(specified.Problems.Select(static problem => problem.ToString()));
        return specified.Specification!;
    }

    private static TokenizerFiles Files(string name, byte[] model, string config) =>
        new() { SentencePieceName = name, SentencePiece = BinaryText.Write(model), TokenizerConfig = config };

    private static JsonObject File(JsonObject model) => new()
    {
        ["version"] = "1.0", ["truncation"] = null, ["padding"] = null, ["added_tokens"] = null, ["normalizer"] = null, ["pre_tokenizer"] = null, ["post_processor"] = null, ["decoder"] = null,
        ["model"] = model,
    };

    private static JsonObject Added(int id, string content, bool stripsLeft = false) => new()
    {
        ["id"] = id, ["content"] = content, ["single_word"] = false, ["lstrip"] = stripsLeft, ["rstrip"] = false, ["normalized"] = false, ["special"] = true,
    };

    private static JsonArray Entry(string piece, float score) => [piece, (double)score];

    private static SentencePieceModel ReadXlmRoberta()
    {
        string path = TestPaths.InShared("models", "xlm-roberta", "sentencepiece.bpe.model");
        return SentencePieceReader.Read(path, System.IO.File.ReadAllBytes(path));
    }

    /// <summary>The tokens of another tokenizer, the earlier the likelier, with ties.</summary>
    private static List<SentencePieceEntry> LlamaPieces()
    {
        JsonNode model = JsonNode.Parse(System.IO.File.ReadAllText(TestPaths.InShared("tokenizers", "steps", "llama2-like", "tokenizer.json")))!["model"]!;
        string[] special = ["<unk>", "<s>", "</s>"];
        IEnumerable<string> tokens = model["vocab"]!.AsObject().OrderBy(static entry => entry.Value!.GetValue<int>()).Select(static entry => entry.Key);
        return
        [
            .. special.Select(static (text, id) => new SentencePieceEntry(text, 0, id == 0 ? SentencePieceKind.Unknown : SentencePieceKind.Control)),
            .. tokens.Except(special).Select(static (text, at) => new SentencePieceEntry(text, -(at / 3), text.StartsWith("<0x", StringComparison.Ordinal) ? SentencePieceKind.Byte : SentencePieceKind.Normal)),
        ];
    }

    /// <summary>The merges as transformers lists them, written for short vocabularies.</summary>
    private static JsonArray Merges(List<SentencePieceEntry> pieces)
    {
        Dictionary<string, int> ids = pieces.Select(static (piece, id) => (piece.Text, id)).ToDictionary(StringComparer.Ordinal);
        IEnumerable<JsonNode> merges =
            from piece in pieces
            from halves in from at in Enumerable.Range(1, piece.Text.Length - 1)
                           let left = piece.Text[..at]
                           let right = piece.Text[at..]
                           where ids.ContainsKey(left) && ids.ContainsKey(right)
                           orderby ids[left], ids[right]
                           select (left, right)
            orderby piece.Kind is SentencePieceKind.Unknown or SentencePieceKind.Control ? 0 : piece.Score descending, halves.left.EnumerateRunes().Count() descending, halves.right.EnumerateRunes().Count() descending
            select new JsonArray(halves.left, halves.right);
        return new JsonArray([.. merges]);
    }

    /// <summary>SentencePiece's ModelProto.</summary>
    private static byte[] Write(IEnumerable<SentencePieceEntry> pieces, int type, byte[] charsmap)
    {
        List<byte> bytes = [];
        foreach (SentencePieceEntry piece in pieces)
        {
            byte[] score = new byte[4];
            BinaryPrimitives.WriteSingleLittleEndian(score, piece.Score);
            Field(bytes, 1, [.. Field([], 1, Encoding.UTF8.GetBytes(piece.Text)), 0x15, .. score, 0x18, (byte)piece.Kind]);
        }

        Field(bytes, 2, [0x18, (byte)type]);
        Field(bytes, 3, [.. Field([], 2, charsmap)]);
        return [.. bytes];
    }

    private static List<byte> Field(List<byte> bytes, int number, byte[] content)
    {
        bytes.Add((byte)((number << 3) | 2));
        for (uint rest = (uint)content.Length; ; rest >>= 7)
        {
            bytes.Add((byte)(rest < 0x80 ? rest : (rest & 0x7F) | 0x80));
            if (rest < 0x80)
            {
                break;
            }
        }

        bytes.AddRange(content);
        return bytes;
    }
}
