using System.Text.Json;
using Sememe.Compiler.Tokenizers;
using Sememe.Formats;
using Sememe.Testing;
using Sememe.Tokenization.Tests.Goldens;

namespace Sememe.Tokenization.Tests;

/// <summary>A SentencePiece model alone gives what transformers makes of it.</summary>
public sealed class SentencePieceTests
{
    /// <summary>Folders whose tokenizer.json transformers converted from the model beside it, in the layout that it writes now.</summary>
    public static TheoryData<string> Converted { get; } = ["models/albert", "models/albert-mlm", "models/deberta-v2", "models/xlm-roberta", "models/st-meansqrt"];

    [SharedTheory, MemberData(nameof(Converted))]
    public void The_model_gives_what_tokenizer_json_says(string folder)
    {
        TokenizerSpec classic = Specify(TokenizerFolders.ReadClassicFiles(TestPaths.InShared(folder)));
        TokenizerSpec json = TokenizerFolders.Specification(TestPaths.InShared(folder));
        Assert.Equal(json.Normalizers, classic.Normalizers);
        Assert.Equal(json.PreTokenizers, classic.PreTokenizers);
        Assert.Equal(json.Model, classic.Model);
        Assert.Equal(json.Template.Single, classic.Template.Single);
        Assert.Equal(json.Template.Pair, classic.Template.Pair);
        Assert.Equal(json.Decoders, classic.Decoders);
        Assert.Equal(json.AddedTokens, classic.AddedTokens);
        Assert.Equal(json.SpecialTokens, classic.SpecialTokens);
        Assert.Equal(json.VocabularySize, classic.VocabularySize);
    }

    /// <summary>The tokenizer.json of XLM-R is of the older layout, which differs in white space only: it splits at U+0085 and has no mark for what it drops.</summary>
    [SharedTheory, InlineData("xlm-roberta-base"), InlineData("albert-like")]
    public void The_model_alone_gives_the_ids_of_hugging_face(string name)
    {
        Tokenizer tokenizer = TokenizerFolders.Compile(Specify(TokenizerFolders.ReadClassicFiles(TokenizerFolders.Shared(name))));
        Differences differences = new();
        foreach (JsonElement row in GoldenFiles.Rows(name, "encode"))
        {
            string text = GoldenFiles.Texts[row.GetProperty("n").GetString()!];
            if (!text.Contains('\u0085') && !text.Contains('\u2581'))
            {
                differences.Compare("ids", text, row.Numbers("ids"), tokenizer.Encode(text).Ids);
            }
        }

        differences.AssertNone(atLeast: 900);
    }

    [SharedFact]
    public void A_model_that_is_cut_short_is_a_problem()
    {
        TokenizerFiles files = TokenizerFolders.ReadClassicFiles(TestPaths.InShared("models/albert"));
        byte[] bytes = BinaryText.Read("spiece.model", files.SentencePiece!);
        SpecifiedTokenizer specified = TokenizerSpecifier.Specify(files with { SentencePiece = BinaryText.Write(bytes[..1000]) });
        Assert.Contains("the file is truncated or corrupt", Assert.Single(specified.Problems).Message, StringComparison.Ordinal);
    }

    [SharedFact]
    public void A_model_that_is_not_the_one_of_tokenizer_json_is_a_warning_with_the_first_difference()
    {
        TokenizerFiles files = TokenizerFolders.ReadFiles(TestPaths.InShared("models/albert"));
        TokenizerFiles other = TokenizerFolders.ReadClassicFiles(TestPaths.InShared("models/deberta-v2"));
        SpecifiedTokenizer specified = TokenizerSpecifier.Specify(files with { SentencePieceName = "spiece.model", SentencePiece = other.SentencePiece });
        FileProblem problem = Assert.Single(specified.Problems);
        Assert.Equal(FileProblemKind.Disagreement, problem.Kind);
        Assert.Contains("(the first difference)", problem.Message, StringComparison.Ordinal);
        Assert.NotNull(specified.Specification);
    }

    private static TokenizerSpec Specify(TokenizerFiles files)
    {
        SpecifiedTokenizer specified = TokenizerSpecifier.Specify(files);
        Assert.Empty(specified.Problems.Select(static problem => problem.ToString()));
        return specified.Specification!;
    }
}
