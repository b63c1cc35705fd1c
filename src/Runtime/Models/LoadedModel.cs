using Sememe.Backends;
using Sememe.Batches;
using Sememe.CompilerServices;
using Sememe.Heads;
using Sememe.Memory;

namespace Sememe.Models;

/// <summary>What every task stands on: the loaded network, the gate that lets calls in until it is closed, workspaces, tokens.</summary>
internal sealed class LoadedModel : IDisposable
{
    private readonly CallGate _gate;
    private readonly WorkspacePool _workspaces = new();
    private readonly TextEncoder? _texts;
    private BatchRunner? _batches;

    private LoadedModel(ModelDescription description, LoadOptions options, LoadedNetwork loaded)
    {
        Name = description.Name;
        Encoder = description.Encoder;
        Network = loaded.Network;
        Head = loaded.Head;
        _gate = new CallGate(description.Name);
        Threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        Folder = NetworkLoader.FolderOf(description, options);
        CopiesWeights = options.CopyWeights;
        Words = description.Encoder.Elmo is null ? null : new WordEncoder(description.MaxTokens, options.Truncate, description.Name);
        _texts = description.Tokenizer is { } tokenizer
            ? new TextEncoder(tokenizer, description.MaxTokens, options.Truncate, description.Encoder.TokenTypes > 1, description.Name)
            : null;
    }

    /// <summary>Name of the model.</summary>
    public string Name { get; }

    /// <summary>What the network is.</summary>
    public EncoderSpec Encoder { get; }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The network with its head; null where the description has none.</summary>
    public HeadedNetwork? Head { get; }

    /// <summary>The model folder.</summary>
    public string Folder { get; }

    /// <summary>True when weights are read into memory instead of mapped.</summary>
    public bool CopiesWeights { get; }

    /// <summary>Threads that one batch may use, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>Texts → tokens.</summary>
    /// <exception cref="InvalidOperationException">The model has no tokenizer.</exception>
    public TextEncoder Texts => _texts ?? throw new InvalidOperationException($"{Name} has no tokenizer.");

    /// <summary>Words → characters, for a network that takes these in place of token ids; null for others.</summary>
    public WordEncoder? Words { get; }

    /// <summary>What runs the network.</summary>
    public Backend Backend => Network.Backend;

    /// <summary>Loads the weights.</summary>
    /// <exception cref="ModelFormatException">A file is missing, broken or does not fit the description.</exception>
    public static LoadedModel Load(ModelDescription description, LoadOptions? options)
    {
        ArgumentNullException.ThrowIfNull(description);
        options ??= new LoadOptions();
        return new LoadedModel(description, options, NetworkLoader.Load(description, options));
    }

    /// <summary>Begins a call; it ends when the result is disposed of.</summary>
    /// <exception cref="ObjectDisposedException">The model has been disposed of.</exception>
    public ModelCall Enter()
    {
        _gate.Enter();
        return new ModelCall(this, _gate, _workspaces);
    }

    /// <summary>Begins a call inside of another, which keeps the gate open.</summary>
    public ModelCall EnterInside()
    {
        _gate.EnterInside();
        return new ModelCall(this, _gate, _workspaces);
    }

    /// <summary>Lets batches run through a head. Once per model, before the first call.</summary>
    public void RunBatchesThrough(SequenceHead head) => _batches = new BatchRunner(head, Texts, Threads);

    /// <summary>Runs many texts.</summary>
    public BatchInfo Run(in TextBatch batch, Span<float> destination, IProgress<int>? progress, CancellationToken cancellation)
    {
        _gate.Enter();
        try
        {
            return _batches!.Run(batch, destination, progress, cancellation);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Waits for calls in flight and frees the weights.</summary>
    public void Dispose() => Dispose(null);

    /// <summary>As above, and frees what the task has beside.</summary>
    public void Dispose(IDisposable? beside)
    {
        if (_gate.Close())
        {
            _batches?.Dispose();
            beside?.Dispose();
            if (Head is not null)
            {
                Head.Dispose();
            }
            else
            {
                Network.Dispose();
            }
        }
    }

    /// <summary>Refuses memory that is too small.</summary>
    /// <exception cref="ArgumentException">It is too small; the message says what is needed.</exception>
    /// <param name="length">How many elements it has.</param>
    /// <param name="rows">How many results there are.</param>
    /// <param name="width">Elements of each.</param>
    /// <param name="parameter">The caller's name for it.</param>
    /// <param name="kind">What results are, for the message.</param>
    public static void RequireRoom(int length, int rows, int width, string parameter, string kind = "results")
    {
        if (length < (long)rows * width)
        {
            string what = width == 1 ? $"{rows} {kind}" : $"{rows} vectors of {width}";
            throw new ArgumentException($"Room for {what} is {(long)rows * width} elements, the span has {length}.", parameter);
        }
    }
}
