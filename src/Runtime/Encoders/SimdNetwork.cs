using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Decoders;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Encoders;

/// <summary>The SIMD backend: a transformer encoder in C#.</summary>
/// <remarks>
/// A call runs on the calling thread; several run at once, each in a workspace of its own. A token's numbers depend on its sequence alone, bit for bit:
/// every sum has one order, whatever else is in the batch.
/// </remarks>
internal sealed unsafe class SimdNetwork : Network
{
    private readonly EncoderSpec _spec;
    private readonly ModelWeights _source;
    private readonly KernelSet _kernels;
    private readonly TransformerWeights _weights;
    private readonly SimdDecoder? _decoder;
    private readonly WorkspacePool<Workspace> _workspaces;
    private readonly int _blockTokens;

    private SimdNetwork(EncoderSpec spec, ModelWeights source, KernelSet kernels, TransformerWeights weights, SimdDecoder? decoder, int blockTokens)
    {
        (_spec, _source, _kernels, _weights, _decoder) = (spec, source, kernels, weights, decoder);
        _blockTokens = blockTokens;
        WorkspacePlan plan = new(spec, source.IsQuantized ? kernels.Int8Form : null);
        _workspaces = new WorkspacePool<Workspace>(() => new Workspace(plan), Math.Max(blockTokens, Math.Min(spec.MaxPositions, 4 * blockTokens)));
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
        return Create(spec, weights, KernelSet.Create(options.Kernels), options.BlockTokens);
    }

    /// <summary>The same with given kernels, which may be kernels that watch others.</summary>
    public static SimdNetwork Create(EncoderSpec spec, ModelWeights weights, KernelSet kernels, int blockTokens)
    {
        TransformerWeights encoder = TransformerWeights.Load(spec, weights, kernels);
        try
        {
            return new(spec, weights, kernels, encoder, spec.Decoder is null ? null : new SimdDecoder(spec, weights, kernels), blockTokens);
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

    /// <inheritdoc/>
    public override void Dispose()
    {
        _workspaces.Dispose();
        _decoder?.Dispose();
        _weights.Dispose();
        _source.Dispose();
    }
}
