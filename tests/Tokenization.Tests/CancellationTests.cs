using System.Text;
using Sememe.Compiler.Tokenizers;
using Sememe.Compiler.Tokenizers.Tables;

namespace Sememe.Tokenization.Tests;

/// <summary>Whoever no longer wants the tables waits for one key, bucket or token, and not for a whole section.</summary>
public sealed class CancellationTests
{
    private static readonly CancellationToken s_cancelled = new(canceled: true);

    private static readonly VocabularyKey[] s_keys = [.. Enumerable.Range(0, 100).Select(static number => new VocabularyKey(Encoding.UTF8.GetBytes($"{number:000}"), number))];

    [Fact]
    public void Compiling_a_tokenizer_ends() =>
        Assert.Throws<OperationCanceledException>(static () => TokenizerCompiler.Compile(TokenizerFolders.Specification(TokenizerFolders.MiniLm), s_cancelled));

    [Fact]
    public void Building_the_trie_ends() => Assert.Throws<OperationCanceledException>(static () => new DoubleArrayBuilder(s_keys, s_cancelled).Build());

    [Fact]
    public void Building_the_word_table_ends() => Assert.Throws<OperationCanceledException>(static () => WordTableBuilder.Build(s_keys, s_cancelled));

    [Fact]
    public void Adding_a_section_ends() => Assert.Throws<OperationCanceledException>(static () => new TableWriter(s_cancelled).Add(default, []));

    [Fact]
    public void A_token_that_is_never_cancelled_changes_nothing()
    {
        using CancellationTokenSource source = new();

        Assert.Equal(new DoubleArrayBuilder(s_keys).Build(), new DoubleArrayBuilder(s_keys, source.Token).Build());
        Assert.Equal(WordTableBuilder.Build(s_keys), WordTableBuilder.Build(s_keys, source.Token));
    }
}
