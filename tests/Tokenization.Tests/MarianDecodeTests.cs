using System.Text.Json.Nodes;
using Sememe.Compiler.Tokenizers;
using Sememe.Formats;
using Sememe.Testing;
using Sememe.Tokenization.Tests.Goldens;

namespace Sememe.Tokenization.Tests;

/// <summary>
/// Tokens of translations become text as in transformers 4.57's MarianTokenizer: target.spm joins the pieces, tokens with a role cut them apart, and other added tokens
/// stand apart. <c>▁the</c> is a piece of source.spm alone, <c>▁bank</c> of both.
/// </summary>
public sealed class MarianDecodeTests
{
    [SharedTheory]
    [InlineData("▁bank s", "banks", "banks")]
    [InlineData("▁ ▁ ▁bank", "bank", "bank")]
    [InlineData("▁bank ▁ ▁in", "bank  in", "bank  in")]
    [InlineData("▁the ▁bank", "the bank", "the bank")]
    [InlineData("▁", "", "")]
    [InlineData("</s>", "</s>", "")]
    [InlineData("</s> ▁bank", "</s> bank", "bank")]
    [InlineData("</s> ▁the", "</s>  the", "the")]
    [InlineData("</s> ▁ ▁bank", "</s> bank", "bank")]
    [InlineData("<pad> ▁bank s </s> <pad>", "<pad> banks</s> <pad>", "banks")]
    [InlineData("<unk> <unk>", "<unk> <unk>", "")]
    [InlineData("▁bank <unk> ▁in", "bank<unk> in", "bank in")]
    [InlineData("▁bank <unk> in", "bank<unk> in", "bankin")]
    [InlineData(">>fra<< ▁bank", ">>fra<< bank", ">>fra<< bank")]
    [InlineData("▁bank >>fra<<", "bank>>fra<<", "bank>>fra<<")]
    [InlineData("▁bank <plain> ▁in", "bank <plain> in", "bank <plain> in")]
    [InlineData("▁bank <plain> in", "bank <plain> in", "bank <plain> in")]
    [InlineData("▁ <plain>", "<plain>", "<plain>")]
    [InlineData("<plain> ▁", "<plain> ", "<plain> ")]
    [InlineData("<plain> <plain>", "<plain> <plain>", "<plain> <plain>")]
    [InlineData("<plain> </s>", "<plain> </s>", "<plain>")]
    [InlineData("<plain> ▁the", "<plain> the", "<plain> the")]
    [InlineData("▁bank <listed> ▁in", "bank <listed> in", "bank <listed> in")]
    [InlineData("▁bank <additional> ▁in", "bank <additional> in", "bank in")]
    [InlineData("</s> <additional>", "</s> <additional>", "")]
    [InlineData("<s> ▁bank <s> ▁in", "bank in", "bank in")]
    public void Tokens_are_joined_as_in_transformers(string tokens, string kept, string skipped)
    {
        Tokenizer tokenizer = Open(static _ => { });
        int[] ids = [.. tokens.Split(' ').Select(token => Id(tokenizer, token))];
        Assert.Equal(kept, tokenizer.Decode(ids, SpecialTokenHandling.Keep));
        Assert.Equal(skipped, tokenizer.Decode(ids));
    }

    [SharedFact]
    public void The_unknown_piece_of_the_model_is_its_own_sign_where_it_has_no_role()
    {
        Tokenizer tokenizer = Open(static config =>
        {
            config["unk_token"] = "<pad>";
            config["added_tokens_decoder"]!.AsObject().Remove("1");
        });
        int[] ids = [Id(tokenizer, "▁bank"), Id(tokenizer, "<unk>"), Id(tokenizer, "▁in")];
        Assert.Equal("bank \u2047  in", tokenizer.Decode(ids, SpecialTokenHandling.Keep));
    }

    [SharedTheory]
    [InlineData(SpecialTokenHandling.Keep)]
    [InlineData(SpecialTokenHandling.Skip)]
    public void Token_by_token_gives_the_text_of_all(SpecialTokenHandling handling)
    {
        Tokenizer tokenizer = Open(static _ => { });
        string[] tokens = ["▁bank", "s", "▁", "▁the", "in", "</s>", "<pad>", "<unk>", ">>fra<<", "<plain>", "<listed>", "<additional>", "<s>", "."];
        int[] all = [.. tokens.Select(token => Id(tokenizer, token))];
        Differences differences = new();
        Random random = new(1);
        for (int i = 0; i < 2000; i++)
        {
            int[] ids = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => all[random.Next(all.Length)])];
            IncrementalDecoder decoder = tokenizer.CreateIncrementalDecoder(handling);
            char[] text = new char[256];
            int length = 0;
            foreach (int id in ids)
            {
                length += decoder.Append(id, text.AsSpan(length));
            }

            length += decoder.Finish(text.AsSpan(length));
            string name = string.Join(' ', ids.Select(tokenizer.IdToToken));
            differences.Compare("text", name, tokenizer.Decode(ids, handling).ToCharArray(), text[..length]);
        }

        differences.AssertNone(atLeast: 2000);
    }

    [SharedFact]
    public void A_folder_without_target_spm_is_a_problem_that_says_so()
    {
        FileProblem problem = Assert.Single(TokenizerSpecifier.Specify(Files(static _ => { }) with { TargetSentencePiece = null }).Problems);
        Assert.Equal("target.spm", problem.File);
        Assert.Contains("found no target.spm, expected it beside source.spm", problem.Message, StringComparison.Ordinal);
    }

    [SharedFact]
    public void A_target_spm_that_is_cut_short_is_a_problem()
    {
        TokenizerFiles files = Files(static _ => { });
        byte[] bytes = BinaryText.Read("target.spm", files.TargetSentencePiece!);
        SpecifiedTokenizer specified = TokenizerSpecifier.Specify(files with { TargetSentencePiece = BinaryText.Write(bytes[..1000]) });
        Assert.Equal("target.spm", Assert.Single(specified.Problems).File);
    }

    private static int Id(Tokenizer tokenizer, string token) => tokenizer.TokenToId(token) is >= 0 and var id ? id : throw new ArgumentException(token, nameof(token));

    private static Tokenizer Open(Action<JsonObject> edit)
    {
        SpecifiedTokenizer specified = TokenizerSpecifier.Specify(Files(edit));
        Assert.Empty(specified.Problems.Select(static problem => problem.ToString()));
        return TokenizerFolders.Compile(specified.Specification!);
    }

    /// <summary>Marian's files with some more tokens: a plain one, a special one without a role, an additional special one; and <c>&lt;s&gt;</c> in place of a language code.</summary>
    private static TokenizerFiles Files(Action<JsonObject> edit)
    {
        TokenizerFiles files = TokenizerFolders.ReadClassicFiles(TestPaths.InShared("models", "marian"));
        JsonObject config = JsonNode.Parse(files.TokenizerConfig!)!.AsObject();
        JsonObject listed = config["added_tokens_decoder"]!.AsObject();
        listed["670"] = Listed("<plain>", special: false);
        listed["671"] = Listed("<listed>", special: true);
        listed["672"] = Listed("<additional>", special: true);
        config["additional_special_tokens"] = new JsonArray("<additional>");
        edit(config);
        return files with { TokenizerConfig = config.ToJsonString(), VocabularyJson = files.VocabularyJson!.Replace("\">>deu<<\"", "\"<s>\"", StringComparison.Ordinal) };
    }

    private static JsonObject Listed(string content, bool special) => new()
    {
        ["content"] = content, ["lstrip"] = false, ["normalized"] = false, ["rstrip"] = false, ["single_word"] = false, ["special"] = special,
    };
}
