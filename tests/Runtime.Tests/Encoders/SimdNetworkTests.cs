using Sememe.Backends;
using Sememe.Encoders;
using Sememe.Kernels;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.Encoders;

public sealed class SimdNetworkTests
{
    private static readonly int[] s_ids = [101, 7592, 2088, 102];

    [SharedTheory]
    [InlineData(SimdNetworks.Float)]
    [InlineData(SimdNetworks.Int8)]
    public void A_run_allocates_nothing_after_the_first(string file)
    {
        using SimdNetwork network = SimdNetworks.Open(SimdNetworks.MiniLm, file);
        float[] states = new float[s_ids.Length * 384];
        int[] starts = [0, s_ids.Length];

        Assert.Equal(0, Allocations.PerCall(RunOnce));

        void RunOnce() => network.Run(
            new NetworkCall { Input = new SequenceBatch { TokenIds = s_ids, Starts = starts }, Layers = LayerSet.Last, HiddenStates = states },
            CancellationToken.None);
    }

    [SharedFact]
    public void A_text_beyond_the_kept_memory_allocates_nothing_managed()
    {
        using SimdNetwork network = SimdNetworks.Open("bert", "model.safetensors", blockTokens: 8);
        int[] ids = new int[100];
        float[] states = new float[ids.Length * 48];
        int[] starts = [0, ids.Length];

        Assert.Equal(0, Allocations.PerCall(RunOnce));

        void RunOnce() => network.Run(
            new NetworkCall { Input = new SequenceBatch { TokenIds = ids, Starts = starts }, Layers = LayerSet.Last, HiddenStates = states },
            CancellationToken.None);
    }

    [SharedFact]
    public void Memory_that_served_a_longer_block_serves_every_shorter_one()
    {
        WorkspacePlan plan = new(SimdNetworks.Spec(SimdNetworks.MiniLm), Int8Form.Words);
        WorkspaceLayout large = plan.Layout(512);

        for (int tokens = 1; tokens <= 512; tokens++)
        {
            WorkspaceLayout small = plan.Layout(tokens);
            Assert.True(small.Attention - small.Intermediate <= large.Attention - large.Intermediate);
            Assert.True(small.Scales - small.Integers <= large.Scales - large.Integers);
            Assert.InRange((nuint)WorkspacePlan.FeedForwardRows(tokens) * 1536 * sizeof(float), 0u, small.Attention - small.Intermediate);
        }

        int longest = Enumerable.Range(1, 512).Max(WorkspacePlan.FeedForwardRows);
        Assert.InRange((nuint)longest * 1536 * sizeof(float), 0u, large.Attention - large.Intermediate);
    }

    [SharedFact]
    public void Wanted_layers_lie_in_ascending_order_with_the_last_one_at_the_end()
    {
        using SimdNetwork network = SimdNetworks.Open(SimdNetworks.MiniLm, SimdNetworks.Float);
        int block = s_ids.Length * 384;

        float[] all = SimdNetworks.Run(network, 384, LayerSet.Range(0, 6), s_ids);
        float[] some = SimdNetworks.Run(network, 384, LayerSet.Of(2) | LayerSet.Of(5) | LayerSet.Last, s_ids);

        Assert.Equal(all[(2 * block)..(3 * block)], some[..block]);
        Assert.Equal(all[(5 * block)..(6 * block)], some[block..(2 * block)]);
        Assert.Equal(all[(6 * block)..], some[(2 * block)..]);
    }

    [SharedFact]
    public void An_empty_sequence_takes_no_rows()
    {
        using SimdNetwork network = SimdNetworks.Open(SimdNetworks.MiniLm, SimdNetworks.Float);

        Assert.Equal(
            SimdNetworks.Run(network, 384, LayerSet.Last, s_ids),
            SimdNetworks.Run(network, 384, LayerSet.Last, [], s_ids, []));
    }

    [SharedFact]
    public void A_cancelled_run_throws_and_the_next_one_works()
    {
        using SimdNetwork network = SimdNetworks.Open(SimdNetworks.MiniLm, SimdNetworks.Float);
        float[] states = new float[s_ids.Length * 384];

        Assert.Throws<OperationCanceledException>(() => network.Run(
            new NetworkCall { Input = new SequenceBatch { TokenIds = s_ids, Starts = new int[] { 0, 4 } }, Layers = LayerSet.Last, HiddenStates = states },
            new CancellationToken(canceled: true)));

        Assert.All(SimdNetworks.Run(network, 384, LayerSet.Last, s_ids), static x => Assert.True(float.IsFinite(x)));
    }

    [SharedTheory]
    [InlineData("model_qint8.onnx")]
    [InlineData("model_qint8_per_channel.onnx")]
    [InlineData("model_quint8.onnx")]
    [InlineData("model_quint8_reduced.onnx")]
    public void Every_form_of_dynamic_quantization_stays_near_the_float_vectors(string file)
    {
        string path = "onnx/" + file;
        using SimdNetwork quantized = SimdNetworks.Open("bert", path);
        using SimdNetwork reference = SimdNetworks.Open("bert", "model.safetensors");
        int[] ids = [.. Enumerable.Range(30, 40)];

        float[] expected = SimdNetworks.UnitMean(SimdNetworks.Run(reference, 48, LayerSet.Last, ids), 48);
        float[] actual = SimdNetworks.UnitMean(SimdNetworks.Run(quantized, 48, LayerSet.Last, ids), 48);

        Assert.InRange(SimdNetworks.Cosine(expected, actual), 0.95, 1);
    }
}
