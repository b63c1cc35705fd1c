using Sememe.Compiler;
using Sememe.Compiler.Tokenizers;
using Sememe.Testing;

namespace Sememe.Tokenization.Tests;

/// <summary>The same files give the same tables, character for character: read anew, and compiled on several threads at once.</summary>
public sealed class SameTablesTests
{
    private const int Threads = 4;

    [SharedTheory]
    [InlineData("bert-base-uncased")]
    [InlineData("bert-base-multilingual-cased")]
    [InlineData("gpt2")]
    [InlineData("modernbert-like")]
    [InlineData("albert-like")]
    [InlineData("steps/llama2-like")]
    [InlineData("steps/o200k-like")]
    [InlineData("steps/clip-like")]
    [InlineData("steps/wordlevel-split")]
    [InlineData("steps/unigram-scripts")]
    [InlineData("steps/added-tokens")]
    [InlineData("steps/bpe-prefix")]
    public void Compiling_again_gives_the_same_tables(string name) =>
        AssertSame(() => TokenizerSpecifier.Specify(TokenizerFolders.ReadFiles(TokenizerFolders.Shared(name))).Specification!);

    [SharedTheory]
    [InlineData("marian")]
    [InlineData("albert")]
    [InlineData("deberta-v2")]
    [InlineData("xlm-roberta")]
    public void Compiling_a_sentencepiece_model_again_gives_the_same_tables(string name) =>
        AssertSame(() => TokenizerSpecifier.Specify(TokenizerFolders.ReadClassicFiles(TestPaths.InShared("models", name))).Specification!);

    private static void AssertSame(Func<TokenizerSpec> specify)
    {
        TokenizerSpec specification = specify();
        CompiledTables tables = TokenizerCompiler.Compile(specification);
        CompiledTables[] others = new CompiledTables[Threads];
        Parallel.For(0, Threads, i =>
        {
            TokenizerSpec again = specify();
            Assert.Equal(specification, again);
            others[i] = TokenizerCompiler.Compile(again);
        });
        Assert.All(others, other => Assert.Equal((tables.Encoding, tables.Decoding), (other.Encoding, other.Decoding)));
    }
}
