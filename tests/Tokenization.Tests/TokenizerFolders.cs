using System.Collections.Concurrent;
using Sememe.Compiler;
using Sememe.Compiler.Tokenizers;
using Sememe.CompilerServices;

namespace Sememe.Tokenization.Tests;

/// <summary>Tokenizers compiled from folders, once per test run.</summary>
internal static class TokenizerFolders
{
    private static readonly ConcurrentDictionary<string, TokenizerSpec> s_specifications = new();
    private static readonly ConcurrentDictionary<(string, bool), Tokenizer> s_tokenizers = new();

    /// <summary>The small real vocabulary in the repository.</summary>
    public static string MiniLm { get; } = Sememe.Testing.TestPaths.InRepository("models", "all-MiniLM-L6-v2");

    public static string Shared(string name) => Sememe.Testing.TestPaths.InShared("tokenizers", name);

    public static Tokenizer Open(string folder, CodePath path = CodePath.Vectorized) =>
        s_tokenizers.GetOrAdd((folder, path == CodePath.Vectorized), _ => Compile(Specification(folder), path));

    public static TokenizerSpec Specification(string folder) => s_specifications.GetOrAdd(folder, static folder =>
    {
        SpecifiedTokenizer specified = TokenizerSpecifier.Specify(ReadFiles(folder));
        Assert.Empty(specified.Problems.Select(static problem => problem.ToString()));
        return specified.Specification!;
    });

    public static TokenizerFiles ReadFiles(string folder) => new()
    {
        TokenizerJson = Read(folder, "tokenizer.json"),
        TokenizerConfig = Read(folder, "tokenizer_config.json"),
        SpecialTokensMap = Read(folder, "special_tokens_map.json"),
        Vocabulary = Read(folder, "vocab.txt"),
        VocabularyJson = Read(folder, "vocab.json"),
        Merges = Read(folder, "merges.txt"),
    };

    /// <summary>The files of a folder without tokenizer.json, so that the SentencePiece model decides.</summary>
    public static TokenizerFiles ReadClassicFiles(string folder)
    {
        string name = Sememe.Compiler.Folders.ModelFileNames.SentencePieceModels.First(name => File.Exists(Path.Combine(folder, name)));
        return ReadFiles(folder) with
        {
            TokenizerJson = null,
            SentencePieceName = name,
            SentencePiece = Sememe.Formats.BinaryText.Write(File.ReadAllBytes(Path.Combine(folder, name))),
            TargetSentencePiece = File.Exists(Path.Combine(folder, "target.spm")) ? Sememe.Formats.BinaryText.Write(File.ReadAllBytes(Path.Combine(folder, "target.spm"))) : null,
            AddedTokens = Read(folder, "added_tokens.json"),
        };
    }

    /// <summary>Marian's, which has no tokenizer.json.</summary>
    public static Tokenizer OpenMarian(CodePath path = CodePath.Vectorized)
    {
        string folder = Sememe.Testing.TestPaths.InShared("models", "marian");
        return s_tokenizers.GetOrAdd((folder, path == CodePath.Vectorized), _ =>
        {
            SpecifiedTokenizer specified = TokenizerSpecifier.Specify(ReadClassicFiles(folder));
            Assert.Empty(specified.Problems.Select(static problem => problem.ToString()));
            return Compile(specified.Specification!, path);
        });
    }

    public static Tokenizer Compile(TokenizerSpec specification, CodePath path = CodePath.Vectorized)
    {
        CompiledTables tables = TokenizerCompiler.Compile(specification);
        return new Tokenizer(new TokenizerTables(tables.Encoding, tables.Decoding), path == CodePath.Vectorized);
    }

    private static string? Read(string folder, string file)
    {
        string path = Path.Combine(folder, file);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}

/// <summary>Which of the two implementations runs; on netstandard2.0 there is only the scalar one.</summary>
public enum CodePath
{
    Vectorized,
    Scalar,
}
