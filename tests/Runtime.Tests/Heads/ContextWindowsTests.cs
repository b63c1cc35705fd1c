using Sememe.Batches;
using Sememe.Compiler;
using Sememe.Compiler.Tokenizers;
using Sememe.CompilerServices;
using Sememe.Memory;
using Sememe.Models;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.Heads;

/// <summary>Windows over long contexts are those of Hugging Face's truncation of the second text with stride.</summary>
public sealed class ContextWindowsTests
{
    private const string Question = "What has everyone?";

    [SharedTheory]
    [InlineData(3, 32, 4)]
    [InlineData(60, 32, 4)]
    [InlineData(60, 64, 16)]
    [InlineData(61, 33, 1)]
    [InlineData(0, 32, 4)]
    public void Windows_are_those_of_the_tokenizer(int sentences, int window, int stride)
    {
        Tokenizer tokenizer = Open();
        string context = string.Join(' ', Enumerable.Range(0, sentences).Select(static i => $"Everyone has the right number {i}."));
        Workspace workspace = new();
        EncodedText expected = tokenizer.EncodePair(
            Question, context, new EncodeOptions { MaxTokens = window, Stride = stride, Truncation = TruncationStrategy.OnlySecond });
        EncodedText[] all = [expected, .. expected.Overflowing];

        ContextWindows windows = ContextWindows.Encode(
            new TextEncoder(tokenizer, 64, truncate: false, hasTypes: true, "bert-qa"), Question, context, workspace, new AnswerOptions { WindowTokens = window, Stride = stride });

        Assert.Equal(sentences == 0 ? 0 : all.Length, windows.Count);
        for (int i = 0; i < windows.Count; i++)
        {
            int length = windows.Write(i);
            Assert.Equal(all[i].Ids, workspace.TokenIds[..length]);
            Assert.Equal(all[i].TypeIds, workspace.TypeIds[..length]);
            Assert.Equal(all[i].Offsets, workspace.Offsets[..length]);
            Assert.Equal(Array.IndexOf(all[i].SequenceIds, 1), windows.FirstOfContext);
            Assert.Equal(all[i].SequenceIds.Count(static id => id == 1), windows.ContextTokens(i));
        }
    }

    [SharedFact]
    public void A_question_that_leaves_no_room_is_refused()
    {
        TextEncoder texts = new(Open(), 16, truncate: false, hasTypes: true, "bert-qa");
        string question = string.Join(' ', Enumerable.Repeat("Everyone", 16));

        ArgumentException error = Assert.Throws<ArgumentException>(() => ContextWindows.Encode(texts, question, "a", new Workspace(), default));

        Assert.Contains("16 tokens of a window", error.Message, StringComparison.Ordinal);
    }

    private static Tokenizer Open()
    {
        SpecifiedTokenizer specified = TokenizerSpecifier.Specify(new TokenizerFiles
        {
            TokenizerJson = File.ReadAllText(TestPaths.InShared("models", "bert-qa", "tokenizer.json")),
        });
        CompiledTables tables = TokenizerCompiler.Compile(specified.Specification!);
        return new Tokenizer(new TokenizerTables(tables.Encoding, tables.Decoding));
    }
}
