using Sememe.Backends;
using Sememe.Bench.Harness;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Kernels;

namespace Sememe.Bench.Encoder;

/// <summary>One sequence through the encoder, one thread: our SIMD backend against ONNX Runtime.</summary>
internal sealed class EncoderSpeed : Benchmark
{
    private static readonly int[] s_lengths = [8, 16, 32, 64, 128, 256, 512]; // the model's own limit is 256, its positions are 512
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(1.5);

    /// <inheritdoc/>
    public override string Name => "encoder";

    /// <inheritdoc/>
    public override string? FindObstacle() => EncoderCase.FindObstacle();

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        EncoderSpec spec = EncoderCase.ReadSpec();
        string against = "ONNX Runtime " + EncoderCase.LoadLibrary().Version;
        foreach (EncoderCase model in EncoderCase.All)
        {
            using Network theirs = model.LoadTheirs(spec);
            foreach (KernelChoice kernels in Choices())
            {
                using SimdNetwork ours = model.LoadOurs(spec, kernels);
                foreach (int length in s_lengths)
                {
                    (double our, double their) = Timing.Compare(Forward(ours, spec, length), Forward(theirs, spec, length), s_budget);
                    yield return new Row(
                        $"encoder {model.Precision}, {ours.Kernels} kernels", $"{length} tokens", "ms", our * 1000, against, their * 1000, Better.Lower);
                }
            }
        }
    }

    /// <summary>The best of this machine, and AVX2, which is what most machines have.</summary>
    private static IEnumerable<KernelChoice> Choices()
    {
        KernelChoice best = KernelSet.Create(KernelChoice.Auto).Choice;
        return best > KernelChoice.Avx2 ? [best, KernelChoice.Avx2] : [best];
    }

    /// <summary>One sequence of random words through a network.</summary>
    public static Action Forward(Network network, EncoderSpec spec, int length)
    {
        const int FirstWord = 1000; // of BERT's vocabulary; before are special and unused tokens
        Random random = new(length);
        int[] ids = [.. Enumerable.Range(0, length).Select(_ => random.Next(FirstWord, spec.VocabularySize))];
        int[] starts = [0, length];
        float[] hidden = new float[length * spec.HiddenSize];
        return () =>
        {
            SequenceBatch batch = new() { TokenIds = ids, Starts = starts };
            network.Run(new NetworkCall { Input = batch, Layers = LayerSet.Last, HiddenStates = hidden }, CancellationToken.None);
        };
    }
}
