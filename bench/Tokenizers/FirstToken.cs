using Sememe.Bench.Harness;
using Sememe.Testing;

namespace Sememe.Bench.Tokenizers;

/// <summary>From the start of a process to its first token, beyond a process that does nothing: tables in a file, disk cache warm.</summary>
internal sealed class FirstToken : Benchmark
{
    private const int Runs = 15;
    private const string Switch = "--first-token";

    // What is asked for vocabularies of 30,000 and of 250,000 entries.
    private static readonly (string Folder, double Aim)[] s_cases = [("bert-base-uncased", 5), ("xlm-roberta-base", 15)];

    /// <inheritdoc/>
    public override string Name => "first-token";

    /// <inheritdoc/>
    public override string? FindObstacle() => TestPaths.HasShared ? null : "the shared tokenizers are not there";

    /// <summary>What the processes that are timed do: tokenize with the file that is named, or nothing.</summary>
    public static bool TryRun(string[] args)
    {
        if (args.Length == 0 || args[0] != Switch)
        {
            return false;
        }

        if (args.Length == 3)
        {
            Tokenizer tokenizer = StoredTables.Open(args[1], args[2]);
            if (tokenizer.CountTokens("Hello world") < 3)
            {
                throw new InvalidOperationException("The tables give no tokens.");
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        foreach ((string folder, double aim) in s_cases)
        {
            using StoredTables tables = StoredTables.Write(folder);
            double nothing = double.MaxValue;
            double something = double.MaxValue;
            for (int i = 0; i < Runs; i++)
            {
                nothing = Math.Min(nothing, ChildProcess.Run(Switch).Milliseconds);
                something = Math.Min(something, ChildProcess.Run(Switch, tables.Path, tables.Checksum).Milliseconds);
            }

            yield return new Row($"first token {folder}", "tables in a file", "ms", something - nothing, "the aim", aim, Better.Lower);
        }
    }
}
