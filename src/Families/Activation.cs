using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>An activation function.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum Activation
{
    /// <summary>0.5·x·(1 + erf(x/√2)), <c>gelu</c> in config.json (Hendrycks and Gimpel 2016).</summary>
    Gelu,

    /// <summary>0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))), <c>gelu_new</c> and <c>gelu_pytorch_tanh</c>.</summary>
    GeluTanh,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>x·σ(x), <c>silu</c> and <c>swish</c>.</summary>
    Silu,

    /// <summary>x·σ(1.702·x), <c>quick_gelu</c>.</summary>
    QuickGelu,

    /// <summary>tanh(x).</summary>
    Tanh,

    /// <summary>σ(x) = 1/(1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>max(0, x)², <c>relu2</c>.</summary>
    ReluSquared,
}
