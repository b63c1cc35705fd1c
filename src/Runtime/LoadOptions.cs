namespace Sememe;

/// <summary>How a model is loaded.</summary>
public sealed record LoadOptions
{
    /// <summary>What runs the network; <see cref="Backend.Auto"/> never changes numbers.</summary>
    public Backend Backend { get; init; }

    /// <summary>Folder that holds the model's weights, absolute or relative to the application; null for where the build has put them.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// Weights file inside the folder, for example <c>model.safetensors</c>; null for the one that the build has chosen. The tensors must fit the
    /// configuration that the model was compiled from.
    /// </summary>
    public string? Weights { get; init; }

    /// <summary>Reads the weights into memory instead of mapping the file; for files that another process may truncate.</summary>
    public bool CopyWeights { get; init; }

    /// <summary>Cuts texts that are longer than the model takes, and reports it in the result; without it they are an <see cref="ArgumentException"/>.</summary>
    public bool Truncate { get; init; }

    /// <summary>
    /// Threads that one batch may use, or on the SIMD backend one text of 64 tokens or more, the caller's included; 0 for one per core. Results do not depend on it.
    /// When several texts come at once, one of them is spread and each of the others runs on its caller's thread.
    /// </summary>
    public int Threads { get; init; }

    /// <summary>Path of ONNX Runtime's native library; null to look for it (docs/backends.md says where).</summary>
    public string? OnnxRuntimeLibrary { get; init; }
}
