using System.Text.Json;
using Sememe.Compiler.Tokenizers;
using Sememe.Formats;
using Sememe.Testing;
using Sememe.Tokenization.Tests.Goldens;

namespace Sememe.Tokenization.Tests;

/// <summary>Marian's tokenizer: SentencePiece's own, with the ids of vocab.json.</summary>
public sealed class MarianTests
{
    private const int Unknown = 1;

    [SharedTheory]
    [InlineData(CodePath.Vectorized)]
    [InlineData(CodePath.Scalar)]
    public void Inputs_equal_those_of_transformers(CodePath path)
    {
        using JsonDocument golden = Golden();
        Tokenizer tokenizer = TokenizerFolders.OpenMarian(path);
        EncodeOptions options = new() { MaxTokens = golden.RootElement.GetProperty("max_length").GetInt32() };
        Differences differences = new();
        int[] only = new int[64];
        foreach (JsonElement item in golden.RootElement.GetProperty("cases").EnumerateArray())
        {
            string text = item.GetProperty("text").GetString()!;
            EncodedText encoded = tokenizer.Encode(text, options);
            int[] ids = item.Numbers("input_ids");
            differences.Compare("ids", text, ids, encoded.Ids);
            differences.Compare("ids alone", text, ids, only[..tokenizer.Encode(text, new TokenSpans(only), options).Tokens]);
            differences.Compare("mask", text, item.Numbers("attention_mask"), encoded.AttentionMask);
            if (item.GetProperty("offsets").ValueKind != JsonValueKind.Null)
            {
                int[] offsets = [.. item.GetProperty("offsets").EnumerateArray().SelectMany(static range => range.EnumerateArray()).Select(static place => place.GetInt32())];
                differences.Compare("offsets", text, offsets, [.. encoded.Offsets.SelectMany(static range => new[] { range.Start, range.End })]);
            }
        }

        differences.AssertNone(atLeast: 79);
    }

    [SharedFact]
    public void Translations_decode_as_in_transformers()
    {
        using JsonDocument golden = Golden();
        Tokenizer tokenizer = TokenizerFolders.OpenMarian();
        Differences differences = new();
        foreach (JsonElement item in golden.RootElement.GetProperty("cases").EnumerateArray())
        {
            foreach (string search in new[] { "greedy", "beam" })
            {
                JsonElement translation = item.GetProperty(search);
                int[] ids = translation.Numbers("ids");
                string text = translation.GetProperty("text").GetString()!;
                differences.Compare(search, text, text.ToCharArray(), tokenizer.Decode(ids, SpecialTokenHandling.Skip).ToCharArray());
                differences.Compare(search + " token by token", text, text.ToCharArray(), DecodeByToken(tokenizer, ids).ToCharArray());
            }
        }

        differences.AssertNone(atLeast: 80);
    }

    /// <summary>transformers' <c>>>.+&lt;&lt;</c>: greedy, within a line, a token only where a piece begins, and gone elsewhere.</summary>
    [SharedTheory]
    [InlineData(">>fra<<The bank", 2, "The bank")]
    [InlineData(">>fra<<", 2, "")]
    [InlineData(">>fra<< a >>deu<< The bank", Unknown, "The bank")]
    [InlineData(">>fra<<The\n>>deu<<\nbank", 2, "The bank")]
    [InlineData("The >>fra<<bank", null, "The bank")]
    [InlineData(" >>fra<<The bank", null, "The bank")]
    [InlineData(">><<The bank", null, ">><<The bank")]
    [InlineData(">>>>fra<<The bank", Unknown, "The bank")]
    [InlineData(">>fra<<<The bank", Unknown, "The bank")]
    [InlineData(">>fra\n<<The bank", null, ">>fra\n<<The bank")]
    public void Language_codes_are_tokens_at_the_start_and_nothing_elsewhere(string text, int? code, string rest)
    {
        Tokenizer tokenizer = TokenizerFolders.OpenMarian();
        int[] ids = tokenizer.Encode(text).Ids;
        int[] expected = [.. code is { } id ? new[] { id } : [], .. tokenizer.Encode(rest).Ids];
        Assert.Equal(expected, ids);
        Assert.Equal(rest.Replace('\n', ' '), tokenizer.Decode(ids.AsSpan(code is null ? 0 : 1)));
    }

    [SharedTheory]
    [InlineData("")]
    [InlineData(" \t\u3000\u00A0 ")]
    [InlineData("\u2581")]
    [InlineData(" \u2581 \u2581")]
    [InlineData("\u0007")]
    public void Nothing_but_blanks_is_no_token(string text)
    {
        EncodedText encoded = TokenizerFolders.OpenMarian().Encode(text);
        Assert.Equal([0], encoded.Ids);
        Assert.Equal([new TextRange(0, 0)], encoded.Offsets);
    }

    /// <summary>Hugging Face's Precompiled takes the shortest rule, and none for e + mark + mark; SentencePiece the longest.</summary>
    [SharedTheory]
    [InlineData("e\u0301t", "\u00E9t")]
    [InlineData("caf e\u0301\u0301", "caf \u00E9\u0301")]
    [InlineData("\u1100\u1161\u11A8 x", "\uAC01 x")]
    [InlineData("\uFB01ve", "five")]
    public void The_longest_rule_counts(string text, string composed)
    {
        Tokenizer tokenizer = TokenizerFolders.OpenMarian();
        EncodedText encoded = tokenizer.Encode(text);
        Assert.Equal(tokenizer.Encode(composed).Ids, encoded.Ids);
        Assert.Equal(text.Length, encoded.Offsets[^2].End);
    }

    [SharedFact]
    public void A_long_text_is_cut_like_its_sentences()
    {
        const string Sentence = "The bank refused to lend the money to the workers.";
        Tokenizer tokenizer = TokenizerFolders.OpenMarian();
        int[] one = tokenizer.Encode(Sentence).Ids[..^1];
        int[] all = tokenizer.Encode(string.Join("  ", Enumerable.Repeat(Sentence, 1000))).Ids[..^1];
        Assert.Equal(Enumerable.Repeat(one, 1000).SelectMany(static ids => ids), all);
    }

    [SharedFact]
    public void A_charsmap_that_is_cut_short_is_a_problem()
    {
        SpecifiedTokenizer specified = TokenizerSpecifier.Specify(Files() with { SentencePiece = BinaryText.Write(BinaryText.Read("source.spm", Files().SentencePiece!)[..100_000]) });
        Assert.Null(specified.Specification);
        Assert.Equal("source.spm", Assert.Single(specified.Problems).File);
    }

    [SharedFact]
    public void A_pair_has_one_end()
    {
        Tokenizer tokenizer = TokenizerFolders.OpenMarian();
        Assert.Equal([.. tokenizer.Encode("The bank").Ids[..^1], .. tokenizer.Encode("lends money").Ids], tokenizer.EncodePair("The bank", "lends money").Ids);
    }

    [SharedFact]
    public void A_folder_without_ids_is_a_problem_that_says_so()
    {
        FileProblem problem = Assert.Single(TokenizerSpecifier.Specify(Files() with { VocabularyJson = null }).Problems);
        Assert.Equal("vocab.json", problem.File);
        Assert.Contains("found no vocab.json, expected it beside source.spm", problem.Message, StringComparison.Ordinal);
    }

    [SharedFact]
    public void Two_vocabularies_are_a_problem_with_its_place()
    {
        TokenizerFiles files = Files();
        string config = files.TokenizerConfig!.Replace("\"separate_vocabs\": false", "\"separate_vocabs\": true", StringComparison.Ordinal);
        FileProblem problem = Assert.Single(TokenizerSpecifier.Specify(files with { TokenizerConfig = config }).Problems);
        Assert.Equal(FileProblemKind.NotModelled, problem.Kind);
        Assert.True(problem.Line > 1);
        Assert.Contains("separate_vocabs", problem.Message, StringComparison.Ordinal);
    }

    private static string DecodeByToken(Tokenizer tokenizer, int[] ids)
    {
        IncrementalDecoder decoder = tokenizer.CreateIncrementalDecoder();
        char[] text = new char[256];
        int length = 0;
        foreach (int id in ids)
        {
            length += decoder.Append(id, text.AsSpan(length));
        }

        length += decoder.Finish(text.AsSpan(length));
        return new string(text, 0, length);
    }

    private static TokenizerFiles Files() => TokenizerFolders.ReadClassicFiles(TestPaths.InShared("models", "marian"));

    private static JsonDocument Golden() => JsonDocument.Parse(File.ReadAllBytes(TestPaths.InShared("goldens", "models", "marian.json")));
}
