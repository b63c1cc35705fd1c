using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.OnnxRuntime;
using Sememe.Runtime.Tests.Encoders;
using Sememe.Runtime.Tests.OnnxRuntime;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.Families;

/// <summary>What holds for every family besides its numbers.</summary>
public sealed class FamilyBehaviourTests
{
    public static TheoryData<string> Models => [.. Small.Models];

    [SharedTheory]
    [MemberData(nameof(Models))]
    public void A_text_has_the_same_bits_alone_and_in_a_batch(string model)
    {
        EncoderSpec spec = SimdNetworks.Spec(model);
        LayerSet all = LayerSet.Range(0, spec.Layers) | LayerSet.Last;
        using SimdNetwork network = SimdNetworks.Open(model, "model.safetensors", blockTokens: 64);
        int[][] texts = [.. GoldenTensors.ReadSmall(model).Cases.Select(static golden => golden.Ids)];

        float[] together = SimdNetworks.Run(network, spec.HiddenSize, all, texts);

        int tokens = texts.Sum(static ids => ids.Length);
        int start = 0;
        foreach (int[] ids in texts)
        {
            float[] alone = SimdNetworks.Run(network, spec.HiddenSize, all, ids);
            int block = ids.Length * spec.HiddenSize;
            for (int layer = 0; layer < all.Count; layer++)
            {
                int first = ((layer * tokens) + start) * spec.HiddenSize;
                Assert.Equal(alone[(layer * block)..((layer + 1) * block)], together[first..(first + block)]);
            }

            start += ids.Length;
        }
    }

    [SharedFact]
    public void A_single_token_type_is_every_tokens_on_simd()
    {
        using SimdNetwork network = SimdNetworks.Open("roberta", "model.safetensors");
        AssertTypesAreIgnored(network);
    }

    [OnnxRuntimeFact(UsesShared = true)]
    public void A_single_token_type_is_every_tokens_on_ONNX_Runtime()
    {
        using OnnxRuntimeNetwork network = Networks.Compose("roberta");
        AssertTypesAreIgnored(network);
    }

    private static void AssertTypesAreIgnored(Network network)
    {
        EncoderSpec spec = Networks.Spec("roberta");
        int[] ids = GoldenTensors.ReadSmall("roberta").Cases[0].Ids;
        int[] starts = [0, ids.Length];

        Assert.Equal(
            network.Run(spec, ids, [], starts, LayerSet.Last),
            network.Run(spec, ids, [.. Enumerable.Repeat(1, ids.Length)], starts, LayerSet.Last));
    }

    [SharedTheory]
    [MemberData(nameof(Models))]
    public void Simd_allocates_nothing_per_call(string model)
    {
        using SimdNetwork network = SimdNetworks.Open(model, "model.safetensors");
        AssertNoAllocation(network, model);
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [MemberData(nameof(Models))]
    public void ONNX_Runtime_allocates_nothing_per_call(string model)
    {
        using OnnxRuntimeNetwork network = Networks.Compose(model);
        AssertNoAllocation(network, model);
    }

    [SharedTheory]
    [MemberData(nameof(Models))]
    public void Layers_that_nobody_wants_need_not_run(string model)
    {
        EncoderSpec spec = SimdNetworks.Spec(model);
        using SimdNetwork network = SimdNetworks.Open(model, "model.safetensors");
        int[] ids = GoldenTensors.ReadSmall(model).Cases[0].Ids;
        int block = ids.Length * spec.HiddenSize;

        float[] all = SimdNetworks.Run(network, spec.HiddenSize, LayerSet.Range(0, spec.Layers), ids);

        for (int layer = 0; layer <= spec.Layers; layer++)
        {
            Assert.Equal(all[(layer * block)..((layer + 1) * block)], SimdNetworks.Run(network, spec.HiddenSize, LayerSet.Of(layer), ids));
        }
    }

    private static void AssertNoAllocation(Network network, string model)
    {
        EncoderSpec spec = Networks.Spec(model);
        int[] ids = GoldenTensors.ReadSmall(model).Cases.MaxBy(static golden => golden.Ids.Length)!.Ids;
        int[] starts = [0, ids.Length];
        float[] states = new float[ids.Length * spec.HiddenSize];

        Assert.Equal(0, Allocations.PerCall(Run));

        void Run() => network.Run(
            new NetworkCall { Input = new SequenceBatch { TokenIds = ids, Starts = starts }, Layers = LayerSet.Last, HiddenStates = states }, CancellationToken.None);
    }
}
