using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Families;
using Sememe.Formats.Configs;
using Sememe.OnnxRuntime;
using Sememe.Testing;
using Sememe.Weights;

namespace Sememe.Runtime.Tests.OnnxRuntime;

/// <summary>Models of the shared folder on ONNX Runtime.</summary>
internal static class Networks
{
    public const string MiniLm = "all-MiniLM-L6-v2";

    public static EncoderSpec Spec(string model)
    {
        string text = File.ReadAllText(TestPaths.InShared("models", model, "config.json"));
        ModelConfig config = ModelConfig.Read("config.json", text);
        return Family.Find(config.ModelType!.Value.Value)!.ReadSpec(config).Spec ?? throw new InvalidOperationException("config.json has problems");
    }

    public static OnnxRuntimeNetwork Compose(string model, OnnxRuntimeOptions? options = null) =>
        Compose(TestPaths.InShared("models", model), Spec(model), options);

    public static OnnxRuntimeNetwork Compose(string folder, EncoderSpec spec, OnnxRuntimeOptions? options = null) =>
        OnnxRuntimeNetwork.Compose(
            OnnxRuntimeLibrary.Load(NpmPackages.OnnxRuntime), spec, ModelWeights.Open(folder, "model.safetensors", spec, copy: false), options ?? new());

    public static OnnxRuntimeNetwork Open(string model, string file) => OpenPath(model, TestPaths.InShared("models", model, file));

    public static OnnxRuntimeNetwork OpenPath(string model, string path) =>
        OnnxRuntimeNetwork.Open(OnnxRuntimeLibrary.Load(NpmPackages.OnnxRuntime), Spec(model), path, new());

    /// <summary>[wanted layers × tokens × hidden] of one sequence.</summary>
    public static float[] Run(this Network network, EncoderSpec spec, GoldenCase golden, LayerSet layers) =>
        network.Run(spec, golden.Ids, golden.TypeIds, [0, golden.Ids.Length], layers);

    /// <summary>[wanted layers × tokens × hidden] of a batch.</summary>
    public static float[] Run(this Network network, EncoderSpec spec, int[] ids, int[] types, int[] starts, LayerSet layers, CancellationToken token = default)
    {
        float[] hidden = new float[layers.Count * ids.Length * spec.HiddenSize];
        SequenceBatch batch = new() { TokenIds = ids, TypeIds = types, Starts = starts };
        network.Run(new NetworkCall { Input = batch, Layers = layers, HiddenStates = hidden }, token);
        return hidden;
    }
}
