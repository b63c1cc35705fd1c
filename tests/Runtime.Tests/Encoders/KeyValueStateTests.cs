using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Kernels;
using Sememe.Runtime.Tests.Heads;
using Sememe.Runtime.Tests.OnnxRuntime;
using Sememe.Testing;
using Sememe.Weights;

namespace Sememe.Runtime.Tests.Encoders;

/// <summary>Tokens that come one after the other have the hidden states that they have together.</summary>
public sealed class KeyValueStateTests
{
    public static TheoryData<string, int> Steps
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (string kernels in Enum.GetNames<KernelChoice>())
            {
                data.Add(kernels, 1);
                data.Add(kernels, 7);
            }

            return data;
        }
    }

    [SharedTheory, MemberData(nameof(Steps))]
    public void Steps_of_any_length_give_the_states_of_the_reference(string kernels, int step)
    {
        if (!TestKernels.TryParse(kernels, out KernelChoice choice))
        {
            return;
        }

        using SimdNetwork network = Open("gpt2", choice, out EncoderSpec spec);
        using NetworkState state = network.CreateState(spec.MaxPositions)!;
        GoldenTensors goldens = GoldenTensors.ReadSmall("gpt2");
        foreach (GoldenCase golden in goldens.Cases)
        {
            state.Cut(0);
            float[] states = new float[golden.Ids.Length * spec.HiddenSize];
            for (int first = 0; first < golden.Ids.Length; first += step)
            {
                int end = Math.Min(first + step, golden.Ids.Length);
                Run(network, golden.Ids[first..end], state, states.AsSpan(first * spec.HiddenSize, (end - first) * spec.HiddenSize));
            }

            Assert.Equal(golden.Ids.Length, state.Length);
            double worst = goldens.LastHiddenState(golden).Zip(states, static (a, b) => Math.Abs((double)a - b)).Max();
            Assert.True(worst <= goldens.Tolerance, $"{golden.Name}: off by {worst:G3}");
        }
    }

    [SharedFact]
    public void A_sequence_goes_on_behind_the_token_where_it_is_cut()
    {
        using SimdNetwork network = Open("gpt2", null, out EncoderSpec spec);
        using NetworkState state = network.CreateState(spec.MaxPositions)!;
        float[] straight = new float[spec.HiddenSize];
        float[] detour = new float[spec.HiddenSize];
        int[] ids = [5, 6, 7];
        foreach (int id in ids)
        {
            Run(network, [id], state, straight);
        }

        state.Cut(1);
        Run(network, [9], state, detour);
        state.Cut(1);
        Run(network, [6], state, detour);
        Run(network, [7], state, detour);

        Assert.Equal(straight, detour);
    }

    [SharedFact]
    public void A_state_takes_one_sequence_that_fits()
    {
        using SimdNetwork network = Open("gpt2", null, out EncoderSpec spec);
        using NetworkState state = network.CreateState(3)!;
        float[] states = new float[4 * spec.HiddenSize];
        Run(network, [5, 6], state, states);

        Assert.Contains("at most 1", Assert.Throws<ArgumentException>(() => Run(network, [7, 8], state, states)).Message, StringComparison.Ordinal);
        Assert.Equal(2, state.Length);
        Run(network, [7], state, states);
        Assert.Equal(3, state.Length);
    }

    [SharedFact]
    public void A_network_whose_tokens_see_later_ones_has_no_state()
    {
        using SimdNetwork network = Open("bert", null, out EncoderSpec spec);

        Assert.Null(network.CreateState(spec.MaxPositions));
    }

    private static void Run(SimdNetwork network, int[] ids, NetworkState state, Span<float> states) => network.Run(
        new NetworkCall { Input = new SequenceBatch { TokenIds = ids, Starts = [0, ids.Length] }, State = state, Layers = LayerSet.Last, HiddenStates = states },
        CancellationToken.None);

    private static SimdNetwork Open(string model, KernelChoice? kernels, out EncoderSpec spec)
    {
        spec = HeadFolder.ReadEncoder(model);
        ModelWeights weights = ModelWeights.Open(TestPaths.InShared("models", model), "model.safetensors", spec, copy: false);
        return SimdNetwork.Create(spec, weights, kernels is { } choice ? new SimdOptions { Kernels = choice } : null);
    }
}
