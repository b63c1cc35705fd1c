using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Kernels;

namespace Sememe.Decoders;

/// <summary>Runs a decoder over one token of each text: embeddings and feed-forward layers are the encoder's, attention is over what a state remembers.</summary>
internal readonly unsafe ref struct TransformerDecoder
{
    private readonly DecoderWeights _weights;
    private readonly KernelSet _kernels;
    private readonly Workspace _workspace;
    private readonly TransformerEncoder _stack;

    public TransformerDecoder(DecoderWeights weights, KernelSet kernels, Workspace workspace)
    {
        (_weights, _kernels, _workspace) = (weights, kernels, workspace);
        _stack = new TransformerEncoder(weights.Spec, weights.Stack, kernels, workspace);
    }

    private EncoderSpec Spec => _weights.Spec;

    /// <summary>Runs the texts' next tokens and copies what is wanted to the caller.</summary>
    public void Run(in NetworkCall call, BeamState state, CancellationToken cancellation)
    {
        int texts = state.Count;
        _workspace.Reserve(texts);
        state.AddRows();
        _stack.Embed(call.Input, call.Input.Starts, state.Length);
        _stack.Deliver(call, 0, 0, texts);
        for (int layer = 0; layer < Spec.Layers; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            TransformerLayer parts = _weights.Stack.Layers[layer];
            AttendTexts(parts, layer, state);
            AttendSource(_weights.Sources[layer], layer, state);
            _stack.FeedForward(parts, texts);
            _stack.Deliver(call, layer + 1, 0, texts);
        }

        state.Advance();
    }

    /// <summary>hidden = norm(hidden + attention to the text's tokens so far).</summary>
    private void AttendTexts(TransformerLayer layer, int index, BeamState state)
    {
        layer.QueryKeyValue.Run(_kernels, _workspace.Hidden, state.Count, _workspace.QueryKeyValue, null, _workspace);
        state.Append(index, _workspace.QueryKeyValue);
        for (int text = 0; text < state.Count; text++)
        {
            CachedAttentionCall call = Call(text, _workspace.QueryKeyValue + ((nint)text * 3 * Spec.HiddenSize), state);
            call.Keys = state.Keys(index);
            call.Values = state.Values(index);
            call.Rows = state.Rows(text);
            call.Count = state.Length + 1;
            _kernels.AttendCached(call);
        }

        Add(layer.AttentionOutput, layer.AttentionNorm!, state.Count);
    }

    /// <summary>hidden = norm(hidden + attention to the source).</summary>
    private void AttendSource(SourceAttention attention, int index, BeamState state)
    {
        attention.Query.Run(_kernels, _workspace.Hidden, state.Count, _workspace.QueryKeyValue, null, _workspace);
        for (int text = 0; text < state.Count; text++)
        {
            CachedAttentionCall call = Call(text, _workspace.QueryKeyValue + ((nint)text * Spec.HiddenSize), state);
            call.Keys = state.SourceKeys(index);
            call.Values = state.SourceValues(index);
            call.Count = state.SourceTokens;
            _kernels.AttendCached(call);
        }

        Add(attention.Output, attention.Norm, state.Count);
    }

    private CachedAttentionCall Call(int text, float* query, BeamState state) => new()
    {
        Query = query,
        Heads = Spec.Heads,
        HeadSize = Spec.HeadSize,
        Scale = 1f / MathF.Sqrt(Spec.HeadSize),
        Output = _workspace.Context + ((nint)text * Spec.HiddenSize),
        Scratch = state.Scores,
    };

    private void Add(LinearLayer output, NormLayer norm, int texts)
    {
        output.Run(_kernels, _workspace.Context, texts, _workspace.Summed, null, _workspace);
        norm.Run(_kernels, _workspace.Summed, _workspace.Hidden, _workspace.Hidden, texts);
    }
}
