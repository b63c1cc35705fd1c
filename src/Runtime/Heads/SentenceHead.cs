using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Memory;

namespace Sememe.Heads;

/// <summary>Sequences → sentence vectors: pooling, then Dense and Normalize modules in their order, then the first <see cref="SentenceSpec.Dimensions"/> numbers.</summary>
internal sealed class SentenceHead : SequenceHead, IDisposable
{
    // PyTorch's normalize divides by no less than this.
    private const float SmallestNorm = 1e-12f;

    private readonly Network _network;
    private readonly SentenceSpec _spec;
    private readonly PoolingMode[] _modes;
    private readonly HeadLayer?[] _layers;
    private readonly int _hidden;
    private readonly int _widest;

    /// <param name="network">The network; stays its owner's.</param>
    /// <param name="hidden">Width of a hidden state.</param>
    /// <param name="spec">What follows.</param>
    /// <param name="layers">One per step of the specification, null for those that normalize; owned.</param>
    public SentenceHead(Network network, int hidden, SentenceSpec spec, HeadLayer?[] layers)
    {
        (_network, _hidden, _spec, _layers) = (network, hidden, spec, layers);
        _modes = [.. spec.Pooling];
        _widest = layers.Aggregate(spec.Pooling.Count * hidden, static (widest, layer) => Math.Max(widest, layer?.Outputs ?? 0));
    }

    public override int Width => _spec.Dimensions;

    public override Backend Backend => _network.Backend;

    public override void Run(in SequenceBatch batch, Workspace workspace, Span<float> results, CancellationToken cancellation)
    {
        Span<float> states = workspace.EnsureHiddenStates(checked(batch.Tokens * _hidden));
        _network.Run(new NetworkCall { Input = batch, Layers = LayerSet.Last, HiddenStates = states }, cancellation);
        Span<float> scratch = workspace.EnsureScratch(2 * _widest);
        int promptTokens = _spec.ExcludesPrompt ? batch.PromptTokens : 0;
        for (int sequence = 0; sequence < batch.Count; sequence++)
        {
            Pool(states[(batch.Starts[sequence] * _hidden)..(batch.Starts[sequence + 1] * _hidden)], promptTokens, scratch, results.Slice(sequence * Width, Width));
        }
    }

    public void Dispose()
    {
        foreach (HeadLayer? layer in _layers)
        {
            layer?.Dispose();
        }
    }

    /// <summary>One sequence's vector.</summary>
    internal void Pool(ReadOnlySpan<float> states, int promptTokens, Span<float> scratch, Span<float> result)
    {
        Span<float> current = scratch[.._widest];
        Span<float> next = scratch.Slice(_widest, _widest);
        int width = 0;
        foreach (PoolingMode mode in _modes)
        {
            Pooling.Pool(mode, states, promptTokens, current.Slice(width, _hidden));
            width += _hidden;
        }

        foreach (HeadLayer? layer in _layers)
        {
            if (layer is null)
            {
                Span<float> vector = current[..width];
                Elementwise.Divide(vector, MathF.Max(Reductions.Norm(vector), SmallestNorm));
                continue;
            }

            layer.Run(current[..width], 1, next);
            width = layer.Outputs;
            Span<float> previous = current;
            current = next;
            next = previous;
        }

        current[..result.Length].CopyTo(result);
    }
}
