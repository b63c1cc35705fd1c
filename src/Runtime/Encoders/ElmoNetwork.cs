using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Encoders;

/// <summary>The SIMD backend for ELMo: characters in place of token ids, LSTMs in place of attention.</summary>
/// <remarks>Sequences run one after the other, so that a text's numbers are the same in every batch.</remarks>
internal sealed class ElmoNetwork : Network
{
    // Tokens that a workspace keeps room for between calls.
    private const int KeptTokens = 1024;

    private readonly EncoderSpec _spec;
    private readonly ElmoSpec _elmo;
    private readonly KernelSet _kernels;
    private readonly ElmoWeights _weights;
    private readonly WorkspacePool<ElmoWorkspace> _workspaces;

    private ElmoNetwork(EncoderSpec spec, ElmoSpec elmo, ElmoWeights weights, KernelSet kernels)
    {
        (_spec, _elmo, _weights, _kernels) = (spec, elmo, weights, kernels);
        _workspaces = new WorkspacePool<ElmoWorkspace>(() => new ElmoWorkspace(spec, elmo), KeptTokens);
        AvailableLayers = LayerSet.Range(0, spec.Layers) | LayerSet.Last;
    }

    /// <inheritdoc/>
    public override Backend Backend => Backend.Simd;

    /// <inheritdoc/>
    public override LayerSet AvailableLayers { get; }

    /// <summary>Packs the weights for this machine, and disposes of where they came from: nothing is read from there afterwards.</summary>
    /// <param name="spec">The network; its weights have been matched against it.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="kernels">Which instruction sets to use.</param>
    /// <exception cref="PlatformNotSupportedException">The machine lacks the instructions.</exception>
    public static ElmoNetwork Create(EncoderSpec spec, ModelWeights weights, KernelChoice kernels = KernelChoice.Auto)
    {
        ElmoSpec elmo = spec.Elmo ?? throw new ArgumentException("The specification is not that of an ELMo.", nameof(spec));
        KernelSet set = KernelSet.Create(kernels);
        ElmoNetwork network = new(spec, elmo, ElmoWeights.Load(spec, elmo, weights), set);
        weights.Dispose();
        return network;
    }

    /// <inheritdoc/>
    public override void Run(in NetworkCall call, CancellationToken cancellation)
    {
        ElmoWorkspace workspace = _workspaces.Rent();
        try
        {
            ElmoEncoder encoder = new(_spec, _elmo, _weights, _kernels, workspace);
            for (int sequence = 0; sequence < call.Input.Count; sequence++)
            {
                encoder.Run(call, sequence, cancellation);
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
        _weights.Dispose();
    }
}
