using System.Diagnostics;
using System.Text;
using Sememe.Bench.Harness;
using Sememe.Testing;

namespace Sememe.Bench.Tokenizers;

/// <summary>How time grows with a text of one thing, from 1 to 10 MB: the time of a byte in the longest against that in the shortest. Linear time is 1, quadratic 10.</summary>
internal sealed class Doubling : Benchmark
{
    private const int Megabyte = 1_000_000;
    private const int Rounds = 3;

    private static readonly int[] s_megabytes = [1, 2, 4, 8, 10];

    private static readonly string[] s_folders = ["bert-base-uncased", "gpt2", "xlm-roberta-base", "steps/llama2-like", "steps/wordlevel-split"];

    private static readonly (string Name, string Part)[] s_things =
        [("one letter", "a"), ("blanks", " "), ("combining marks", "\u0301"), ("marks in need of order", "\u1BAA\u0334"), ("[MASK]", "[MASK]"), ("Chinese", "語言"), ("words", "word ")];

    /// <inheritdoc/>
    public override string Name => "doubling";

    /// <inheritdoc/>
    public override string? FindObstacle() => TestPaths.HasShared ? null : "the shared tokenizers are not there";

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        foreach (string folder in s_folders)
        {
            Tokenizer tokenizer = new TokenizerCase(folder, "").Compile();
            foreach ((string name, string part) in s_things)
            {
                double[] nanoseconds = [.. s_megabytes.Select(size => NanosecondsOfByte(tokenizer, part, size * Megabyte))];
                Console.WriteLine($"{folder}, {name}: {string.Join(", ", s_megabytes.Zip(nanoseconds, static (size, time) => $"{size} MB {time:g3} ns/byte"))}");
                yield return new Row($"doubling {folder}", $"{name}, 1 to 10 MB", "ns/B", nanoseconds[^1], "a byte of 1 MB", nanoseconds[0], Better.Lower);
            }
        }
    }

    private static double NanosecondsOfByte(Tokenizer tokenizer, string part, int bytes)
    {
        int times = bytes / Encoding.UTF8.GetByteCount(part);
        string text = new StringBuilder(part.Length * times).Insert(0, part, times).ToString();
        double shortest = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            _ = tokenizer.CountTokens(text);
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return shortest / bytes;
    }
}
