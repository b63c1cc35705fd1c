using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Decoders;

/// <summary>The decoder of the SIMD backend: a token of each text at a time, over what a <see cref="BeamState"/> remembers.</summary>
internal sealed unsafe class SimdDecoder : IDisposable
{
    private readonly KernelSet _kernels;
    private readonly DecoderWeights _weights;
    private readonly WorkspacePool<Workspace> _workspaces;

    /// <param name="encoder">The network; it has a decoder.</param>
    /// <param name="weights">The weights; embedding tables are read from them as long as the decoder lives.</param>
    /// <param name="kernels">The kernels.</param>
    public SimdDecoder(EncoderSpec encoder, ModelWeights weights, KernelSet kernels)
    {
        _kernels = kernels;
        _weights = DecoderWeights.Load(encoder, weights, kernels);
        WorkspacePlan plan = new(Spec, weights.IsQuantized ? kernels.Int8Form : null);
        _workspaces = new WorkspacePool<Workspace>(() => new Workspace(plan), Spec.MaxPositions);
    }

    /// <summary>The stack as a network of its own.</summary>
    public EncoderSpec Spec => _weights.Spec;

    /// <summary>Keys and values of a source, for all layers.</summary>
    /// <param name="state">Takes them.</param>
    /// <param name="source">[tokens × hidden].</param>
    public void ReadSource(BeamState state, ReadOnlySpan<float> source)
    {
        Workspace workspace = _workspaces.Rent();
        try
        {
            workspace.Reserve(state.SourceTokens);
            fixed (float* states = source)
            {
                for (int layer = 0; layer < Spec.Layers; layer++)
                {
                    SourceAttention attention = _weights.Sources[layer];
                    attention.Key.Run(_kernels, states, state.SourceTokens, state.SourceKeys(layer), null, workspace);
                    attention.Value.Run(_kernels, states, state.SourceTokens, state.SourceValues(layer), null, workspace);
                }
            }
        }
        finally
        {
            _workspaces.Return(workspace);
        }
    }

    /// <summary>Runs the next token of every text.</summary>
    /// <exception cref="ArgumentException">There are not as many tokens as texts, or the texts are as long as the state's memory.</exception>
    public void Run(in NetworkCall call, BeamState state, CancellationToken cancellation)
    {
        if (call.Input.Count != state.Count || call.Input.Tokens != state.Count || state.Length >= state.Capacity)
        {
            throw new ArgumentException(
                $"Found {call.Input.Count} sequences of {call.Input.Tokens} tokens, expected one token for each of {state.Count} texts of {state.Length} tokens, at most {state.Capacity}.",
                nameof(call));
        }

        Workspace workspace = _workspaces.Rent();
        try
        {
            new TransformerDecoder(_weights, _kernels, workspace).Run(call, state, cancellation);
        }
        finally
        {
            _workspaces.Return(workspace);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _workspaces.Dispose();
        _weights.Dispose();
    }
}
