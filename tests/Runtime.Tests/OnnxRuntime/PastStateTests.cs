using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.OnnxRuntime;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.OnnxRuntime;

/// <summary>On ONNX Runtime, too, tokens that come one after the other have the hidden states that they have together.</summary>
public sealed class PastStateTests
{
    private const string Model = "gpt2";

    private static readonly EncoderSpec s_spec = TestPaths.HasShared ? Networks.Spec(Model) : null!;

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(1)]
    [InlineData(7)]
    public void Steps_of_any_length_give_the_states_of_the_reference(int step)
    {
        using OnnxRuntimeNetwork network = Networks.Compose(Model);
        using NetworkState state = network.CreateState(s_spec.MaxPositions)!;
        GoldenTensors goldens = GoldenTensors.ReadSmall(Model);
        foreach (GoldenCase golden in goldens.Cases)
        {
            state.Cut(0);
            float[] states = new float[golden.Ids.Length * s_spec.HiddenSize];
            for (int first = 0; first < golden.Ids.Length; first += step)
            {
                int end = Math.Min(first + step, golden.Ids.Length);
                Run(network, golden.Ids[first..end], state, states.AsSpan(first * s_spec.HiddenSize, (end - first) * s_spec.HiddenSize));
            }

            Assert.Equal(golden.Ids.Length, state.Length);
            double worst = goldens.LastHiddenState(golden).Zip(states, static (a, b) => Math.Abs((double)a - b)).Max();
            Assert.True(worst <= goldens.Tolerance, $"{golden.Name}: off by {worst:G3}");
        }
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void Every_layer_is_that_of_the_tokens_together()
    {
        using OnnxRuntimeNetwork network = Networks.Compose(Model);
        using NetworkState state = network.CreateState(s_spec.MaxPositions)!;
        GoldenTensors goldens = GoldenTensors.ReadSmall(Model);
        GoldenCase golden = goldens.Cases.First(static golden => golden.Ids.Length > 8);
        LayerSet all = LayerSet.Range(0, s_spec.Layers);
        int rest = golden.Ids.Length - 5;
        float[] states = new float[all.Count * rest * s_spec.HiddenSize];
        Run(network, golden.Ids[..5], state, new float[5 * s_spec.HiddenSize]);

        Run(network, golden.Ids[5..], state, states, all);

        for (int layer = 0; layer <= s_spec.Layers; layer++)
        {
            int block = rest * s_spec.HiddenSize;
            float[] expected = goldens.HiddenState(golden, layer)[(5 * s_spec.HiddenSize)..];
            Assert.All(expected.Zip(states[(layer * block)..((layer + 1) * block)]), pair => Assert.Equal(pair.First, pair.Second, goldens.Tolerance));
        }
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void A_sequence_goes_on_behind_the_token_where_it_is_cut()
    {
        using OnnxRuntimeNetwork network = Networks.Compose(Model);
        using NetworkState state = network.CreateState(s_spec.MaxPositions)!;
        float[] straight = new float[s_spec.HiddenSize];
        float[] detour = new float[3 * s_spec.HiddenSize];
        foreach (int id in (int[])[5, 6, 7, 8])
        {
            Run(network, [id], state, straight);
        }

        state.Cut(2);
        Run(network, [9, 10, 11], state, detour);
        state.Cut(2);
        Run(network, [7], state, detour);
        Run(network, [8], state, detour);

        Assert.Equal(straight, detour[..s_spec.HiddenSize]);
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void A_state_takes_one_sequence_that_fits()
    {
        using OnnxRuntimeNetwork network = Networks.Compose(Model);
        using NetworkState state = network.CreateState(3)!;
        float[] states = new float[4 * s_spec.HiddenSize];
        Run(network, [5, 6], state, states);

        Assert.Contains("at most 1", Assert.Throws<ArgumentException>(() => Run(network, [7, 8], state, states)).Message, StringComparison.Ordinal);
        Assert.Equal(2, state.Length);
        Run(network, [7], state, states);
        Assert.Equal(3, state.Length);
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void A_run_that_fails_leaves_the_state_as_it_was()
    {
        using OnnxRuntimeNetwork network = Networks.Compose(Model);
        using NetworkState state = network.CreateState(8)!;
        using NetworkState other = network.CreateState(8)!;
        float[] expected = new float[s_spec.HiddenSize];
        float[] actual = new float[s_spec.HiddenSize];
        Run(network, [5], state, actual);
        Run(network, [5], other, expected);

        Assert.Throws<InvalidOperationException>(() => Run(network, [s_spec.VocabularySize], state, actual));
        Run(network, [6], state, actual);
        Run(network, [6], other, expected);

        Assert.Equal(expected, actual);
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void A_network_whose_tokens_see_later_ones_has_no_state()
    {
        using OnnxRuntimeNetwork network = Networks.Compose("bert");

        Assert.Null(network.CreateState(8));
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void A_step_allocates_nothing_on_the_managed_heap()
    {
        using OnnxRuntimeNetwork network = Networks.Compose(Model);
        using NetworkState state = network.CreateState(s_spec.MaxPositions)!;
        float[] states = new float[s_spec.HiddenSize];
        int[] token = [5];
        int[] starts = [0, 1];

        Assert.Equal(0, Allocations.PerCall(Step));

        void Step() => network.Run(
            new NetworkCall { Input = new SequenceBatch { TokenIds = token, Starts = starts }, State = state, Layers = LayerSet.Last, HiddenStates = states }, CancellationToken.None);
    }

    private static void Run(Network network, int[] ids, NetworkState state, Span<float> states, LayerSet? layers = null) => network.Run(
        new NetworkCall { Input = new SequenceBatch { TokenIds = ids, Starts = [0, ids.Length] }, State = state, Layers = layers ?? LayerSet.Last, HiddenStates = states },
        CancellationToken.None);
}
