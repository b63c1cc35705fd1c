using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Heads;
using Sememe.Memory;
using Sememe.Runtime.Tests.OnnxRuntime;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.Heads;

/// <summary>A network with its head, and memory.</summary>
internal sealed class LoadedHead(HeadedNetwork network) : IDisposable
{
    private readonly Workspace _workspace = new();

    public HeadedNetwork Network => network;

    public bool IsAnswer => network.Spec.Kind == HeadKind.QuestionAnswering;

    public static LoadedHead Open(string model, Backend backend, string weights) => Open(model, TestPaths.InShared("models", model), backend, weights);

    /// <summary>The same of any folder.</summary>
    public static LoadedHead Open(string model, string folder, Backend backend, string weights)
    {
        (EncoderSpec encoder, HeadSpec head) = HeadFolder.Read(model, folder);
        ModelDescription description = new()
        {
            Name = model,
            Folder = folder,
            Weights = weights,
            MaxTokens = encoder.MaxPositions,
            Tokenizer = null!,
            Encoder = encoder,
            Head = head,
        };
        LoadOptions options = new() { Backend = backend, OnnxRuntimeLibrary = backend == Backend.OnnxRuntime ? NpmPackages.OnnxRuntime : null };
        return new LoadedHead(NetworkLoader.Load(description, options).Head!);
    }

    public float[] Run(params GoldenCase[] cases) => network.Run(Batch(cases), _workspace, CancellationToken.None).ToArray();

    public float[] Run(GoldenCase golden, int[] tokens) => network.Run(Batch([golden]), tokens, _workspace, CancellationToken.None).ToArray();

    /// <summary>Golden begins and ends as the network lays them.</summary>
    public float[] Interleave(float[] starts, float[] ends) =>
        network.HasPlanes ? [.. starts, .. ends] : [.. starts.Zip(ends).SelectMany(static pair => new[] { pair.First, pair.Second })];

    public void Dispose() => network.Dispose();

    private static SequenceBatch Batch(GoldenCase[] cases)
    {
        List<int> starts = [0];
        foreach (GoldenCase golden in cases)
        {
            starts.Add(starts[^1] + golden.Ids.Length);
        }

        return new SequenceBatch
        {
            TokenIds = cases.SelectMany(static golden => golden.Ids).ToArray(),
            TypeIds = cases.SelectMany(static golden => golden.TypeIds).ToArray(),
            Starts = starts.ToArray(),
        };
    }
}
