using Sememe.CompilerServices;

namespace Sememe.Families.Heads;

/// <summary>Activation functions as sentence-transformers writes them: the name of PyTorch's class, whatever module it lies in.</summary>
internal static class TorchActivations
{
    private static readonly Dictionary<string, Activation?> s_all = new(StringComparer.Ordinal)
    {
        ["Identity"] = null,
        ["Tanh"] = Activation.Tanh,
        ["ReLU"] = Activation.Relu,
        ["GELU"] = Activation.Gelu,
        ["Sigmoid"] = Activation.Sigmoid,
        ["SiLU"] = Activation.Silu,
    };

    /// <summary>The names, for messages.</summary>
    public static IEnumerable<string> Names => s_all.Keys;

    /// <summary>What a class computes; null for nothing. False when it is not known.</summary>
    /// <param name="type">Full name: <c>torch.nn.modules.activation.Tanh</c>.</param>
    /// <param name="activation">What it computes.</param>
    public static bool TryGet(string type, out Activation? activation) => s_all.TryGetValue(type.Substring(type.LastIndexOf('.') + 1), out activation);
}
