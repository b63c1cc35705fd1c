using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Decoders;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Encoders;

/// <summary>The SIMD backend: a transformer encoder in C#.</summary>
/// <remarks>
/// A call runs on the calling thread, one long sequence also on those of a team; several run at once, each in a workspace of its own. A token's numbers depend on its sequence alone, bit for bit:
/// every sum has one order, whatever else is in the batch.
/// </remarks>
internal sealed unsafe class SimdNetwork : Network
{
    // Waking a thread takes as long as some tens of tokens.
    private const int FewestTokensToSpread = 64;

    private readonly EncoderSpec _spec;
    private readonly ModelWeights _source;
    private readonly KernelSet _kernels;
    private readonly TransformerWeights _weights;
    private readonly SimdDecoder? _decoder;
    private readonly WorkspacePool<Workspace> _workspaces;
    private readonly EncoderTeam _team;
    private readonly int _blockTokens;

    private SimdNetwork(
        EncoderSpec spec, ModelWeights source, KernelSet kernels, TransformerWeights weights, SimdDecoder? decoder, int blockTokens, int threads)
    {
        (_spec, _source, _kernels, _weights, _decoder) = (spec, source, kernels, weights, decoder);
        _blockTokens = blockTokens;
        WorkspacePlan plan = new(spec, source.IsQuantized ? kernels.Int8Form : null);
        _workspaces = new WorkspacePool<Workspace>(() => new Workspace(plan), Math.Max(blockTokens, Math.Min(spec.MaxPositions, 4 * blockTokens)));
        _team = new EncoderTeam(Math.Min(threads, Math.Min(spec.Heads, FewestTokensToSpread)) - 1, Help); // rows and heads for each member
        AvailableLayers = LayerSet.Range(0, spec.Layers) | LayerSet.Last;
    }

    /// <inheritdoc/>
    public override Backend Backend => Backend.Simd;

    /// <inheritdoc/>
    public override LayerSet AvailableLayers { get; }

    /// <summary>Which instruction sets run.</summary>
    public KernelChoice Kernels => _kernels.Choice;

    /// <summary>Packs the weights for this machine. The network owns <paramref name="weights"/> from then on and disposes them with itself.</summary>
    /// <param name="spec">The network; its weights have been matched against it.</param>
    /// <param name="weights">The weights; embedding tables are read from them as long as the network lives.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="PlatformNotSupportedException">The machine lacks the instructions that <paramref name="options"/> ask for.</exception>
    public static SimdNetwork Create(EncoderSpec spec, ModelWeights weights, SimdOptions? options = null)
    {
        options ??= SimdOptions.Default;
        KernelSet kernels = KernelSet.Create(options.Kernels);
        KernelWarmUp.Begin(kernels, spec.Activation, weights.IsQuantized);
        return Create(spec, weights, kernels, options.BlockTokens, options.Threads);
    }

    /// <summary>The same with given kernels, which may be kernels that watch others.</summary>
    public static SimdNetwork Create(EncoderSpec spec, ModelWeights weights, KernelSet kernels, int blockTokens, int threads = 1)
    {
        TransformerWeights encoder = TransformerWeights.Load(spec, weights, kernels);
        try
        {
            SimdDecoder? decoder = spec.Decoder is null ? null : new SimdDecoder(spec, weights, kernels);
            weights.ReleasePages();
            return new(spec, weights, kernels, encoder, decoder, blockTokens, threads);
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override NetworkState? CreateState(int capacity) => _spec.IsCacheable ? new KeyValueState(_spec.Layers, _spec.HiddenSize, capacity) : null;

    /// <inheritdoc/>
    public override DecoderState? CreateDecoderState(int texts, int capacity) => _decoder is null ? null : new BeamState(_decoder, texts, Math.Min(capacity, _spec.MaxPositions));

    /// <inheritdoc/>
    public override void Run(in NetworkCall call, CancellationToken cancellation)
    {
        if (call.State is BeamState texts)
        {
            _decoder!.Run(call, texts, cancellation);
            return;
        }

        NetworkState.RequireRoom(call);
        Workspace workspace = _workspaces.Rent();
        try
        {
            TransformerEncoder encoder = new(_spec, _weights, _kernels, workspace);
            if (IsWorthSpreading(call))
            {
                encoder.RunWith(_team, call, cancellation);
                return;
            }

            ReadOnlySpan<int> starts = call.Input.Starts;
            for (int first = 0; first < call.Input.Count;)
            {
                int last = first + 1;
                while (last < call.Input.Count && starts[last + 1] - starts[first] <= _blockTokens)
                {
                    last++;
                }

                encoder.Run(call, first, last, cancellation);
                first = last;
            }
        }
        finally
        {
            _workspaces.Return(workspace);
        }
    }

    /// <summary>
    /// A team's members split rows and heads of one sequence. The tables of disentangled attention know no parts of heads, and a state is appended to by one thread.
    /// </summary>
    private bool IsWorthSpreading(in NetworkCall call) =>
        call.Input is { IsAlone: true, Count: 1 } && call.Input.Tokens >= FewestTokensToSpread && call.State is null && _spec.Disentangled is null;

    private void Help(TeamPlace place, int tokens, LayerSet layers)
    {
        Workspace workspace = _workspaces.Rent();
        try
        {
            new TransformerEncoder(_spec, _weights, _kernels, workspace, place).Help(tokens, layers);
        }
        finally
        {
            _workspaces.Return(workspace);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _team.Dispose();
        _workspaces.Dispose();
        _decoder?.Dispose();
        _weights.Dispose();
        _source.Dispose();
    }
}
