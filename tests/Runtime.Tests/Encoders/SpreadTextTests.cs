using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Kernels;
using Sememe.Testing;
using Sememe.Weights;

namespace Sememe.Runtime.Tests.Encoders;

/// <summary>One long text on several threads.</summary>
public sealed class SpreadTextTests
{
    private const int Tokens = 101; // no thread has as many rows as another

    [SharedTheory]
    [InlineData(SimdNetworks.MiniLm, SimdNetworks.Float, nameof(KernelChoice.Auto))]
    [InlineData(SimdNetworks.MiniLm, SimdNetworks.Float, nameof(KernelChoice.Avx2))]
    [InlineData(SimdNetworks.MiniLm, SimdNetworks.Float, nameof(KernelChoice.Portable))]
    [InlineData(SimdNetworks.MiniLm, SimdNetworks.Int8, nameof(KernelChoice.Auto))]
    [InlineData(SimdNetworks.MiniLm, SimdNetworks.Int8, nameof(KernelChoice.Avx2))]
    [InlineData(SimdNetworks.MiniLm, SimdNetworks.Int8, nameof(KernelChoice.Portable))]
    [InlineData("modernbert", SimdNetworks.Float, nameof(KernelChoice.Auto))]
    [InlineData("mpnet", SimdNetworks.Float, nameof(KernelChoice.Auto))]
    [InlineData("albert-groups", SimdNetworks.Float, nameof(KernelChoice.Auto))]
    [InlineData("gpt2", SimdNetworks.Float, nameof(KernelChoice.Auto))]
    [InlineData("deberta-v2", SimdNetworks.Float, nameof(KernelChoice.Auto))]
    public void A_text_has_the_same_bits_on_any_number_of_threads(string model, string file, string kernels)
    {
        if (!TestKernels.TryParse(kernels, out KernelChoice choice))
        {
            return;
        }

        EncoderSpec spec = SimdNetworks.Spec(model);
        int[] ids = Ids(spec);
        float[] expected = RunOn(1, spec, model, file, choice, ids);
        Assert.Equal(expected, RunOn(2, spec, model, file, choice, ids));
        Assert.Equal(expected, RunOn(3, spec, model, file, choice, ids));
        Assert.Equal(expected, RunOn(16, spec, model, file, choice, ids));
    }

    [SharedFact]
    public void Many_texts_at_once_share_the_threads_and_have_the_same_bits()
    {
        EncoderSpec spec = SimdNetworks.Spec(SimdNetworks.MiniLm);
        using SimdNetwork network = Open(4, spec, SimdNetworks.MiniLm, SimdNetworks.Float, KernelChoice.Auto);
        int[] ids = Ids(spec);
        float[] expected = Run(network, spec, LayerSet.Last, ids, CancellationToken.None);

        float[][] actual = new float[12][];
        Parallel.For(0, actual.Length, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i => actual[i] = Run(network, spec, LayerSet.Last, ids, CancellationToken.None));

        Assert.All(actual, states => Assert.Equal(expected, states));
    }

    [SharedFact]
    public void After_a_cancelled_text_the_threads_run_the_next_one()
    {
        EncoderSpec spec = SimdNetworks.Spec(SimdNetworks.MiniLm);
        using SimdNetwork network = Open(3, spec, SimdNetworks.MiniLm, SimdNetworks.Float, KernelChoice.Auto);
        int[] ids = Ids(spec);
        float[] expected = Run(network, spec, LayerSet.Last, ids, CancellationToken.None);

        for (int i = 0; i < 20; i++)
        {
            Assert.ThrowsAny<OperationCanceledException>(() => Run(network, spec, LayerSet.Last, ids, new CancellationToken(canceled: true)));
            Assert.Equal(expected, Run(network, spec, LayerSet.Last, ids, CancellationToken.None));
        }
    }

    private static float[] RunOn(int threads, EncoderSpec spec, string model, string file, KernelChoice kernels, int[] ids)
    {
        using SimdNetwork network = Open(threads, spec, model, file, kernels);
        return Run(network, spec, network.AvailableLayers, ids, CancellationToken.None);
    }

    private static SimdNetwork Open(int threads, EncoderSpec spec, string model, string file, KernelChoice kernels) =>
        SimdNetwork.Create(spec, ModelWeights.Open(TestPaths.InShared("models", model), file, spec, copy: false), new SimdOptions { Kernels = kernels, Threads = threads });

    private static float[] Run(SimdNetwork network, EncoderSpec spec, LayerSet layers, int[] ids, CancellationToken cancellation)
    {
        float[] states = new float[layers.Count * ids.Length * spec.HiddenSize];
        SequenceBatch input = new() { TokenIds = ids, Starts = [0, ids.Length], IsAlone = true };
        network.Run(new NetworkCall { Input = input, Layers = layers, HiddenStates = states }, cancellation);
        return states;
    }

    private static int[] Ids(EncoderSpec spec)
    {
        Random random = new(5);
        return [.. Enumerable.Range(0, Math.Min(Tokens, spec.MaxTokens)).Select(_ => random.Next(5, spec.VocabularySize))];
    }
}
