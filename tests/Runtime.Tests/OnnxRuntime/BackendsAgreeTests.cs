using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.OnnxRuntime;
using Sememe.Testing;
using Sememe.Weights;

namespace Sememe.Runtime.Tests.OnnxRuntime;

public sealed class BackendsAgreeTests
{
    [OnnxRuntimeTheory(UsesShared = true)]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.GeluTanh)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.ReluSquared)]
    [InlineData(Activation.Silu)]
    [InlineData(Activation.QuickGelu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    public void Composed_graph_and_simd_encoder_give_the_same_hidden_states(Activation activation)
    {
        EncoderSpec spec = Networks.Spec("bert") with { Activation = activation };
        string folder = TestPaths.InShared("models", "bert");
        using OnnxRuntimeNetwork onnxRuntime = Networks.Compose(folder, spec);
        using SimdNetwork simd = SimdNetwork.Create(spec, ModelWeights.Open(folder, "model.safetensors", spec, copy: false));
        LayerSet all = LayerSet.Range(0, spec.Layers) | LayerSet.Last;

        foreach (GoldenCase golden in GoldenTensors.ReadSmall("bert").Cases)
        {
            Assert.Equal(simd.Run(spec, golden, all), onnxRuntime.Run(spec, golden, all), static (a, b) => Math.Abs(a - b) <= 1e-5 * Math.Max(1, Math.Abs(a)));
        }
    }
}
