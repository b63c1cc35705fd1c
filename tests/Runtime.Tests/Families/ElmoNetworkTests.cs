using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Kernels;
using Sememe.OnnxRuntime;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.Families;

public sealed class ElmoNetworkTests
{
    [SharedTheory]
    [InlineData("weights.hdf5", nameof(KernelChoice.Portable))]
    [InlineData("weights.hdf5", nameof(KernelChoice.Avx2))]
    [InlineData("weights.hdf5", nameof(KernelChoice.Avx512))]
    [InlineData("model.safetensors", nameof(KernelChoice.Auto))]
    public void Every_layer_of_every_case_is_the_reference_s(string weights, string kernels)
    {
        KernelChoice choice = KernelChoice.Auto;
        if (kernels != nameof(KernelChoice.Auto) && !TestKernels.TryParse(kernels, out choice))
        {
            return;
        }

        using ElmoNetwork network = ElmoGoldens.Open(weights, choice);
        AssertEveryLayer(network);
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData("weights.hdf5")]
    [InlineData("model.safetensors")]
    public void Every_layer_of_every_case_is_the_reference_s_on_ONNX_Runtime(string weights)
    {
        using OnnxRuntimeNetwork network = ElmoGoldens.Compose(weights);
        AssertEveryLayer(network);
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(Backend.Simd)]
    [InlineData(Backend.OnnxRuntime)]
    public void A_text_has_the_same_bits_alone_and_in_a_batch(Backend backend)
    {
        ElmoGoldens goldens = new();
        EncoderSpec spec = ElmoGoldens.Spec();
        using Network network = Open(backend);
        int[][] texts = [.. goldens.WithWords.Select(static golden => golden.Characters)];

        float[] together = Run(network, spec, LayerSet.Last, texts);

        Assert.Equal(texts.SelectMany(text => Run(network, spec, LayerSet.Last, text)), together);
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(Backend.Simd)]
    [InlineData(Backend.OnnxRuntime)]
    public void Layers_that_nobody_wants_need_not_run(Backend backend)
    {
        EncoderSpec spec = ElmoGoldens.Spec();
        int[] text = new ElmoGoldens().Cases[0].Characters;
        using Network network = Open(backend);
        float[] all = Run(network, spec, LayerSet.Range(0, spec.Layers), text);
        int block = all.Length / (spec.Layers + 1);

        for (int layer = 0; layer <= spec.Layers; layer++)
        {
            Assert.Equal(all[(layer * block)..((layer + 1) * block)], Run(network, spec, LayerSet.Of(layer), text));
        }
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(Backend.Simd)]
    [InlineData(Backend.OnnxRuntime)]
    public void A_direction_carries_its_state_over_blocks(Backend backend)
    {
        EncoderSpec spec = ElmoGoldens.Spec();
        int[][] words = [.. new ElmoGoldens().WithWords.SelectMany(static golden => golden.CharacterIds.Chunk(ElmoGoldens.WordLength))];
        int count = ElmoWorkspace.BlockTokens + 3;
        Assert.True(words.Length > count);
        using Network network = Open(backend);

        float[] all = Rows(words);
        float[] beginning = Rows(words[..count]);
        float[] other = Rows([words[^1], .. words[1..]]);

        // What is read from the left depends on all words before, and on none behind.
        int row = (count - 1) * spec.HiddenSize;
        int half = spec.HiddenSize / 2;
        Assert.Equal(beginning[row..(row + half)], all[row..(row + half)]);
        Assert.NotEqual(beginning[(row + half)..(row + spec.HiddenSize)], all[(row + half)..(row + spec.HiddenSize)]);
        Assert.NotEqual(other[row..(row + half)], all[row..(row + half)]);

        float[] Rows(int[][] text) => Run(network, spec, LayerSet.Last, [.. text.SelectMany(static word => word)]);
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(Backend.Simd)]
    [InlineData(Backend.OnnxRuntime)]
    public void A_run_allocates_nothing(Backend backend)
    {
        EncoderSpec spec = ElmoGoldens.Spec();
        int[] text = new ElmoGoldens().Cases[3].Characters;
        int[] starts = [0, text.Length / ElmoGoldens.WordLength];
        float[] states = new float[starts[1] * spec.HiddenSize];
        using Network network = Open(backend);

        Assert.Equal(0, Allocations.PerCall(Run));

        void Run() => network.Run(
            new NetworkCall { Input = new SequenceBatch { Characters = text, Starts = starts }, Layers = LayerSet.Last, HiddenStates = states }, CancellationToken.None);
    }

    private static void AssertEveryLayer(Network network)
    {
        ElmoGoldens goldens = new();
        EncoderSpec spec = ElmoGoldens.Spec();
        foreach (ElmoCase golden in goldens.WithWords)
        {
            float[] states = Run(network, spec, network.AvailableLayers, golden.Characters);
            int block = states.Length / network.AvailableLayers.Count;
            for (int layer = 0; layer <= spec.Layers; layer++)
            {
                float[] expected = goldens.Tensor(golden, $"hidden.{layer}");
                ReadOnlySpan<float> actual = states.AsSpan((layer * block) + spec.HiddenSize, expected.Length); // behind the mark of the beginning
                for (int i = 0; i < expected.Length; i++)
                {
                    Assert.True(Math.Abs((double)expected[i] - actual[i]) <= goldens.Tolerance, $"{golden.Name}, layer {layer}, number {i}: {actual[i]}, expected {expected[i]}");
                }
            }

            Assert.Equal(states[(spec.Layers * block)..((spec.Layers + 1) * block)], states[^block..]);
        }
    }

    private static Network Open(Backend backend) => backend == Backend.Simd ? ElmoGoldens.Open("weights.hdf5") : ElmoGoldens.Compose("weights.hdf5");

    private static float[] Run(Network network, EncoderSpec spec, LayerSet layers, params int[][] texts)
    {
        int[] starts = new int[texts.Length + 1];
        for (int i = 0; i < texts.Length; i++)
        {
            starts[i + 1] = starts[i] + (texts[i].Length / ElmoGoldens.WordLength);
        }

        float[] states = new float[layers.Count * starts[^1] * spec.HiddenSize];
        SequenceBatch input = new() { Characters = texts.SelectMany(static text => text).ToArray(), Starts = starts };
        network.Run(new NetworkCall { Input = input, Layers = layers, HiddenStates = states }, CancellationToken.None);
        return states;
    }
}
