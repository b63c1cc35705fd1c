using Sememe.Compiler.Tokenizers;
using Sememe.Formats;

namespace Sememe.Tokenization.Tests;

/// <summary>Everything wrong with tokenizer files is found at build time, with its place.</summary>
public sealed class SpecifierTests
{
    // Lines matter: the table below names them.
    private const string Small = """
        {
          "version": "1.0",
          "truncation": null,
          "padding": null,
          "added_tokens": [
            {"id": 0, "content": "[PAD]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}
          ],
          "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
          "pre_tokenizer": {"type": "BertPreTokenizer"},
          "post_processor": {"type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
            "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}}},
          "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
          "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
            "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "a": 3, "##b": 4}}
        }
        """;

    [Fact]
    public void A_sound_file_has_no_problems() => Assert.Empty(Problems(Small));

    [Fact]
    public void A_small_vocabulary_works_from_end_to_end() =>
        Assert.Equal([2, 3, 4, 1], TokenizerFolders.Compile(TokenizerSpecifier.Specify(new TokenizerFiles { TokenizerJson = Small }).Specification!).Encode("ab c").Ids);

    [Theory]
    [InlineData("not JSON", "\"version\": \"1.0\"", "\"version\": 1.0.0", 2, "expected")]
    [InlineData("unknown version", "\"version\": \"1.0\"", "\"version\": \"2.0\"", 2, "only version")]
    [InlineData("added tokens of another kind", "\"added_tokens\": [", "\"added_tokens\": 5, \"x\": [", 5, "an array")]
    [InlineData("added token without special", ", \"special\": true}", "}", 6, "\"special\"")]
    [InlineData("added token id that is text", "{\"id\": 0,", "{\"id\": \"0\",", 6, "a whole number")]
    [InlineData("added token id that is huge", "{\"id\": 0,", "{\"id\": 99999999999,", 6, "a whole number")]
    [InlineData("added token id that would be reassigned", "{\"id\": 0,", "{\"id\": 7,", 6, "expected 0")]
    [InlineData("normalizer of an unknown type", "\"BertNormalizer\"", "\"Shouting\"", 8, "normalizer \"Shouting\", which is not modelled")]
    [InlineData("normalizer without type", "{\"type\": \"BertNormalizer\", ", "{", 8, "not modelled")]
    [InlineData("normalizer that is a list", "{\"type\": \"BertNormalizer\", ", "[], \"n\": {", 8, "not modelled")]
    [InlineData("normalizer without a field", "\"clean_text\": true, ", "", 8, "clean_text")]
    [InlineData("normalizer with a field of another kind", "\"clean_text\": true", "\"clean_text\": 1", 8, "true or false")]
    [InlineData("pre-tokenizer of an unknown type", "\"BertPreTokenizer\"", "\"Sentences\"", 9, "pre_tokenizer \"Sentences\", which is not modelled")]
    [InlineData("post-processor of an unknown type", "\"TemplateProcessing\"", "\"XlmProcessing\"", 10, "post_processor \"XlmProcessing\", which is not modelled")]
    [InlineData("template piece of an unknown kind", "{\"SpecialToken\": {\"id\": \"[CLS]\", \"type_id\": 0}}", "{\"Other\": 1}", 11, "SpecialToken")]
    [InlineData("template token that is not explained", "{\"SpecialToken\": {\"id\": \"[CLS]\"", "{\"SpecialToken\": {\"id\": \"[X]\"", 11, "expected a name that special_tokens explains")]
    [InlineData("template with a text twice", "{\"Sequence\": {\"id\": \"B\", \"type_id\": 1}}", "{\"Sequence\": {\"id\": \"A\", \"type_id\": 1}}", 10, "exactly once")]
    [InlineData("template with a third text", "{\"Sequence\": {\"id\": \"B\"", "{\"Sequence\": {\"id\": \"C\"", 12, "\"A\" or \"B\"")]
    [InlineData("template with a negative type", "{\"id\": \"B\", \"type_id\": 1}", "{\"id\": \"B\", \"type_id\": -1}", 12, "type id")]
    [InlineData("template ids that are not the vocabulary's", "\"ids\": [2]", "\"ids\": [3]", 13, "expected 2, as in the vocabulary")]
    [InlineData("template with more ids than tokens", "\"ids\": [2]", "\"ids\": [2, 3]", 13, "2 ids for 1 tokens")]
    [InlineData("decoder of an unknown type", "\"decoder\": {\"type\": \"WordPiece\"", "\"decoder\": {\"type\": \"Speech\"", 14, "decoder \"Speech\", which is not modelled")]
    [InlineData("decoder without prefix", "\"prefix\": \"##\", ", "", 14, "prefix")]
    [InlineData("no model", "\"model\": {", "\"modell\": {", 1, "\"model\"")]
    [InlineData("model of an unknown type", "\"model\": {\"type\": \"WordPiece\"", "\"model\": {\"type\": \"Markov\"", 15, "model \"Markov\", which is not modelled")]
    [InlineData("unknown token that is missing", "\"unk_token\": \"[UNK]\"", "\"unk_token\": \"<unk>\"", 15, "unk_token \"<unk>\"")]
    [InlineData("limit that is negative", "\"max_input_chars_per_word\": 100", "\"max_input_chars_per_word\": -1", 15, "number of characters")]
    [InlineData("vocabulary of another kind", "\"vocab\": {", "\"vocab\": [], \"v\": {", 16, "an object")]
    [InlineData("id that is a fraction", "\"a\": 3", "\"a\": 3.5", 16, "a whole number")]
    [InlineData("id that is negative", "\"a\": 3", "\"a\": -3", 16, "at least 0")]
    [InlineData("id that is huge", "\"a\": 3", "\"a\": 2147483647", 16, "without a hole")]
    [InlineData("id that two tokens have", "\"a\": 3", "\"a\": 2", 16, "\"[CLS]\" has it")]
    [InlineData("token that stands twice", "\"a\": 3", "\"[CLS]\": 3", 16, "a second time")]
    [InlineData("truncation without strategy", "\"truncation\": null", "\"truncation\": {\"max_length\": 5, \"stride\": 0}", 3, "strategy")]
    [InlineData("truncation of an unknown strategy", "\"truncation\": null", "\"truncation\": {\"strategy\": \"Some\"}", 3, "LongestFirst")]
    [InlineData("padding of an unknown direction", "\"padding\": null", "\"padding\": {\"strategy\": \"BatchLongest\", \"direction\": \"Up\"}", 4, "\"Left\" or \"Right\"")]
    public void A_broken_file_gives_one_problem_with_its_line(string name, string sound, string broken, int line, string message)
    {
        Assert.Contains(sound, Small, StringComparison.Ordinal);
        string text = Small.Replace(sound, broken, StringComparison.Ordinal);
        FileProblem problem = Assert.Single(Problems(text));
        Assert.Equal(("tokenizer.json", line), (problem.File, problem.Line));
        Assert.True(problem.Message.Contains(message, StringComparison.Ordinal), $"{name}: {problem.Message}");
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_refused()
    {
        for (int length = 0; length < Small.TrimEnd().Length; length += 7)
        {
            Assert.NotEmpty(Problems(Small[..length]));
        }
    }

    [Fact]
    public void A_hundred_thousand_brackets_are_refused() => Assert.Single(Problems(new string('[', 100_000)));

    [Theory]
    [InlineData("do_lower_case", "{\"do_lower_case\": false}", "expected true: tokenizer.json(8) has lowercase true")]
    [InlineData("strip_accents", "{\"strip_accents\": false}", "expected true: tokenizer.json(8) has strip_accents true")]
    [InlineData("tokenize_chinese_chars", "{\"tokenize_chinese_chars\": false}", "handle_chinese_chars true")]
    [InlineData("special token", "{\"mask_token\": \"[MASK]\"}", "expected a token of the vocabulary")]
    public void A_configuration_that_contradicts_the_tokenizer_is_a_problem_there(string name, string config, string message)
    {
        FileProblem problem = Assert.Single(TokenizerSpecifier.Specify(new TokenizerFiles { TokenizerJson = Small, TokenizerConfig = config }).Problems);
        Assert.Equal(("tokenizer_config.json", 1, FileProblemKind.Contradiction), (problem.File, problem.Line, problem.Kind));
        Assert.True(problem.Message.Contains(message, StringComparison.Ordinal), $"{name}: {problem.Message}");
    }

    [Theory]
    [InlineData("[PAD]\n[UNK]\n[CLS]\nx\n##b\n", 4, "found \"x\" for id 3, expected \"a\"")]
    [InlineData("[PAD]\n[UNK]\n[CLS]\na\n", 4, "found no token for id 4, expected \"##b\"")]
    [InlineData("[PAD]\n[UNK]\n[CLS]\na\n##b\nc\n", 6, "found \"c\" for id 5, expected no token")]
    public void A_vocabulary_text_that_differs_shows_its_first_difference(string vocabulary, int line, string message)
    {
        FileProblem problem = Assert.Single(TokenizerSpecifier.Specify(new TokenizerFiles { TokenizerJson = Small, Vocabulary = vocabulary }).Problems);
        Assert.Equal(("vocab.txt", line), (problem.File, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\na\n", null, "vocab.txt", 7, "a second time")]
    [InlineData("[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n", null, "vocab.txt", 0, "mask_token \"[MASK]\"")]
    [InlineData("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n", "{\"tokenizer_class\": \"MPNetTokenizer\"}", "tokenizer_config.json", 1, "not modelled")]
    [InlineData("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n", "{\"do_basic_tokenize\": false}", "tokenizer_config.json", 1, "not modelled")]
    [InlineData("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n", "{\"never_split\": [\"x\"]}", "tokenizer_config.json", 1, "not modelled")]
    [InlineData("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n", "{\"added_tokens_decoder\": {\"5\": {\"content\": \"<new>\"}}}", "tokenizer_config.json", 1, "<new>")]
    public void A_classic_layout_that_is_not_understood_is_refused(string vocabulary, string? config, string file, int line, string message)
    {
        FileProblem problem = Assert.Single(TokenizerSpecifier.Specify(new TokenizerFiles { Vocabulary = vocabulary, TokenizerConfig = config }).Problems);
        Assert.Equal((file, line), (problem.File, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_any_vocabulary_says_so() =>
        Assert.Contains("neither tokenizer.json nor vocab.txt, nor vocab.json with merges.txt", Assert.Single(TokenizerSpecifier.Specify(new TokenizerFiles()).Problems).Message, StringComparison.Ordinal);

    private static IReadOnlyList<FileProblem> Problems(string tokenizerJson) =>
        TokenizerSpecifier.Specify(new TokenizerFiles { TokenizerJson = tokenizerJson }).Problems;
}
