using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Kernels;
using Sememe.OnnxRuntime;
using Sememe.Runtime.Tests.Encoders;
using Sememe.Runtime.Tests.OnnxRuntime;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.Families;

/// <summary>Every family, every case, every layer, as transformers computes them.</summary>
public sealed class FamilyFidelityTests
{
    private static readonly string[] s_kernels = [nameof(KernelChoice.Portable), nameof(KernelChoice.Avx2), nameof(KernelChoice.Avx512)];

    public static TheoryData<string> Models => [.. Small.All];

    public static TheoryData<string> ModelsWhoseExportGivesStates => [.. Small.Models, .. Small.OfSentences];

    public static TheoryData<string, string> ModelsAndKernels()
    {
        TheoryData<string, string> cases = [];
        foreach (string model in Small.All)
        {
            foreach (string kernels in s_kernels)
            {
                cases.Add(model, kernels);
            }
        }

        return cases;
    }

    [SharedTheory]
    [MemberData(nameof(ModelsAndKernels))]
    public void Simd_gives_the_hidden_states_of_the_reference(string model, string kernels)
    {
        if (TestKernels.TryParse(kernels, out KernelChoice choice))
        {
            using SimdNetwork network = SimdNetworks.Open(model, "model.safetensors", choice);
            AssertFaithful(network, model);
        }
    }

    [SharedTheory]
    [MemberData(nameof(Models))]
    public void Simd_gives_them_from_the_export_too(string model)
    {
        using SimdNetwork network = SimdNetworks.Open(model, "onnx/model.onnx");
        AssertFaithful(network, model);
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [MemberData(nameof(Models))]
    public void The_composed_graph_gives_the_hidden_states_of_the_reference(string model)
    {
        using OnnxRuntimeNetwork network = Networks.Compose(model);
        AssertFaithful(network, model);
    }

    [OnnxRuntimeTheory(UsesShared = true)]
    [MemberData(nameof(ModelsWhoseExportGivesStates))]
    public void The_export_gives_the_last_hidden_state_on_ONNX_Runtime(string model)
    {
        using OnnxRuntimeNetwork network = Networks.Open(model, "onnx/model.onnx");
        AssertFaithful(network, model);
    }

    /// <summary>Compares every hidden state that a network can give.</summary>
    private static void AssertFaithful(Network network, string model)
    {
        EncoderSpec spec = Networks.Spec(model);
        GoldenTensors goldens = GoldenTensors.ReadSmall(model);
        List<string> wrong = [];
        foreach (GoldenCase golden in goldens.Cases)
        {
            float[] states = network.Run(spec, golden, network.AvailableLayers);
            int block = golden.Ids.Length * spec.HiddenSize;
            for (int layer = 0; layer <= spec.Layers; layer++)
            {
                if (network.AvailableLayers.Contains(layer))
                {
                    int at = network.AvailableLayers.IndexOf(layer) * block;
                    Compare($"{golden.Name}, layer {layer}", goldens.HiddenState(golden, layer), states.AsSpan(at, block), goldens.Tolerance, wrong);
                }
            }

            Compare($"{golden.Name}, last", goldens.LastHiddenState(golden), states.AsSpan(states.Length - block), goldens.Tolerance, wrong);
        }

        Assert.Empty(wrong);
    }

    private static void Compare(string name, float[] expected, ReadOnlySpan<float> actual, double tolerance, List<string> wrong)
    {
        double worst = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double distance = Math.Abs((double)expected[i] - actual[i]);
            worst = distance > worst || double.IsNaN(distance) ? distance : worst;
        }

        if (!(worst <= tolerance))
        {
            wrong.Add($"{name}: off by {worst:G3}, at most {tolerance:G3} expected");
        }
    }
}
