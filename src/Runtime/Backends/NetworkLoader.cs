using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Families.Weights;
using Sememe.Formats.Tensors;
using Sememe.Heads;
using Sememe.OnnxRuntime;
using Sememe.Weights;

namespace Sememe.Backends;

/// <summary>Finds the weights of a model and chooses what runs them.</summary>
internal static class NetworkLoader
{
    /// <exception cref="ModelFormatException">The weights are missing, broken or do not fit the description.</exception>
    /// <exception cref="DllNotFoundException">ONNX Runtime was asked for and is not there.</exception>
    public static LoadedNetwork Load(ModelDescription description, LoadOptions options)
    {
        string folder = FolderOf(description, options);
        string file = options.Weights ?? description.Weights;
        return options.Backend switch
        {
            Backend.OnnxRuntime => LoadOnnxRuntime(OnnxRuntimeLibrary.Load(options.OnnxRuntimeLibrary), folder, file, description, options),
            Backend.Simd => LoadSimd(ModelWeights.Open(folder, file, description.Encoder, options.CopyWeights, description.Head), description, options),
            _ => LoadEither(folder, file, description, options),
        };
    }

    /// <summary>Where the model's files are.</summary>
    public static string FolderOf(ModelDescription description, LoadOptions options) => Path.GetFullPath(options.Folder ?? description.Folder, AppContext.BaseDirectory);

    /// <summary>
    /// Never changes numbers: only float weights may go to ONNX Runtime, whose int8 results depend on the batch. A folder's own graph that takes no
    /// keys and values would run all tokens again for each new one: there texts are generated without it where there is a choice.
    /// </summary>
    private static LoadedNetwork LoadEither(string folder, string file, ModelDescription description, LoadOptions options)
    {
        WeightMatch match = ModelWeights.Match(folder, file, description.Encoder, out WeightsFile content, description.Head);
        bool isQuantized = match.Table?.IsQuantized ?? content.Graph?.IsQuantized ?? false;
        bool forgets = description.Head?.Kind == HeadKind.CausalLanguageModel && match.Table is not null
            && content.Graph is { } graph && !graph.Inputs.Any(static input => PortNames.TryParsePast(input.Name, out _));
        if (!isQuantized && !forgets && (match.Table is not null || match.IsOnnxRuntimeOnly)
            && OnnxRuntimeLibrary.TryFind(options.OnnxRuntimeLibrary, out OnnxRuntimeLibrary? library, out _))
        {
            return LoadOnnxRuntime(library, folder, file, description, options);
        }

        return match.Table is { } table
            ? LoadSimd(ModelWeights.Map(folder, table, options.CopyWeights), description, options)
            : throw ModelWeights.Mismatch(folder, file, match);
    }

    private static LoadedNetwork LoadSimd(ModelWeights weights, ModelDescription description, LoadOptions options) =>
        Own(weights, description, (weights, description) => description.Encoder.Elmo is null
            ? SimdNetwork.Create(description.Encoder, weights, new SimdOptions { Threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount })
            : ElmoNetwork.Create(description.Encoder, weights));

    /// <summary>A folder's own graph runs as it is, with whatever head it has; over other weights the graph is composed.</summary>
    private static LoadedNetwork LoadOnnxRuntime(OnnxRuntimeLibrary library, string folder, string file, ModelDescription description, LoadOptions options)
    {
        // A batch is spread over threads by sequences, so each run has one.
        OnnxRuntimeOptions runtimeOptions = new() { Threads = 1 };
        if (!IsOnnx(file))
        {
            ModelWeights weights = ModelWeights.Open(folder, file, description.Encoder, options.CopyWeights, description.Head);
            return Own(weights, description, (weights, description) => OnnxRuntimeNetwork.Compose(library, description.Encoder, weights, runtimeOptions));
        }

        if (description.Encoder.Decoder is not null)
        {
            OnnxRuntimeNetwork pair = OnnxRuntimeNetwork.OpenPair(library, description.Encoder, Path.Combine(folder, file), runtimeOptions);
            return new LoadedNetwork(pair, new HeadedNetwork(pair, description.Encoder, description.Head!, head: null));
        }

        OnnxRuntimeNetwork network = OnnxRuntimeNetwork.Open(library, description.Encoder, Path.Combine(folder, file), runtimeOptions, description.Head);
        return new LoadedNetwork(network, description.Head is { } head ? new HeadedNetwork(network, description.Encoder, head, head: null) : null);
    }

    private static bool IsOnnx(string file) => file.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Hands the weights over to the network, or frees them when there will be none.</summary>
    private static LoadedNetwork Own(ModelWeights weights, ModelDescription description, Func<ModelWeights, ModelDescription, Network> create)
    {
        OutputHead? head = null;
        try
        {
            head = description.Head is { } spec ? OutputHead.Load(spec, description.Encoder, weights) : null;
            Network network = create(weights, description);
            return new LoadedNetwork(network, head is null ? null : new HeadedNetwork(network, description.Encoder, head.Spec, head));
        }
        catch
        {
            head?.Dispose();
            weights.Dispose();
            throw;
        }
    }
}
