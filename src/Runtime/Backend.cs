namespace Sememe;

/// <summary>What runs the network.</summary>
public enum Backend
{
    /// <summary>Chooses without changing numbers: for float weights ONNX Runtime where its native library is found, else SIMD; SIMD for quantized weights, and for generating text, where it alone keeps what it has computed of earlier tokens.</summary>
    Auto,

    /// <summary>Sememe's own encoder in C#: no native dependency, a text's result does not depend on its batch, bit for bit.</summary>
    Simd,

    /// <summary>The native library of ONNX Runtime (<c>Microsoft.ML.OnnxRuntime</c>), version 1.17 or newer.</summary>
    OnnxRuntime,
}
