using Sememe.Compiler;
using Sememe.Compiler.Tokenizers;
using Sememe.CompilerServices;
using Sememe.Testing;

namespace Sememe.Bench.Tokenizers;

/// <summary>A tokenizer on a text.</summary>
/// <param name="Folder">Folder of the tokenizer's files.</param>
/// <param name="Text">File of the shared texts.</param>
internal sealed record TokenizerCase(string Folder, string Text)
{
    /// <summary>In the place of a file: the C# files of src, one after the other.</summary>
    public const string SourceCode = "source code";

    /// <summary>What is measured.</summary>
    public static IReadOnlyList<TokenizerCase> All { get; } =
    [
        new("bert-base-uncased", "english.txt"),
        new("bert-base-uncased", "multilingual.txt"),
        new("bert-base-multilingual-cased", "multilingual.txt"),
        new("xlm-roberta-base", "english.txt"),
        new("xlm-roberta-base", "multilingual.txt"),
        new("xlm-roberta-base", "japanese.txt"),
        new("gpt2", "english.txt"),
        new("gpt2", "multilingual.txt"),
        new("gpt2", "japanese.txt"),
        new("gpt2", SourceCode),
    ];

    /// <summary>What Hugging Face reads.</summary>
    public string TokenizerFile => Path.Combine(Files, "tokenizer.json");

    private string Files => TestPaths.InShared("tokenizers", Folder);

    /// <summary>The text in chunks.</summary>
    public TextChunks ReadText() => TextChunks.Read(Text == SourceCode ? ReadSources() : File.ReadLines(TestPaths.InShared("texts", Text)));

    private static IEnumerable<string> ReadSources() =>
        Directory.EnumerateFiles(TestPaths.InRepository("src"), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(File.ReadLines);

    /// <summary>Our tokenizer, over the tables that the generator writes.</summary>
    public Tokenizer Compile()
    {
        CompiledTables tables = CompileTables();
        return new Tokenizer(new TokenizerTables(tables.Encoding, tables.Decoding));
    }

    /// <summary>The tables that the generator writes.</summary>
    public CompiledTables CompileTables()
    {
        SpecifiedTokenizer specified = TokenizerSpecifier.Specify(new TokenizerFiles
        {
            TokenizerJson = Read("tokenizer.json"),
            TokenizerConfig = Read("tokenizer_config.json"),
            SpecialTokensMap = Read("special_tokens_map.json"),
            Vocabulary = Read("vocab.txt"),
            VocabularyJson = Read("vocab.json"),
            Merges = Read("merges.txt"),
        });
        return TokenizerCompiler.Compile(
            specified.Specification ?? throw new InvalidOperationException($"{Folder} has problems: {string.Join("; ", specified.Problems)}"));
    }

    private string? Read(string file) => File.Exists(Path.Combine(Files, file)) ? File.ReadAllText(Path.Combine(Files, file)) : null;
}
