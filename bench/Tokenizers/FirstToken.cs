using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Sememe.Bench.Harness;
using Sememe.Compiler;
using Sememe.CompilerServices;
using Sememe.Testing;
using Sememe.Tokenization.Tables;

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
            Tokenizer tokenizer = new(TablesFile.Open(args[1], ulong.Parse(args[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
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
            CompiledTables tables = new TokenizerCase(folder, "").CompileTables();
            byte[] content = TablesFileFormat.Write(MemoryMarshal.AsBytes(tables.Encoding.AsSpan()), MemoryMarshal.AsBytes(tables.Decoding.AsSpan()));
            string file = Path.GetTempFileName();
            File.WriteAllBytes(file, content);
            string checksum = TablesFileFormat.ReadChecksum(content).ToString("X16", CultureInfo.InvariantCulture);
            double nothing = double.MaxValue;
            double something = double.MaxValue;
            for (int i = 0; i < Runs; i++)
            {
                nothing = Math.Min(nothing, Time(Switch));
                something = Math.Min(something, Time(Switch, file, checksum));
            }

            File.Delete(file);
            yield return new Row($"first token {folder}", "tables in a file", "ms", something - nothing, "the aim", aim, Better.Lower);
        }
    }

    private static double Time(params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { ArgumentList = { typeof(FirstToken).Assembly.Location } };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (!Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.RemoveAt(0); // started by a host of its own
        }

        long before = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(before).TotalMilliseconds : throw new InvalidOperationException("The timed process failed.");
    }
}
