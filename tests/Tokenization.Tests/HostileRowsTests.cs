using Sememe.Compiler.Tokenizers;
using Sememe.Formats;

namespace Sememe.Tokenization.Tests;

/// <summary>One broken thing in a tokenizer.json gives one problem at its place: line and column, found and expected.</summary>
public sealed class HostileRowsTests
{
    /// <summary>Stands in the tables before the place of the problem, and is no part of the file.</summary>
    private const char Place = '¦';

    private const string Bpe = """
        {
          "version": "1.0",
          "truncation": {"direction": "Right", "max_length": 9, "strategy": "LongestFirst", "stride": 0},
          "padding": {"strategy": {"Fixed": 9}, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0, "pad_type_id": 0, "pad_token": "<unk>"},
          "added_tokens": [
            {"id": 9, "content": "<x>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
            {"id": 10, "content": "<y>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": true, "special": false}
          ],
          "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Replace", "pattern": {"String": "x"}, "content": "y"}, {"type": "Strip", "strip_left": true, "strip_right": false}, {"type": "Prepend", "prepend": "a"}]},
          "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": " "}, "behavior": "Isolated", "invert": false}, {"type": "Digits", "individual_digits": true},
            {"type": "Punctuation", "behavior": "Isolated"}, {"type": "CharDelimiterSplit", "delimiter": "-"}, {"type": "FixedLength", "length": 4},
            {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true}]},
          "post_processor": {"type": "RobertaProcessing", "sep": ["</s>", 7], "cls": ["<s>", 6], "trim_offsets": true, "add_prefix_space": false},
          "decoder": {"type": "Sequence", "decoders": [
            {"type": "Replace", "pattern": {"String": "x"}, "content": "y"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}, {"type": "BPEDecoder", "suffix": "</w>"},
            {"type": "CTC", "pad_token": "<pad>", "word_delimiter_token": "|", "cleanup": true}, {"type": "WordPiece", "prefix": "##", "cleanup": true}]},
          "model": {"type": "BPE", "dropout": null, "unk_token": "<unk>", "continuing_subword_prefix": null, "end_of_word_suffix": null, "fuse_unk": false, "byte_fallback": false,
            "vocab": {"<unk>": 0, "a": 1, "b": 2, "c": 3, "ab": 4, "abc": 5, "<s>": 6, "</s>": 7, "Ġ": 8},
            "merges": [["a", "b"], "ab c"]}
        }
        """;

    private const string Unigram = """
        {
          "version": "1.0",
          "added_tokens": [],
          "normalizer": {"type": "Precompiled", "precompiled_charsmap": ""},
          "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
          "post_processor": {"type": "BertProcessing", "sep": ["</s>", 1], "cls": ["<s>", 2]},
          "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
          "model": {"type": "Unigram", "unk_id": 0, "byte_fallback": false,
            "vocab": [["<unk>", 0], ["</s>", 0], ["<s>", 0], ["▁", -2.5], ["a", -3]]}
        }
        """;

    private const string WordLevel = """
        {
          "added_tokens": [{"id": 2, "content": "<x>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
          "normalizer": {"type": "NFC"},
          "pre_tokenizer": {"type": "Whitespace"},
          "post_processor": null,
          "decoder": null,
          "model": {"type": "WordLevel", "unk_token": "<unk>", "vocab": {"<unk>": 0, "a": 1}}
        }
        """;

    [Theory]
    [InlineData(nameof(Bpe))]
    [InlineData(nameof(Unigram))]
    [InlineData(nameof(WordLevel))]
    public void The_sound_files_have_no_problems(string file) => Assert.Empty(Problems(Text(file)));

    [Theory]
    [InlineData("merge of a token that is missing", "[\"a\", \"b\"]", "¦[\"a\", \"q\"]", "\"q\"")]
    [InlineData("merge whose first token is missing", "[\"a\", \"b\"]", "¦[\"q\", \"b\"]", "\"q\"")]
    [InlineData("merge whose result is missing", "[\"a\", \"b\"]", "¦[\"b\", \"a\"]", "\"ba\"")]
    [InlineData("merge of one token", "[\"a\", \"b\"]", "¦[\"a\"]", "1 elements")]
    [InlineData("merge of three tokens", "[\"a\", \"b\"]", "¦[\"a\", \"b\", \"c\"]", "3 elements")]
    [InlineData("merge of numbers", "[\"a\", \"b\"]", "[¦1, 2]", "expected a string")]
    [InlineData("merge that is null", "[\"a\", \"b\"]", "¦null", "expected a string")]
    [InlineData("merge that is an object", "[\"a\", \"b\"]", "¦{}", "expected a string")]
    [InlineData("merge of one word", "\"ab c\"", "¦\"abc\"", "two tokens with one blank")]
    [InlineData("merge with two blanks", "\"ab c\"", "¦\"ab  c\"", "two tokens with one blank")]
    [InlineData("merge of nothing", "\"ab c\"", "¦\"\"", "two tokens with one blank")]
    [InlineData("merge with nothing", "\"ab c\"", "¦\"ab \"", "\"\"")]
    [InlineData("merges of another kind", "[[\"a\", \"b\"], \"ab c\"]", "¦\"a b\"", "expected an array")]
    [InlineData("no merges", "\"merges\": [[\"a\", \"b\"], \"ab c\"]", "\"merge\": []", "merges")]
    [InlineData("prefix longer than a token", "\"continuing_subword_prefix\": null", "\"continuing_subword_prefix\": \"###\"", "shorter than continuing_subword_prefix")]
    [InlineData("prefix of another kind", "\"continuing_subword_prefix\": null", "\"continuing_subword_prefix\": ¦5", "expected a string")]
    [InlineData("suffix of another kind", "\"end_of_word_suffix\": null", "\"end_of_word_suffix\": ¦[]", "expected a string")]
    [InlineData("dropout", "\"dropout\": null", "\"dropout\": ¦0.1", "null or 0")]
    [InlineData("dropout of another kind", "\"dropout\": null", "\"dropout\": ¦\"no\"", "expected a number")]
    [InlineData("unknown token that is missing", "\"unk_token\": \"<unk>\"", "\"unk_token\": ¦\"<none>\"", "\"<none>\"")]
    [InlineData("unknown token of another kind", "\"unk_token\": \"<unk>\"", "\"unk_token\": ¦0", "expected a string")]
    [InlineData("flag of another kind", "\"fuse_unk\": false", "\"fuse_unk\": ¦0", "true or false")]
    [InlineData("bytes behind ByteLevel", "\"byte_fallback\": false", "\"byte_fallback\": true", "together with byte_fallback")]
    [InlineData("id twice", "\"b\": 2", "\"b\": ¦1", "\"a\" has it")]
    [InlineData("token twice", "\"b\": 2", "\"b\": 2, \"a\": ¦9", "a second time")]
    [InlineData("hole in the ids", "\"Ġ\": 8", "\"Ġ\": ¦9", "without a hole")]
    [InlineData("negative id", "\"b\": 2", "\"b\": ¦-2", "at least 0")]
    [InlineData("huge id", "\"b\": 2", "\"b\": ¦4294967298", "a whole number")]
    [InlineData("id beyond every number", "\"b\": 2", "\"b\": ¦1e400", "a whole number")]
    [InlineData("id that is null", "\"b\": 2", "\"b\": ¦null", "a whole number")]
    [InlineData("id that is a list", "\"b\": 2", "\"b\": ¦[2]", "a whole number")]
    [InlineData("vocabulary that is a list", "\"vocab\": {\"<unk>\": 0,", "\"vocab\": ¦[], \"v\": {\"<unk>\": 0,", "expected an object")]
    [InlineData("vocabulary that is missing", "\"vocab\": {", "\"vocabulary\": {", "vocab")]
    [InlineData("model that is a string", "\"model\": {\"type\"", "\"model\": ¦\"BPE\", \"m\": {\"type\"", "not modelled")]
    [InlineData("model that is null", "\"model\": {\"type\"", "\"model\": ¦null, \"m\": {\"type\"", "not modelled")]
    [InlineData("added token with the id of another", "{\"id\": 10", "{\"id\": ¦9", "expected 10")]
    [InlineData("added token with a negative id", "{\"id\": 10", "{\"id\": ¦-10", "expected 10")]
    [InlineData("added token with a huge id", "{\"id\": 10", "{\"id\": ¦1099511627776", "a whole number")]
    [InlineData("added token without content", "\"content\": \"<y>\", ", "", "content")]
    [InlineData("added token whose content is null", "\"content\": \"<y>\"", "\"content\": ¦null", "expected a string")]
    [InlineData("added token that is a string", "{\"id\": 10, \"content\": \"<y>\", \"single_word\": false, \"lstrip\": false, \"rstrip\": false, \"normalized\": true, \"special\": false}", "¦\"<y>\"", "expected an object")]
    [InlineData("added token with a flag of another kind", "\"normalized\": true", "\"normalized\": ¦\"yes\"", "true or false")]
    [InlineData("replacement of nothing", "{\"type\": \"Replace\", \"pattern\": {\"String\": \"x\"}, \"content\": \"y\"}, {\"type\": \"Strip\", \"strip_left\"", "{\"type\": \"Replace\", \"pattern\": {\"String\": ¦\"\"}, \"content\": \"y\"}, {\"type\": \"Strip\", \"strip_left\"", "not modelled")]
    [InlineData("replacement of a large regular expression", "{\"String\": \"x\"}, \"content\": \"y\"}, {\"type\": \"Strip\", \"strip_left\"", "{\"Regex\": ¦\"(a|b)*c\"}, \"content\": \"y\"}, {\"type\": \"Strip\", \"strip_left\"", "not modelled")]
    [InlineData("pattern of another kind", "{\"String\": \"x\"}, \"content\": \"y\"}, {\"type\": \"Strip\", \"strip_left\"", "¦{\"Text\": \"x\"}, \"content\": \"y\"}, {\"type\": \"Strip\", \"strip_left\"", "\"String\" or \"Regex\"")]
    [InlineData("strip without a side", ", \"strip_right\": false", "", "strip_right")]
    [InlineData("prefix of nothing", "{\"type\": \"Prepend\", \"prepend\": \"a\"}", "¦{\"type\": \"Prepend\", \"prepend\": \"\"}", "not modelled")]
    [InlineData("normalizer in a sequence of an unknown type", "{\"type\": \"Prepend\"", "{\"type\": ¦\"Append\"", "normalizer \"Append\"")]
    [InlineData("sequence that is an object", "\"normalizers\": [", "\"normalizers\": ¦{}, \"n\": [", "expected an array")]
    [InlineData("sequence without steps", "\"normalizers\": [", "\"steps\": [", "normalizers")]
    [InlineData("regular expression that backtracks", "{\"Regex\": \" \"}", "{\"Regex\": ¦\"(a+)+$\"}", "not modelled")]
    [InlineData("regular expression with no end", "{\"Regex\": \" \"}", "{\"Regex\": ¦\"[a\"}", "not modelled")]
    [InlineData("pattern of nothing", "{\"Regex\": \" \"}", "{\"String\": ¦\"\"}", "not modelled")]
    [InlineData("behavior of an unknown name", "\"behavior\": \"Isolated\", \"invert\"", "\"behavior\": ¦\"isolated\", \"invert\"", "MergedWithPrevious")]
    [InlineData("digits without a choice", ", \"individual_digits\": true", "", "individual_digits")]
    [InlineData("delimiter of two characters", "\"delimiter\": \"-\"", "\"delimiter\": ¦\"--\"", "one character")]
    [InlineData("delimiter of no character", "\"delimiter\": \"-\"", "\"delimiter\": ¦\"\"", "one character")]
    [InlineData("delimiter that is half a character", "\"delimiter\": \"-\"", "\"delimiter\": \"¦\\ud800\"", "half a character")]
    [InlineData("length of nothing", "\"length\": 4", "\"length\": ¦0", "at least 1")]
    [InlineData("negative length", "\"length\": 4", "\"length\": ¦-4", "at least 1")]
    [InlineData("byte level without a field", "\"add_prefix_space\": false, \"trim_offsets\": true, \"use_regex\"", "\"add_prefix_space\": false, \"use_regex\"", "trim_offsets")]
    [InlineData("byte level before another step", "{\"type\": \"Digits\", \"individual_digits\": true}", "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true}", "not modelled")]
    [InlineData("separator with the id of another token", "[\"</s>\", 7]", "¦[\"</s>\", 6]", "expected 7")]
    [InlineData("separator that is a string", "[\"</s>\", 7]", "¦\"</s>\"", "expected")]
    [InlineData("separator without id", "[\"</s>\", 7]", "¦[\"</s>\"]", "expected")]
    [InlineData("separator that is missing", "\"sep\": [\"</s>\", 7], ", "", "sep")]
    [InlineData("stripping of a word", "\"content\": \" \", \"start\": 1", "\"content\": ¦\"ab\", \"start\": 1", "one character")]
    [InlineData("stripping of fewer than none", "\"start\": 1", "\"start\": ¦-1", "at least 0")]
    [InlineData("decoder without suffix", ", \"suffix\": \"</w>\"", "", "suffix")]
    [InlineData("decoder without padding", "\"pad_token\": \"<pad>\", ", "", "pad_token")]
    [InlineData("decoder with a flag of another kind", "\"word_delimiter_token\": \"|\", \"cleanup\": true", "\"word_delimiter_token\": \"|\", \"cleanup\": ¦1", "true or false")]
    [InlineData("truncation of an unknown strategy", "\"LongestFirst\"", "¦\"longest_first\"", "LongestFirst")]
    [InlineData("truncation to fewer than none", "\"max_length\": 9", "\"max_length\": ¦-9", "at least 0")]
    [InlineData("stride of fewer than none", "\"stride\": 0", "\"stride\": ¦-1", "at least 0")]
    [InlineData("truncation in an unknown direction", "\"direction\": \"Right\", \"max_length\"", "\"direction\": ¦\"Down\", \"max_length\"", "\"Left\" or \"Right\"")]
    [InlineData("padding of an unknown strategy", "{\"Fixed\": 9}", "¦\"Longest\"", "expected")]
    [InlineData("padding to fewer than none", "{\"Fixed\": 9}", "{\"Fixed\": ¦-9}", "at least 0")]
    [InlineData("padding with a negative token", "\"pad_id\": 0", "\"pad_id\": ¦-1", "at least 0")]
    [InlineData("padding with a type of another kind", "\"pad_type_id\": 0", "\"pad_type_id\": ¦\"0\"", "a whole number")]
    [InlineData("a key without value", "\"add_prefix_space\": false}", "\"add_prefix_space\": ¦}", "")]
    [InlineData("a lone low surrogate as a key", "\"b\": 2", "\"¦\\udc00\": 2, \"b\": 2", "half a character")]
    [InlineData("an escape that there is not", "\"content\": \"<y>\"", "\"content\": \"<y¦\\q>\"", "")]
    [InlineData("an escape that is cut", "\"content\": \"<y>\"", "\"content\": \"<y¦\\u12>\"", "")]
    [InlineData("a line end in a string", "\"content\": \"<y>\"", "\"content\": \"<y¦\n>\"", "")]
    [InlineData("a comma too many", "\"Ġ\": 8}", "\"Ġ\": 8, ¦}", "")]
    [InlineData("something behind the end", "\"ab c\"]}\n}", "\"ab c\"]}\n}¦]", "")]
    public void A_broken_bpe_file_gives_one_problem_with_its_place(string name, string sound, string broken, string message) => AssertProblem(Bpe, name, sound, broken, message);

    [Theory]
    [InlineData("score that is no number", "[\"a\", -3]", "[\"a\", ¦NaN]", "")]
    [InlineData("score that is infinite", "[\"a\", -3]", "[\"a\", ¦1e999]", "")]
    [InlineData("score that is a string", "[\"a\", -3]", "[\"a\", ¦\"-3\"]", "expected a number")]
    [InlineData("score that is null", "[\"a\", -3]", "[\"a\", ¦null]", "expected a number")]
    [InlineData("piece without score", "[\"a\", -3]", "¦[\"a\"]", "expected")]
    [InlineData("piece with two scores", "[\"a\", -3]", "¦[\"a\", -3, -4]", "expected")]
    [InlineData("piece that is a string", "[\"a\", -3]", "¦\"a\"", "expected an array")]
    [InlineData("piece that is a number", "[\"a\", -3]", "[¦1, -3]", "expected a string")]
    [InlineData("piece twice", "[\"a\", -3]", "[¦\"</s>\", -3]", "a second time")]
    [InlineData("pieces that are an object", "\"vocab\": [[\"<unk>\", 0]", "\"vocab\": ¦{}, \"v\": [[\"<unk>\", 0]", "expected an array")]
    [InlineData("unknown piece beyond the end", "\"unk_id\": 0", "\"unk_id\": ¦5", "unk_id 5")]
    [InlineData("unknown piece before the beginning", "\"unk_id\": 0", "\"unk_id\": ¦-1", "unk_id -1")]
    [InlineData("unknown piece that is a string", "\"unk_id\": 0", "\"unk_id\": ¦\"<unk>\"", "a whole number")]
    [InlineData("no unknown piece", "\"unk_id\": 0", "\"unk_id\": null", "no unk_id")]
    [InlineData("charsmap that is no Base64", "\"precompiled_charsmap\": \"\"", "\"precompiled_charsmap\": ¦\"&&&&\"", "")]
    [InlineData("charsmap that is cut", "\"precompiled_charsmap\": \"\"", "\"precompiled_charsmap\": ¦\"AAEAAA==\"", "")]
    [InlineData("charsmap of another kind", "\"precompiled_charsmap\": \"\"", "\"precompiled_charsmap\": ¦[]", "expected a string")]
    [InlineData("mark of two characters", "\"pre_tokenizer\": {\"type\": \"Metaspace\", \"replacement\": \"▁\"", "\"pre_tokenizer\": {\"type\": \"Metaspace\", \"replacement\": ¦\"__\"", "one character")]
    [InlineData("mark that is nothing", "\"pre_tokenizer\": {\"type\": \"Metaspace\", \"replacement\": \"▁\"", "\"pre_tokenizer\": {\"type\": \"Metaspace\", \"replacement\": ¦\"\"", "one character")]
    [InlineData("scheme of an unknown name", "\"prepend_scheme\": \"always\", \"split\": true},\n  \"post", "\"prepend_scheme\": ¦\"sometimes\", \"split\": true},\n  \"post", "\"always\", \"first\" or \"never\"")]
    [InlineData("scheme against the prefix", "\"prepend_scheme\": \"always\", \"split\": true},\n  \"post", "\"add_prefix_space\": ¦false, \"split\": true},\n  \"post", "\"never\"")]
    [InlineData("classifier with an id of another kind", "[\"<s>\", 2]", "[\"<s>\", ¦2.5]", "a whole number")]
    public void A_broken_unigram_file_gives_one_problem_with_its_place(string name, string sound, string broken, string message) => AssertProblem(Unigram, name, sound, broken, message);

    [Theory]
    [InlineData("unknown token that is missing", "\"unk_token\": \"<unk>\"", "\"unk_token\": ¦\"<none>\"", "\"<none>\"")]
    [InlineData("no unknown token", "\"unk_token\": \"<unk>\", ", "", "unk_token")]
    [InlineData("a vocabulary of nothing", "{\"<unk>\": 0, \"a\": 1}", "{}", "")]
    [InlineData("an id that is true", "\"a\": 1", "\"a\": ¦true", "a whole number")]
    [InlineData("a byte order mark", "{\n  \"added_tokens\"", "¦\uFEFF{\n  \"added_tokens\"", "")]
    [InlineData("steps that are a number", "{\"type\": \"NFC\"}", "¦7", "not modelled")]
    [InlineData("steps that are true", "{\"type\": \"Whitespace\"}", "¦true", "not modelled")]
    [InlineData("a type that is a number", "{\"type\": \"Whitespace\"}", "{\"type\": ¦5}", "")]
    [InlineData("a post-processor that is a list", "\"post_processor\": null", "\"post_processor\": ¦[]", "not modelled")]
    [InlineData("a decoder that is a string", "\"decoder\": null", "\"decoder\": ¦\"Fuse\"", "not modelled")]
    [InlineData("an added token's content with half a character", "\"content\": \"<x>\"", "\"content\": \"¦\\ud83d\"", "half a character")]
    public void A_broken_word_level_file_gives_one_problem_with_its_place(string name, string sound, string broken, string message) => AssertProblem(WordLevel, name, sound, broken, message);

    /// <summary>Merges that Hugging Face takes: a pair twice, a line that is none, and tokens that make each other, in an order that training would not give.</summary>
    [Theory]
    [InlineData("[[\"a\", \"b\"], \"ab c\", [\"a\", \"b\"]]")]
    [InlineData("[\"#version: 0.2\", [\"a\", \"b\"]]")]
    [InlineData("[[\"ab\", \"ab\"], [\"a\", \"abab\"], [\"a\", \"ab\"], [\"aab\", \"ab\"], [\"a\", \"b\"], \"ab c\"]")]
    public void Merges_in_no_good_order_mean_something(string merges)
    {
        string text = Bpe.Replace("[[\"a\", \"b\"], \"ab c\"]", merges, StringComparison.Ordinal).Replace("\"Ġ\": 8", "\"Ġ\": 8, \"abab\": 9, \"aabab\": 10, \"aab\": 11", StringComparison.Ordinal)
            .Replace("\"id\": 9", "\"id\": 12", StringComparison.Ordinal).Replace("\"id\": 10", "\"id\": 13", StringComparison.Ordinal);
        SpecifiedTokenizer specified = TokenizerSpecifier.Specify(new TokenizerFiles { TokenizerJson = text });
        Assert.Empty(specified.Problems.Select(static problem => problem.ToString()));
        Assert.NotEmpty(TokenizerFolders.Compile(specified.Specification!).Encode("ababaabab").Ids);
    }

    [Theory]
    [InlineData(nameof(Bpe))]
    [InlineData(nameof(Unigram))]
    [InlineData(nameof(WordLevel))]
    public void A_file_that_is_cut_anywhere_gives_one_problem_with_its_place(string file)
    {
        string text = Text(file).TrimEnd();
        for (int length = 0; length < text.Length; length++)
        {
            FileProblem problem = Assert.Single(Problems(text[..length]));
            Assert.True(problem.Line > 0 && problem.Column > 0, $"cut at {length}: {problem}");
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("{\"model\":{\"vocab\":[")]
    public void A_hundred_thousand_of_anything_within_another_gives_one_problem_with_its_place(string part)
    {
        FileProblem problem = Assert.Single(Problems(string.Concat(Enumerable.Repeat(part, 100_000))));
        Assert.True(problem.Line > 0 && problem.Column > 0, problem.ToString());
    }

    private static string Text(string file) => file switch
    {
        nameof(Bpe) => Bpe,
        nameof(Unigram) => Unigram,
        _ => WordLevel,
    };

    /// <summary>Without <see cref="Place"/> in the table, the place is that of the object that lacks something or holds the contradiction; then only that there is one counts.</summary>
    private static void AssertProblem(string file, string name, string sound, string broken, string message)
    {
        Assert.Contains(sound, file, StringComparison.Ordinal);
        string marked = file.Replace(sound, broken, StringComparison.Ordinal);
        int place = marked.IndexOf(Place, StringComparison.Ordinal);
        FileProblem problem = Assert.Single(Problems(marked.Replace(Place.ToString(), "", StringComparison.Ordinal)));
        Assert.Equal("tokenizer.json", problem.File);
        Assert.True(problem.Message.Contains(message, StringComparison.Ordinal), $"{name}: {problem.Message}");
        if (place >= 0)
        {
            int lineStart = marked.LastIndexOf('\n', Math.Max(0, place - 1)) + 1;
            (int, int) expected = (marked.AsSpan(0, lineStart).Count('\n') + 1, place - lineStart + 1);
            Assert.True(expected == (problem.Line, problem.Column), $"{name}: expected {expected}, got {problem}");
        }

        Assert.True(problem.Line > 0 && problem.Column > 0, $"{name}: {problem}");
    }

    private static IReadOnlyList<FileProblem> Problems(string text) => TokenizerSpecifier.Specify(new TokenizerFiles { TokenizerJson = text }).Problems;
}
