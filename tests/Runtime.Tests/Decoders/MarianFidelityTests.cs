using System.Text.Json;
using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Heads;
using Sememe.Kernels;
using Sememe.Runtime.Tests.Heads;
using Sememe.Runtime.Tests.OnnxRuntime;
using Sememe.Testing;
using Sememe.Weights;
using Workspace = Sememe.Memory.Workspace;

namespace Sememe.Runtime.Tests.Decoders;

/// <summary>Hidden states of encoder and decoder, and logits, against transformers.</summary>
public sealed class MarianFidelityTests
{
    private const string Model = "marian";

    public static TheoryData<string> Kernels => [.. Enum.GetNames<KernelChoice>()];

    [SharedTheory, MemberData(nameof(Kernels))]
    public void Every_layer_of_the_encoder_equals_that_of_the_reference(string kernels)
    {
        if (!TestKernels.TryParse(kernels, out KernelChoice choice))
        {
            return;
        }

        using SimdNetwork network = Open(choice, out EncoderSpec spec, out _, out _);
        GoldenTensors goldens = GoldenTensors.ReadSmall(Model);
        foreach (GoldenCase golden in goldens.Cases)
        {
            int size = golden.Ids.Length * spec.HiddenSize;
            float[] states = new float[network.AvailableLayers.Count * size];
            NetworkCall call = new()
            {
                Input = new SequenceBatch { TokenIds = golden.Ids, Starts = [0, golden.Ids.Length] },
                Layers = network.AvailableLayers,
                HiddenStates = states,
            };
            network.Run(call, CancellationToken.None);

            for (int layer = 0; layer <= spec.Layers; layer++)
            {
                AssertNear(goldens.HiddenState(golden, layer), states.AsSpan(layer * size, size), goldens.Tolerance, $"{golden.Name}, layer {layer}");
            }

            AssertNear(goldens.LastHiddenState(golden), states.AsSpan(^size..), goldens.Tolerance, golden.Name);
        }
    }

    [SharedTheory, MemberData(nameof(Kernels))]
    public void Every_layer_of_the_decoder_and_the_logits_equal_those_of_the_reference(string kernels)
    {
        if (!TestKernels.TryParse(kernels, out KernelChoice choice))
        {
            return;
        }

        using SimdNetwork network = Open(choice, out EncoderSpec spec, out ModelWeights weights, out HeadSpec head);
        using OutputHead outputs = OutputHead.Load(head, spec, weights);
        using DecoderState state = network.CreateDecoderState(1, spec.MaxPositions)!;
        GoldenTensors goldens = GoldenTensors.ReadSmall(Model);
        LayerSet layers = LayerSet.Range(0, spec.Decoder!.Layers);
        foreach (GoldenCase golden in goldens.Cases)
        {
            int[] ids = Greedy(golden.Name)[..^1];
            state.Begin(Encode(network, spec, golden.Ids));
            float[] states = new float[layers.Count * spec.HiddenSize];
            float[] logits = new float[head.Outputs];
            for (int token = 0; token < ids.Length; token++)
            {
                network.Run(
                    new NetworkCall { Input = new SequenceBatch { TokenIds = ids.AsSpan(token, 1), Starts = [0, 1] }, State = state, Layers = layers, HiddenStates = states },
                    CancellationToken.None);
                for (int layer = 0; layer < layers.Count; layer++)
                {
                    ReadOnlySpan<float> expected = goldens.Tensor(golden, $"decoder_hidden.{layer}").AsSpan(token * spec.HiddenSize, spec.HiddenSize);
                    AssertNear(expected, states.AsSpan(layer * spec.HiddenSize, spec.HiddenSize), goldens.Tolerance, $"{golden.Name}, token {token}, layer {layer}");
                }

                outputs.Run(states.AsSpan(^spec.HiddenSize..), 1, logits, new Workspace());
                AssertNear(goldens.Tensor(golden, "logits").AsSpan(token * head.Outputs, head.Outputs), logits, goldens.Tolerance, $"{golden.Name}, token {token}, logits");
            }
        }
    }

    [SharedFact]
    public void Texts_side_by_side_are_bit_for_bit_what_each_is_alone()
    {
        using SimdNetwork network = Open(KernelChoice.Auto, out EncoderSpec spec, out _, out _);
        int[] source = [4, 666, 27, 76, 181, 0];
        int[][] texts = [[669, 5, 6, 7], [669, 5, 8, 9], [669, 10, 11, 12], [669, 5, 6, 13]];
        float[][] alone = [.. texts.Select(text => RunAlone(network, spec, source, text))];

        using DecoderState state = network.CreateDecoderState(texts.Length, spec.MaxPositions)!;
        state.Begin(Encode(network, spec, source));
        float[] states = [];
        for (int token = 0; token < texts[0].Length; token++)
        {
            states = Step(network, spec, state, [.. texts.Select(text => text[token]).Take(token == 0 ? 1 : 4)]);
            if (token == 0)
            {
                state.Reorder([0, 0, 0, 0]);
            }
        }

        Assert.Equal(alone.SelectMany(static row => row), states);
    }

    [SharedFact]
    public void Texts_go_on_behind_those_that_they_are_said_to()
    {
        using SimdNetwork network = Open(KernelChoice.Auto, out EncoderSpec spec, out _, out _);
        int[] source = [4, 666, 27, 76, 181, 0];
        using DecoderState state = network.CreateDecoderState(3, spec.MaxPositions)!;
        state.Begin(Encode(network, spec, source));
        Step(network, spec, state, [669]);
        state.Reorder([0, 0, 0]);
        Step(network, spec, state, [5, 6, 7]);
        state.Reorder([2, 0, 2]);
        Step(network, spec, state, [8, 9, 10]);
        state.Reorder([1, 2]);
        float[] states = Step(network, spec, state, [11, 12]);

        Assert.Equal([.. RunAlone(network, spec, source, [669, 5, 9, 11]), .. RunAlone(network, spec, source, [669, 7, 10, 12])], states);
        Assert.Equal((2, 4), (state.Count, state.Length));
    }

    [SharedFact]
    public void A_state_takes_one_token_for_each_text_and_origins_that_there_are()
    {
        using SimdNetwork network = Open(KernelChoice.Auto, out EncoderSpec spec, out _, out _);
        using DecoderState state = network.CreateDecoderState(2, 1)!;
        state.Begin(Encode(network, spec, [4, 0]));

        Assert.Throws<ArgumentException>(() => Step(network, spec, state, [669, 5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Reorder([1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Reorder([0, 0, 0]));
        Step(network, spec, state, [669]);
        Assert.Throws<ArgumentException>(() => Step(network, spec, state, [5]));
    }

    [SharedFact]
    public void A_network_without_a_decoder_has_no_such_state()
    {
        EncoderSpec spec = HeadFolder.ReadEncoder("gpt2");
        using SimdNetwork network = SimdNetwork.Create(spec, ModelWeights.Open(TestPaths.InShared("models", "gpt2"), "model.safetensors", spec, copy: false));

        Assert.Null(network.CreateDecoderState(1, 8));
    }

    private static float[] RunAlone(SimdNetwork network, EncoderSpec spec, int[] source, int[] text)
    {
        using DecoderState state = network.CreateDecoderState(1, spec.MaxPositions)!;
        state.Begin(Encode(network, spec, source));
        float[] states = [];
        foreach (int token in text)
        {
            states = Step(network, spec, state, [token]);
        }

        return states;
    }

    private static float[] Step(SimdNetwork network, EncoderSpec spec, DecoderState state, int[] tokens)
    {
        float[] states = new float[tokens.Length * spec.HiddenSize];
        int[] starts = [.. Enumerable.Range(0, tokens.Length + 1)];
        network.Run(
            new NetworkCall { Input = new SequenceBatch { TokenIds = tokens, Starts = starts }, State = state, Layers = LayerSet.Last, HiddenStates = states }, CancellationToken.None);
        return states;
    }

    private static float[] Encode(SimdNetwork network, EncoderSpec spec, int[] ids)
    {
        float[] states = new float[ids.Length * spec.HiddenSize];
        network.Run(
            new NetworkCall { Input = new SequenceBatch { TokenIds = ids, Starts = [0, ids.Length] }, Layers = LayerSet.Last, HiddenStates = states }, CancellationToken.None);
        return states;
    }

    private static SimdNetwork Open(KernelChoice kernels, out EncoderSpec spec, out ModelWeights weights, out HeadSpec head)
    {
        (spec, head) = HeadFolder.Read(Model);
        weights = ModelWeights.Open(TestPaths.InShared("models", Model), "model.safetensors", spec, copy: false, head);
        return SimdNetwork.Create(spec, weights, new SimdOptions { Kernels = kernels });
    }

    private static int[] Greedy(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(TestPaths.InShared("goldens", "models", Model + ".json")));
        JsonElement golden = document.RootElement.GetProperty("cases").EnumerateArray().First(item => item.GetProperty("name").GetString() == name);
        return [.. golden.GetProperty("greedy").GetProperty("ids").EnumerateArray().Select(static id => id.GetInt32())];
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double worst = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            worst = Math.Max(worst, Math.Abs((double)expected[i] - actual[i]));
        }

        Assert.True(worst <= tolerance, $"{what}: off by {worst:G3}");
    }
}
