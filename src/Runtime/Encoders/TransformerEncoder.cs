using System.Numerics.Tensors;
using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Kernels;

namespace Sememe.Encoders;

/// <summary>Runs a transformer encoder over a block of whole sequences: every matrix product has all of the block's tokens as rows.</summary>
internal readonly unsafe ref struct TransformerEncoder(EncoderSpec spec, TransformerWeights weights, KernelSet kernels, Workspace workspace)
{
    /// <summary>Runs sequences <paramref name="first"/> to <paramref name="end"/> (excluded) and copies what is wanted to the caller.</summary>
    public void Run(in NetworkCall call, int first, int end, CancellationToken cancellation)
    {
        ReadOnlySpan<int> starts = call.Input.Starts[first..(end + 1)];
        int tokens = starts[^1] - starts[0];
        if (tokens == 0)
        {
            return;
        }

        KeyValueState? state = (KeyValueState?)call.State;
        workspace.Reserve(tokens);
        Embed(call.Input, starts, state?.Length ?? 0);
        Deliver(call, 0, starts[0], tokens);
        int layers = LayersToRun(call.Layers);
        for (int layer = 0; layer < layers; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int inner = 0; inner < spec.InnerLayers; inner++)
            {
                TransformerLayer parts = weights.Layers[spec.WeightLayer(layer, inner)];
                Attend(parts, layer, state, starts, tokens);
                FeedForward(parts, tokens);
            }

            Deliver(call, layer + 1, starts[0], tokens);
        }

        state?.Advance(tokens);
    }

    /// <summary>Layers above the highest one wanted need not run.</summary>
    private int LayersToRun(LayerSet wanted)
    {
        int layers = spec.Layers;
        while (!wanted.HasLast && layers > 0 && !wanted.Contains(layers))
        {
            layers--;
        }

        return layers;
    }

    /// <summary>hidden = projection(norm(word + token type + position)), each as far as the network has it.</summary>
    public void Embed(in SequenceBatch input, ReadOnlySpan<int> starts, int before)
    {
        int tokens = starts[^1] - starts[0];
        float* rows = weights.EmbeddingProjection is null ? workspace.Hidden : workspace.Summed;
        AddEmbeddings(input, starts, before, rows);
        weights.EmbeddingNorm?.Run(kernels, rows, null, rows, tokens);
        weights.EmbeddingProjection?.Run(kernels, rows, tokens, workspace.Hidden, null, workspace);
    }

    private void AddEmbeddings(in SequenceBatch input, ReadOnlySpan<int> starts, int before, float* row)
    {
        new Span<float>(row, checked((starts[^1] - starts[0]) * spec.TableWidth)).Clear();
        for (int sequence = 0; sequence < starts.Length - 1; sequence++)
        {
            int last = spec.PaddingId + before;
            for (int token = starts[sequence]; token < starts[sequence + 1]; token++)
            {
                int id = input.TokenIds[token];
                int position = id == spec.PaddingId ? id : ++last;
                weights.Words.AddRow(kernels, id, row, workspace.Row);
                Scale(row);
                weights.Types?.AddRow(kernels, spec.TokenTypes == 1 || input.TypeIds.IsEmpty ? 0 : input.TypeIds[token], row, workspace.Row);
                weights.Positions?.AddRow(kernels, position, row, workspace.Row);
                AddSinusoids(position, row);
                row += spec.TableWidth;
            }
        }
    }

    private void Scale(float* row)
    {
        if (spec.EmbeddingScale is not 1f)
        {
            Span<float> values = new(row, spec.TableWidth);
            TensorPrimitives.Multiply(values, spec.EmbeddingScale, values);
        }
    }

    private void AddSinusoids(int position, float* row)
    {
        float* sinusoids = weights.Tables.Sinusoids;
        if (sinusoids != null)
        {
            kernels.AddFloats(sinusoids + ((nint)position * spec.TableWidth), row, spec.TableWidth);
        }
    }

    /// <summary>hidden = norm(hidden + attention(hidden)), or hidden + attention(norm(hidden)).</summary>
    private void Attend(TransformerLayer layer, int index, KeyValueState? state, ReadOnlySpan<int> starts, int tokens)
    {
        float* input = workspace.Hidden;
        if (spec.Norms == NormPlacement.Before && layer.AttentionNorm is { } norm)
        {
            input = workspace.Summed;
            norm.Run(kernels, workspace.Hidden, null, input, tokens);
        }

        layer.QueryKeyValue.Run(kernels, input, tokens, workspace.QueryKeyValue, null, workspace);
        state?.Append(index, workspace.QueryKeyValue, tokens);
        if (state is { Length: > 0 })
        {
            AttendCached(state, index, tokens);
        }

        for (int sequence = 0; state is not { Length: > 0 } && sequence < starts.Length - 1; sequence++)
        {
            AttendSequence(layer, spec.IsLocal(index), starts[sequence] - starts[0], starts[sequence + 1] - starts[sequence]);
        }

        layer.AttentionOutput.Run(kernels, workspace.Context, tokens, workspace.Summed, null, workspace);
        Add(layer.AttentionNorm, workspace.Summed, workspace.Hidden, tokens);
    }

    /// <summary>Token by token over all that came before.</summary>
    private void AttendCached(KeyValueState state, int layer, int tokens)
    {
        for (int token = 0; token < tokens; token++)
        {
            kernels.AttendCached(new CachedAttentionCall
            {
                Query = workspace.QueryKeyValue + ((nint)token * 3 * spec.HiddenSize),
                Keys = state.Keys(layer),
                Values = state.Values(layer),
                Count = state.Length + token + 1,
                Heads = spec.Heads,
                HeadSize = spec.HeadSize,
                Scale = 1f / MathF.Sqrt(spec.HeadSize),
                Output = workspace.Context + ((nint)token * spec.HiddenSize),
                Scratch = state.Scores,
            });
        }
    }

    private void AttendSequence(TransformerLayer layer, bool isLocal, int first, int tokens)
    {
        nint stride = 3 * spec.HiddenSize;
        float* query = workspace.QueryKeyValue + (first * stride);
        float* angles = weights.Tables.Angles(isLocal);
        if (angles != null)
        {
            // Queries and keys lie side by side.
            kernels.Rotate(query, stride, tokens, 2 * spec.Heads, spec.HeadSize, angles);
        }

        kernels.Attention(new AttentionCall
        {
            Query = query,
            Key = query + spec.HiddenSize,
            Value = query + (2 * spec.HiddenSize),
            Stride = stride,
            Tokens = tokens,
            Heads = spec.Heads,
            HeadSize = spec.HeadSize,
            Scale = 1f / MathF.Sqrt(spec.HeadSize * (spec.Disentangled?.Terms ?? 1)),
            IsCausal = spec.IsCausal,
            Reach = isLocal ? spec.LocalReach : null,
            RelativeBias = weights.Tables.Bias,
            RelativeBiasStride = weights.Tables.BiasStride,
            Disentangled = layer.Distances,
            Output = workspace.Context + ((nint)first * spec.HiddenSize),
            OutputStride = spec.HiddenSize,
            Scratch = workspace.Attention,
        });
    }

    /// <summary>hidden = norm(hidden + W₂ · activation(W₁ · hidden)), or hidden + W₂ · activation(W₁ · norm(hidden)), a part of the rows at a time.</summary>
    public void FeedForward(TransformerLayer layer, int tokens)
    {
        int part = WorkspacePlan.FeedForwardRows(tokens);
        for (int first = 0; first < tokens; first += part)
        {
            int rows = Math.Min(part, tokens - first);
            float* hidden = workspace.Hidden + ((nint)first * spec.HiddenSize);
            float* input = hidden;
            if (spec.Norms == NormPlacement.Before)
            {
                input = workspace.Summed;
                layer.OutputNorm.Run(kernels, hidden, null, input, rows);
            }

            layer.FeedForwardIn.Run(kernels, input, rows, workspace.Intermediate, spec.IsGated ? null : spec.Activation, workspace);
            if (spec.IsGated)
            {
                kernels.Gate(spec.Activation, workspace.Intermediate, rows, spec.IntermediateSize);
            }

            layer.FeedForwardOut.Run(kernels, workspace.Intermediate, rows, workspace.Summed, null, workspace);
            Add(layer.OutputNorm, workspace.Summed, hidden, rows);
        }
    }

    /// <summary>hidden = norm(hidden + values), or the sum alone where norms come before.</summary>
    private void Add(NormLayer? norm, float* values, float* hidden, int rows)
    {
        if (spec.Norms == NormPlacement.Before)
        {
            kernels.AddFloats(values, hidden, rows * spec.HiddenSize);
        }
        else
        {
            norm!.Run(kernels, values, hidden, hidden, rows);
        }
    }

    /// <summary>Copies the hidden state to the caller where it is wanted.</summary>
    public void Deliver(in NetworkCall call, int layer, int firstToken, int tokens)
    {
        bool isLast = layer == spec.Layers;
        if (call.Layers.Contains(layer) && !(isLast && spec.NormsLastLayer))
        {
            Copy(call, workspace.Hidden, call.Layers.IndexOf(layer), firstToken, tokens);
        }

        if (!isLast)
        {
            return;
        }

        float* final = workspace.Hidden;
        if (weights.FinalNorm is { } norm)
        {
            final = workspace.Summed;
            norm.Run(kernels, workspace.Hidden, null, final, tokens);
        }

        if (call.Layers.Contains(layer) && spec.NormsLastLayer)
        {
            Copy(call, final, call.Layers.IndexOf(layer), firstToken, tokens);
        }

        if (call.Layers.HasLast)
        {
            Copy(call, final, call.Layers.Count - 1, firstToken, tokens);
        }
    }

    private void Copy(in NetworkCall call, float* states, int block, int firstToken, int tokens)
    {
        int first = checked(((block * call.Input.Tokens) + firstToken) * spec.HiddenSize);
        new ReadOnlySpan<float>(states, tokens * spec.HiddenSize).CopyTo(call.HiddenStates[first..]);
    }
}
