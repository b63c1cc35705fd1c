using Sememe.Backends;
using Sememe.Batches;
using Sememe.Heads;
using Sememe.Memory;

namespace Sememe.Models;

/// <summary>One call of a model for one text or pair: holds the gate open and a workspace rented until it is disposed of.</summary>
internal readonly ref struct ModelCall
{
    private readonly LoadedModel _model;
    private readonly CallGate _gate;

    public ModelCall(LoadedModel model, CallGate gate, WorkspacePool workspaces)
    {
        (_model, _gate, Workspaces) = (model, gate, workspaces);
        Workspace = workspaces.Rent();
    }

    /// <summary>Where the workspace came from.</summary>
    public WorkspacePool Workspaces { get; }

    /// <summary>The call's memory.</summary>
    public Workspace Workspace { get; }

    /// <summary>Encodes one text.</summary>
    public TokenCount Encode(ReadOnlySpan<char> text, ReadOnlySpan<char> prompt = default) =>
        _model.Words is { } words ? words.Encode(text, Workspace) : _model.Texts.Encode(text, prompt, Workspace);

    /// <summary>Encodes one text of a batch.</summary>
    public TokenCount EncodeOfBatch(ReadOnlySpan<char> text, int index) => _model.Texts.Encode(text, default, Workspace, index: index);

    /// <summary>Runs the encoder over the workspace's first tokens, and begins a translation of them.</summary>
    public void BeginTranslation(int tokens, DecoderState state, CancellationToken cancellation) => _model.Head!.Begin(Sequence(tokens), state, Workspace, cancellation);

    /// <summary>Encodes words that somebody has told apart already.</summary>
    public TokenCount EncodeWords(ReadOnlySpan<string> words) => _model.Words is { } encoder ? encoder.Encode(words, Workspace) : _model.Texts.EncodeWords(words, Workspace);

    /// <summary>Encodes two texts that belong together.</summary>
    public TokenCount EncodePair(ReadOnlySpan<char> first, ReadOnlySpan<char> second) => _model.Texts.EncodePair(first, second, Workspace);

    /// <summary>Runs the network over the workspace's first tokens.</summary>
    /// <returns>[layers × tokens × hidden], in the workspace.</returns>
    public ReadOnlySpan<float> RunLayers(int tokens, LayerSet layers)
    {
        if (tokens == 0)
        {
            return default; // a model that adds no special tokens, and a text without any
        }

        Span<float> states = Workspace.EnsureHiddenStates(checked(layers.Count * tokens * _model.Encoder.HiddenSize));
        NetworkCall call = new() { Input = Sequence(tokens), Layers = layers, HiddenStates = states };
        _model.Network.Run(call, CancellationToken.None);
        return states;
    }

    /// <summary>Runs the network and a head with one result per sequence.</summary>
    public void Run(SequenceHead head, int tokens, Span<float> result, int promptTokens = 0) =>
        head.Run(Sequence(tokens, promptTokens), Workspace, result, CancellationToken.None);

    /// <summary>Runs the network and its head.</summary>
    /// <returns>The logits, in the workspace: [1 or tokens × outputs].</returns>
    public ReadOnlySpan<float> RunLogits(int tokens) => _model.Head!.Run(Sequence(tokens), Workspace, CancellationToken.None);

    /// <summary>Runs the network, and its head over some tokens.</summary>
    /// <returns>[chosen tokens × outputs], in the workspace.</returns>
    public Span<float> RunLogits(int tokens, ReadOnlySpan<int> chosen) => _model.Head!.Run(Sequence(tokens), chosen, Workspace, CancellationToken.None);

    /// <summary>Runs the network over some of the workspace's tokens, and its head over the last.</summary>
    /// <param name="first">First token that the state does not know; 0 without a state.</param>
    /// <param name="end">One more than the last token.</param>
    /// <param name="state">The tokens before; takes these. Null for none.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>The logits of the token that comes next, in the workspace.</returns>
    public Span<float> RunNext(int first, int end, NetworkState? state, CancellationToken cancellation)
    {
        SequenceBatch batch = new() { TokenIds = Workspace.TokenIds[first..end], Starts = Workspace.StartsOfOne(end - first) };
        return _model.Head!.RunNext(batch, state, Workspace, cancellation);
    }

    /// <summary>Runs the network over the workspace's first tokens; how much each surprises, given those before it.</summary>
    public double RunCrossEntropy(int tokens) => _model.Head!.RunCrossEntropy(Sequence(tokens), Workspace, CancellationToken.None);

    /// <summary>Ends the call; a workspace that a view looks at stays out.</summary>
    public void Dispose()
    {
        if (!Workspace.IsLent)
        {
            Workspaces.Return(Workspace);
        }

        _gate.Exit();
    }

    private SequenceBatch Sequence(int tokens, int promptTokens = 0) => _model.Encoder.Elmo is { } elmo
        ? new() { Characters = Workspace.Characters[..(tokens * elmo.WordLength)], Starts = Workspace.StartsOfOne(tokens) }
        : new()
        {
            TokenIds = Workspace.TokenIds[..tokens],
            TypeIds = _model.Texts.TypeIdsOf(Workspace, tokens),
            Starts = Workspace.StartsOfOne(tokens),
            PromptTokens = promptTokens,
            IsAlone = true,
        };
}
