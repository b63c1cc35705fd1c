using Sememe.Compiler.Tokenizers;
using Sememe.Formats;
using Sememe.Testing;

namespace Sememe.Tokenization.Tests;

/// <summary><c>vocab.json</c> and <c>merges.txt</c> without <c>tokenizer.json</c>, and beside it.</summary>
public sealed class ClassicBpeTests
{
    private const string Vocabulary = """{"a": 0, "b": 1, "ab": 2, "<|endoftext|>": 3}""";

    private const string Merges = "#version: 0.2\na b\n";

    [SharedTheory]
    [InlineData("gpt2")]
    [InlineData("roberta-base")]
    public void The_classic_files_mean_what_tokenizer_json_says(string name)
    {
        TokenizerFiles files = TokenizerFolders.ReadFiles(TokenizerFolders.Shared(name));
        SpecifiedTokenizer classic = TokenizerSpecifier.Specify(files with { TokenizerJson = null });
        Assert.Empty(classic.Problems.Select(static problem => problem.ToString()));
        Assert.Equal(TokenizerSpecifier.Specify(files).Specification, classic.Specification);
    }

    [SharedTheory]
    [InlineData("gpt2")]
    [InlineData("roberta-base")]
    public void Without_any_configuration_the_vocabulary_tells_the_class(string name)
    {
        TokenizerFiles files = TokenizerFolders.ReadFiles(TokenizerFolders.Shared(name));
        SpecifiedTokenizer alone = TokenizerSpecifier.Specify(new TokenizerFiles { VocabularyJson = files.VocabularyJson, Merges = files.Merges });
        Assert.Equal(TokenizerSpecifier.Specify(files).Specification!.Template, alone.Specification!.Template);
        Assert.Equal(TokenizerSpecifier.Specify(files).Specification!.AddedTokens, alone.Specification.AddedTokens);
    }

    [SharedFact]
    public void A_difference_to_tokenizer_json_is_shown_with_its_place()
    {
        TokenizerFiles files = TokenizerFolders.ReadFiles(TokenizerFolders.Shared("gpt2"));
        FileProblem merge = Assert.Single(TokenizerSpecifier.Specify(files with { Merges = files.Merges!.Replace("\nh e\n", "\ne h\n", StringComparison.Ordinal) }).Problems);
        Assert.Equal(("merges.txt", FileProblemKind.Disagreement), (merge.File, merge.Kind));
        Assert.Contains("found \"e h\", expected \"h e\"", merge.Message, StringComparison.Ordinal);
        FileProblem token = Assert.Single(TokenizerSpecifier.Specify(files with { VocabularyJson = files.VocabularyJson!.Replace("\"!\":0", "\"!\":7", StringComparison.Ordinal) }).Problems);
        Assert.Equal("vocab.json", token.File);
        Assert.Contains("found id 7 for \"!\", expected 0", token.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_vocabulary_works_and_bytes_that_it_lacks_vanish() => Assert.Equal([2, 2, 0], Compile(Vocabulary, Merges).Encode("abxab a").Ids);

    [Theory]
    [InlineData("merges without version", Vocabulary, "a b\n", null, "merges.txt", 1, "#version")]
    [InlineData("merge of three", Vocabulary, "#version: 0.2\na b c\n", null, "merges.txt", 2, "two tokens with one blank")]
    [InlineData("empty line", Vocabulary, "#version: 0.2\n\na b\n", null, "merges.txt", 2, "two tokens with one blank")]
    [InlineData("left that is no token", Vocabulary, "#version: 0.2\na b\nx b\n", null, "merges.txt", 3, "\"x\" is none")]
    [InlineData("right that is no token", Vocabulary, "#version: 0.2\na y\n", null, "merges.txt", 2, "\"y\" is none")]
    [InlineData("result that is no token", Vocabulary, "#version: 0.2\nb a\n", null, "merges.txt", 2, "\"ba\" is none")]
    [InlineData("id with a hole", """{"a": 0, "<|endoftext|>": 2}""", "#version: 0.2\n", null, "vocab.json", 1, "without a hole")]
    [InlineData("id twice", """{"a": 0, "<|endoftext|>": 0}""", "#version: 0.2\n", null, "vocab.json", 1, "\"a\" has it")]
    [InlineData("no class", """{"a": 0}""", "#version: 0.2\n", null, "vocab.json", 0, "neither \"<mask>\" nor")]
    [InlineData("another class", Vocabulary, Merges, """{"tokenizer_class": "CLIPTokenizer"}""", "tokenizer_config.json", 1, "not modelled")]
    [InlineData("beginning token", Vocabulary, Merges, """{"add_bos_token": true}""", "tokenizer_config.json", 1, "add_bos_token true")]
    [InlineData("other added token", Vocabulary, Merges, """{"added_tokens_decoder": {"0": {"content": "a"}}}""", "tokenizer_config.json", 1, "added token \"a\"")]
    [InlineData("special token that is missing", Vocabulary, Merges, """{"eos_token": "</s>"}""", "tokenizer_config.json", 1, "eos_token \"</s>\"")]
    public void What_is_not_understood_is_refused_with_its_place(string name, string vocabulary, string merges, string? config, string file, int line, string message)
    {
        FileProblem problem = TokenizerSpecifier.Specify(new TokenizerFiles { VocabularyJson = vocabulary, Merges = merges, TokenizerConfig = config }).Problems[0];
        Assert.Equal((file, line), (problem.File, problem.Line));
        Assert.True(problem.Message.Contains(message, StringComparison.Ordinal), $"{name}: {problem.Message}");
    }

    private static Tokenizer Compile(string vocabulary, string merges) =>
        TokenizerFolders.Compile(TokenizerSpecifier.Specify(new TokenizerFiles { VocabularyJson = vocabulary, Merges = merges }).Specification!);
}
