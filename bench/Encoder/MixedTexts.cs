using Sememe.Bench.Harness;
using Sememe.Bench.Tokenizers;
using Sememe.CompilerServices;
using Sememe.Testing;

namespace Sememe.Bench.Encoder;

/// <summary>2,000 texts of mixed length from strings to vectors, tokenizing included, on two threads: ours in their order, ONNX Runtime's in batches of 32 sorted by length.</summary>
internal sealed class MixedTexts : Benchmark
{
    private const string File = "mixed-2000.txt";
    private const int Threads = 2;
    private const int BatchSize = 32;
    private const int Rounds = 2;

    // Padding and batches change the last bits only; int8 of ONNX Runtime depends on the batch, and ours quantizes finer.
    private const double LowestCosine = 0.9;

    /// <inheritdoc/>
    public override string Name => "mixed";

    /// <inheritdoc/>
    public override string? FindObstacle() => EncoderCase.FindObstacle();

    /// <summary>The texts.</summary>
    public static string[] ReadTexts() => System.IO.File.ReadAllLines(TestPaths.InShared("texts", File));

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        Tokenizer tokenizer = new TokenizerCase("bert-base-uncased", "").Compile();
        string[] texts = ReadTexts();
        string version = EncoderCase.LoadLibrary().Version;
        foreach (EncoderCase model in EncoderCase.All)
        {
            float[] ours = new float[texts.Length * 384];
            float[][] theirs = [.. texts.Select(static _ => new float[384])];
            using EmbeddingModel embedder = MiniLmEmbedding.Load(tokenizer, model, Threads);
            using PaddedEmbedder inTurn = new(model.TheirPath, 384, Threads);
            using PaddedEmbedder besides = new(model.TheirPath, 384, threads: 1);
            Action[] ways =
            [
                () => embedder.Embed(texts, -1, ours, null, CancellationToken.None),
                () => RunTheirs(inTurn, tokenizer, texts, theirs, workers: 1),
                () => RunTheirs(besides, tokenizer, texts, theirs, workers: Threads),
            ];
            double[] shortest = Timing.Shortest(ways, Rounds);
            RequireAgreement(ours, theirs);
            string against = shortest[1] < shortest[2] ? $"ONNX Runtime {version}, one run on two threads" : $"ONNX Runtime {version}, two runs at a time";
            yield return new Row(
                $"2,000 mixed texts, {Threads} threads", model.Precision, "1/s", texts.Length / shortest[0], against, texts.Length / Math.Min(shortest[1], shortest[2]), Better.Higher);
        }
    }

    /// <summary>Tokenizes all, sorts by length, runs batches of equal size.</summary>
    private static void RunTheirs(PaddedEmbedder embedder, Tokenizer tokenizer, string[] texts, float[][] vectors, int workers)
    {
        int[][] ids = new int[texts.Length][];
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, part =>
        {
            int[] buffer = new int[4096];
            for (int i = part; i < texts.Length; i += Threads)
            {
                ids[i] = Encode(tokenizer, texts[i], buffer);
            }
        });
        int[][] sorted = [.. ids];
        float[][] sortedVectors = [.. vectors];
        Array.Sort(sorted, sortedVectors, Comparer<int[]>.Create(static (left, right) => right.Length.CompareTo(left.Length)));
        int batches = (texts.Length + BatchSize - 1) / BatchSize;
        Parallel.For(0, batches, new ParallelOptions { MaxDegreeOfParallelism = workers }, batch =>
        {
            int first = batch * BatchSize;
            int count = Math.Min(BatchSize, texts.Length - first);
            embedder.Run(sorted.AsSpan(first, count), sortedVectors.AsSpan(first, count));
        });
    }

    /// <summary>The ids, cut as our model cuts them: the last token stays.</summary>
    private static int[] Encode(Tokenizer tokenizer, string text, int[] buffer)
    {
        int count = tokenizer.Encode(text, buffer);
        int[] ids = buffer[..Math.Min(count, MiniLmEmbedding.MaxTokens)];
        ids[^1] = buffer[count - 1];
        return ids;
    }

    /// <summary>Two ways that do not compute the same are not compared.</summary>
    private static void RequireAgreement(float[] ours, float[][] theirs)
    {
        for (int i = 0; i < theirs.Length; i++)
        {
            double cosine = System.Numerics.Tensors.TensorPrimitives.Dot<float>(ours.AsSpan(i * 384, 384), theirs[i]);
            if (!(cosine > LowestCosine))
            {
                throw new InvalidOperationException($"Text {i} has another vector with ONNX Runtime: cosine {cosine:f4}.");
            }
        }
    }
}
