using Sememe.Bench.Harness;
using Sememe.Compiler;
using Sememe.Testing;

namespace Sememe.Bench.Tokenizers;

/// <summary>Bytes of compiled tables, in an assembly or a file, against the file that they are made of.</summary>
internal sealed class TableSizes : Benchmark
{
    private const double Million = 1e6;

    private static readonly string[] s_folders =
        ["bert-base-uncased", "bert-base-chinese", "bert-base-multilingual-cased", "gpt2", "roberta-base", "modernbert-like", "albert-like", "xlm-roberta-base"];

    /// <inheritdoc/>
    public override string Name => "tables";

    /// <inheritdoc/>
    public override string? FindObstacle() => TestPaths.HasShared ? null : "the shared tokenizers are not there";

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        foreach (string folder in s_folders)
        {
            TokenizerCase item = new(folder, "");
            CompiledTables tables = item.CompileTables();
            double file = new FileInfo(item.TokenizerFile).Length / Million;
            yield return new Row($"tables {folder}", "encoding", "MB", sizeof(char) * tables.Encoding.Length / Million, "tokenizer.json", file, Better.Lower);
            yield return new Row($"tables {folder}", "decoding", "MB", sizeof(char) * tables.Decoding.Length / Million, "tokenizer.json", file, Better.Lower);
        }
    }
}
