using System.Globalization;
using Sememe.Bench.Harness;
using Sememe.Bench.Tokenizers;
using Sememe.CompilerServices;

namespace Sememe.Bench.Encoder;

/// <summary>Memory that is a process's own after 2,000 texts of mixed length, beyond a process that does nothing.</summary>
internal sealed class PrivateMemory : Benchmark
{
    private const string Switch = "--private-memory";
    private const double Megabyte = 1e6;

    // What is asked: the weights once, and this.
    private const double Allowance = 25;

    /// <inheritdoc/>
    public override string Name => "memory";

    /// <inheritdoc/>
    public override string? FindObstacle() => OperatingSystem.IsLinux() ? EncoderCase.FindObstacle() : "only Linux says what memory is private";

    /// <summary>What the processes that are measured do: read the texts, and embed them twice or not at all; then say how much memory is theirs.</summary>
    public static bool TryRun(string[] args)
    {
        if (args.Length == 0 || args[0] != Switch)
        {
            return false;
        }

        string[] texts = MixedTexts.ReadTexts();
        if (args.Length > 1)
        {
            using EmbeddingModel embedder = MiniLmEmbedding.Load(
                StoredTables.Open(args[2], args[3]), args[1] == "int8" ? EncoderCase.Int8 : EncoderCase.Float32, threads: 2);
            float[] vectors = new float[texts.Length * 384];
            embedder.Embed(texts, -1, vectors, null, CancellationToken.None);
            embedder.Embed(texts, -1, vectors, null, CancellationToken.None);
            Console.WriteLine(ReadPrivateBytes());
        }
        else
        {
            Console.WriteLine(ReadPrivateBytes());
        }

        GC.KeepAlive(texts);
        return true;
    }

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        using StoredTables tables = StoredTables.Write("bert-base-uncased");
        double nothing = Measure();
        foreach (EncoderCase model in EncoderCase.All)
        {
            double ours = Measure(model.Precision, tables.Path, tables.Checksum);
            double weights = new FileInfo(Path.Combine(EncoderCase.Folder, model.Ours)).Length / Megabyte;
            yield return new Row(
                "private memory after 2,000 texts", model.Precision, "MB", ours - nothing, $"the weights and {Allowance:f0} MB", weights + Allowance, Better.Lower);
        }
    }

    private static double Measure(params string[] arguments) =>
        double.Parse(ChildProcess.Run([Switch, .. arguments]).Output, CultureInfo.InvariantCulture) / Megabyte;

    /// <summary>Pages of this process that no other has, clean ones of mapped files included, in bytes.</summary>
    private static long ReadPrivateBytes()
    {
        long kilobytes = 0;
        foreach (string line in File.ReadLines("/proc/self/smaps_rollup"))
        {
            if (line.StartsWith("Private_", StringComparison.Ordinal))
            {
                kilobytes += long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
            }
        }

        return kilobytes * 1024;
    }
}
