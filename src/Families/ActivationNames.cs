using Sememe.CompilerServices;

namespace Sememe.Families;

/// <summary>What config.json calls the activations: the names of transformers that mean one of ours exactly.</summary>
internal static class ActivationNames
{
    /// <summary>Activations by name.</summary>
    public static IReadOnlyDictionary<string, Activation> All { get; } = new Dictionary<string, Activation>(StringComparer.Ordinal)
    {
        ["gelu"] = Activation.Gelu,
        ["gelu_python"] = Activation.Gelu,
        ["gelu_new"] = Activation.GeluTanh,
        ["gelu_pytorch_tanh"] = Activation.GeluTanh,
        ["gelu_python_tanh"] = Activation.GeluTanh,
        ["gelu_fast"] = Activation.GeluTanh,
        ["gelu_accurate"] = Activation.GeluTanh,
        ["relu"] = Activation.Relu,
        ["relu2"] = Activation.ReluSquared,
        ["silu"] = Activation.Silu,
        ["swish"] = Activation.Silu,
        ["quick_gelu"] = Activation.QuickGelu,
        ["tanh"] = Activation.Tanh,
        ["sigmoid"] = Activation.Sigmoid,
    };
}
