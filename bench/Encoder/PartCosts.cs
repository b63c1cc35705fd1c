using System.Diagnostics;
using Sememe.Backends;
using Sememe.Bench.Harness;
using Sememe.Bench.Tokenizers;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Heads;
using Sememe.Kernels;

namespace Sememe.Bench.Encoder;

/// <summary>Where the time of one call goes, on one thread: what the next person should look at first.</summary>
/// <remarks>Every number is the shortest of many, of kernels call by call: what it takes when nothing else disturbs.</remarks>
internal sealed class PartCosts : Benchmark
{
    private static readonly int[] s_lengths = [16, 128];
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override string Name => "parts";

    /// <inheritdoc/>
    public override string? FindObstacle() => EncoderCase.FindObstacle();

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        EncoderSpec spec = EncoderCase.ReadSpec();
        TokenizerCase texts = new("bert-base-uncased", "english.txt");
        Tokenizer tokenizer = texts.Compile();
        string text = texts.ReadText().Chunks[0];
        foreach (EncoderCase model in EncoderCase.All)
        {
            TimedKernels kernels = new(KernelSet.Create());
            using SimdNetwork network = model.LoadOurs(spec, kernels);
            foreach (int length in s_lengths)
            {
                IReadOnlyList<(string Part, double Seconds)> costs = Measure(network, kernels, spec, tokenizer, ShortestOf(text, tokenizer, length));
                double whole = costs.Sum(static cost => cost.Seconds);
                foreach ((string part, double seconds) in costs)
                {
                    yield return new Row(
                        $"parts of a call, {model.Precision}, {kernels.Choice}", $"{length} tokens: {part}", "ms", seconds * 1000, "all of it", whole * 1000, Better.Lower);
                }
            }
        }
    }

    /// <summary>The beginning of a text that has so many tokens.</summary>
    public static string ShortestOf(string text, Tokenizer tokenizer, int tokens)
    {
        int[] ids = new int[text.Length + 2];
        int length = 1;
        while (tokenizer.Encode(text.AsSpan(0, length), ids) < tokens)
        {
            length++;
        }

        return text[..length];
    }

    private static IReadOnlyList<(string Part, double Seconds)> Measure(
        SimdNetwork network, TimedKernels kernels, EncoderSpec spec, Tokenizer tokenizer, string text)
    {
        int[] ids = new int[text.Length + 2];
        float[] states = new float[tokenizer.Encode(text, ids) * spec.HiddenSize];
        float[] vector = new float[spec.HiddenSize];
        (double tokenize, double rest, double pool) = (double.MaxValue, double.MaxValue, double.MaxValue);
        kernels.Clear();
        for (Stopwatch total = Stopwatch.StartNew(); total.Elapsed < s_budget;)
        {
            kernels.Begin();
            long start = Stopwatch.GetTimestamp();
            int tokens = tokenizer.Encode(text, ids);
            long tokenized = Stopwatch.GetTimestamp();
            SequenceBatch batch = new() { TokenIds = ids.AsSpan(0, tokens), Starts = [0, tokens] };
            network.Run(new NetworkCall { Input = batch, Layers = LayerSet.Last, HiddenStates = states }, CancellationToken.None);
            long encoded = Stopwatch.GetTimestamp();
            Pooling.Pool(PoolingMode.Mean, states, 0, vector);
            tokenize = Math.Min(tokenize, Seconds(start, tokenized));
            rest = Math.Min(rest, Seconds(tokenized, encoded) - kernels.SecondsOfRun);
            pool = Math.Min(pool, Seconds(encoded, Stopwatch.GetTimestamp()));
        }

        return
        [
            ("tokenize", tokenize),
            ("embed and the rest", rest),
            .. Enum.GetValues<KernelPart>().Select(part => (NameOf(part), kernels.Seconds(part))).Where(static cost => cost.Item2 > 0),
            ("pool", pool),
        ];
    }

    private static string NameOf(KernelPart part) => part switch
    {
        KernelPart.Gemm => "matrix products",
        KernelPart.Quantize => "quantize",
        KernelPart.Attention => "attention",
        _ => "norm",
    };

    private static double Seconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalSeconds;
}
