using System.Runtime.CompilerServices;
using Sememe.Backends;
using Sememe.Bench.Harness;
using Sememe.Bench.Tokenizers;
using Sememe.CompilerServices;
using Sememe.OnnxRuntime;

namespace Sememe.Bench.Encoder;

/// <summary>From the start of a process to its first sentence vector, beyond a process that does nothing; files in the disk cache.</summary>
internal sealed class FirstVector : Benchmark
{
    private const int Runs = 11;
    private const string Switch = "--first-vector";
    private const string Text = "From the start of a process to its first vector.";

    // What is asked.
    private const double Aim = 60;

    /// <inheritdoc/>
    public override string Name => "first-vector";

    /// <inheritdoc/>
    public override string? FindObstacle() => EncoderCase.FindObstacle();

    /// <summary>What the processes that are timed do: nothing, or one vector with our encoder, or one with ONNX Runtime as it is by default.</summary>
    public static bool TryRun(string[] args)
    {
        if (args.Length == 0 || args[0] != Switch)
        {
            return false;
        }

        if (args.Length > 1)
        {
            Embed(args[1], args[2], StoredTables.Open(args[3], args[4]));
        }

        return true;
    }

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        using StoredTables tables = StoredTables.Write("bert-base-uncased");
        string against = "ONNX Runtime " + EncoderCase.LoadLibrary().Version;
        foreach (EncoderCase model in EncoderCase.All)
        {
            double nothing = double.MaxValue;
            double ours = double.MaxValue;
            double theirs = double.MaxValue;
            for (int i = 0; i < Runs; i++)
            {
                nothing = Math.Min(nothing, ChildProcess.Run(Switch).Milliseconds);
                ours = Math.Min(ours, ChildProcess.Run(Switch, "ours", model.Precision, tables.Path, tables.Checksum).Milliseconds);
                theirs = Math.Min(theirs, ChildProcess.Run(Switch, "theirs", model.Precision, tables.Path, tables.Checksum).Milliseconds);
            }

            yield return new Row("first vector of a process", model.Precision, "ms", ours - nothing, against, theirs - nothing, Better.Lower);
            yield return new Row("first vector of a process", model.Precision, "ms", ours - nothing, "the aim", Aim, Better.Lower);
        }
    }

    private static void Embed(string who, string precision, Tokenizer tokenizer)
    {
        EncoderCase model = precision == "int8" ? EncoderCase.Int8 : EncoderCase.Float32;
        if (who == "ours")
        {
            EmbedOurs(model, tokenizer);
        }
        else
        {
            EmbedTheirs(model, tokenizer);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // or one process would load what the other needs
    private static void EmbedOurs(EncoderCase model, Tokenizer tokenizer)
    {
        using EmbeddingModel embedder = MiniLmEmbedding.Load(tokenizer, model, threads: 0);
        Require(embedder.Embed(Text, -1, new float[384]).Tokens);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EmbedTheirs(EncoderCase model, Tokenizer tokenizer)
    {
        EncoderSpec spec = MiniLmEmbedding.Describe(tokenizer).Encoder;
        using OnnxRuntimeNetwork network = OnnxRuntimeNetwork.Open(EncoderCase.LoadLibrary(), spec, model.TheirPath, new OnnxRuntimeOptions { Threads = 0, KeepsMemory = true });
        int[] ids = new int[64];
        int count = tokenizer.Encode(Text, ids);
        float[] states = new float[count * spec.HiddenSize];
        SequenceBatch batch = new() { TokenIds = ids.AsSpan(0, count), Starts = [0, count] };
        network.Run(new NetworkCall { Input = batch, Layers = LayerSet.Last, HiddenStates = states }, CancellationToken.None);
        Heads.Pooling.Pool(PoolingMode.Mean, states, 0, new float[spec.HiddenSize]);
        Require(count);
    }

    private static void Require(int tokens)
    {
        if (tokens < 3)
        {
            throw new InvalidOperationException("There was nothing to embed.");
        }
    }
}
