using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Families;
using Sememe.Formats.Configs;
using Sememe.Kernels;
using Sememe.OnnxRuntime;
using Sememe.Testing;
using Sememe.Weights;

namespace Sememe.Bench.Encoder;

/// <summary>all-MiniLM-L6-v2 in one precision: our weights file, and the ONNX file that ONNX Runtime gets.</summary>
/// <param name="Precision">As rows show it.</param>
/// <param name="Ours">Weights of the SIMD backend.</param>
/// <param name="Theirs">Model of ONNX Runtime; float32: a graph over the very same weights file.</param>
internal sealed record EncoderCase(string Precision, string Ours, string Theirs)
{
    private const string Model = "all-MiniLM-L6-v2";

    /// <summary>Both precisions.</summary>
    public static IReadOnlyList<EncoderCase> All => [Float32, Int8];

    /// <summary>The published weights.</summary>
    public static EncoderCase Float32 { get; } = new("float32", "model.safetensors", "model.onnx");

    /// <summary>The published int8 model.</summary>
    public static EncoderCase Int8 { get; } = new("int8", "onnx/model_qint8.onnx", "onnx/model_qint8.onnx");

    /// <summary>The model folder.</summary>
    public static string Folder => TestPaths.InShared("models", Model);

    /// <summary>Path of ONNX Runtime's model.</summary>
    public string TheirPath => Path.Combine(Folder, Theirs);

    /// <summary>Why neither can run here, or null.</summary>
    public static string? FindObstacle() =>
        NpmPackages.OnnxRuntime is null ? NpmPackages.OnnxRuntimeReason
        : TestPaths.HasShared ? null
        : "the shared models are not there";

    /// <summary>The network's switches.</summary>
    public static EncoderSpec ReadSpec() =>
        new Bert().ReadSpec(ModelConfig.Read("config.json", File.ReadAllText(Path.Combine(Folder, "config.json")))).Spec
        ?? throw new InvalidOperationException("config.json has problems");

    /// <summary>ONNX Runtime's library.</summary>
    public static OnnxRuntimeLibrary LoadLibrary() => OnnxRuntimeLibrary.Load(NpmPackages.OnnxRuntime);

    /// <summary>Our encoder.</summary>
    public SimdNetwork LoadOurs(EncoderSpec spec, KernelChoice kernels = KernelChoice.Auto) =>
        SimdNetwork.Create(spec, ModelWeights.Open(Folder, Ours, spec, copy: false), new SimdOptions { Kernels = kernels });

    /// <summary>Our encoder with given kernels.</summary>
    public SimdNetwork LoadOurs(EncoderSpec spec, KernelSet kernels) =>
        SimdNetwork.Create(spec, ModelWeights.Open(Folder, Ours, spec, copy: false), kernels, SimdOptions.Default.BlockTokens);

    /// <summary>ONNX Runtime with all optimizations and whatever memory makes it fastest, on the caller's thread.</summary>
    public OnnxRuntimeNetwork LoadTheirs(EncoderSpec spec) =>
        OnnxRuntimeNetwork.Open(LoadLibrary(), spec, TheirPath, new OnnxRuntimeOptions { Threads = 1, KeepsMemory = true });
}
