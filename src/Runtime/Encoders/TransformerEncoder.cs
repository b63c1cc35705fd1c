using System.Numerics.Tensors;
using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Kernels;

namespace Sememe.Encoders;

/// <summary>Runs a transformer encoder over a block of whole sequences: every matrix product has all of the block's tokens as rows.</summary>
internal readonly unsafe ref struct TransformerEncoder(EncoderSpec spec, TransformerWeights weights, KernelSet kernels, Workspace workspace, TeamPlace place = default)
{
    /// <summary>Where the block's rows are: in the thread's own workspace, or in that of the team's caller.</summary>
    private Workspace Whole => place.Whole ?? workspace;

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
        RunLayers(call, starts, state, cancellation);
        state?.Advance(tokens);
    }

    /// <summary>Runs a sequence as <see cref="Run"/> does, together with a team where that is free: what the calling thread does.</summary>
    public void RunWith(EncoderTeam team, in NetworkCall call, CancellationToken cancellation)
    {
        int tokens = call.Input.Tokens;
        workspace.Reserve(tokens);
        Embed(call.Input, call.Input.Starts, 0);
        Deliver(call, 0, 0, tokens);
        if (!team.TryBegin(workspace, tokens, call.Layers, out TeamPlace mine))
        {
            RunLayers(call, call.Input.Starts, null, cancellation);
            return;
        }

        bool isComplete = false;
        try
        {
            new TransformerEncoder(spec, weights, kernels, workspace, mine).RunLayers(call, call.Input.Starts, null, cancellation);
            isComplete = true;
        }
        finally
        {
            team.End(isComplete);
        }
    }

    /// <summary>What a helping thread of a team does: its part of the layers of a sequence.</summary>
    public void Help(int tokens, LayerSet wanted)
    {
        workspace.Reserve(tokens);
        RunLayers(new NetworkCall { Input = default, Layers = wanted }, [0, tokens], null, CancellationToken.None);
    }

    private void RunLayers(in NetworkCall call, ReadOnlySpan<int> starts, KeyValueState? state, CancellationToken cancellation)
    {
        int tokens = starts[^1] - starts[0];
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

            if (layer + 1 == spec.Layers || call.Layers.Contains(layer + 1))
            {
                place.Meet();
                if (place.IsCaller)
                {
                    Deliver(call, layer + 1, starts[0], tokens);
                }
            }
        }
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
        (int first, int rows) = place.PartOf(tokens);
        float* hidden = Whole.Hidden + ((nint)first * spec.HiddenSize);
        float* input = hidden;
        if (spec.Norms == NormPlacement.Before && layer.AttentionNorm is { } norm)
        {
            input = workspace.Summed;
            norm.Run(kernels, hidden, null, input, rows);
        }

        layer.QueryKeyValue.Run(kernels, input, rows, Whole.QueryKeyValue + ((nint)first * 3 * spec.HiddenSize), null, workspace);
        place.Meet();
        state?.Append(index, workspace.QueryKeyValue, tokens);
        if (state is { Length: > 0 })
        {
            AttendCached(state, index, tokens);
        }

        for (int sequence = 0; state is not { Length: > 0 } && sequence < starts.Length - 1; sequence++)
        {
            AttendSequence(layer, spec.IsLocal(index), starts[sequence] - starts[0], starts[sequence + 1] - starts[sequence]);
        }

        place.Meet();
        layer.AttentionOutput.Run(kernels, Whole.Context + ((nint)first * spec.HiddenSize), rows, workspace.Summed, null, workspace);
        Add(layer.AttentionNorm, workspace.Summed, hidden, rows);
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
        (int head, int heads) = place.PartOf(spec.Heads);
        int column = head * spec.HeadSize;
        nint stride = 3 * spec.HiddenSize;
        float* query = Whole.QueryKeyValue + (first * stride) + column;
        float* angles = weights.Tables.Angles(isLocal);
        if (angles != null)
        {
            kernels.Rotate(query, stride, tokens, heads, spec.HeadSize, angles);
            kernels.Rotate(query + spec.HiddenSize, stride, tokens, heads, spec.HeadSize, angles);
        }

        kernels.Attention(new AttentionCall
        {
            Query = query,
            Key = query + spec.HiddenSize,
            Value = query + (2 * spec.HiddenSize),
            Stride = stride,
            Tokens = tokens,
            Heads = heads,
            HeadSize = spec.HeadSize,
            Scale = 1f / MathF.Sqrt(spec.HeadSize * (spec.Disentangled?.Terms ?? 1)),
            IsCausal = spec.IsCausal,
            Reach = isLocal ? spec.LocalReach : null,
            RelativeBias = weights.Tables.Bias == null ? null : weights.Tables.Bias + (head * weights.Tables.BiasStride),
            RelativeBiasStride = weights.Tables.BiasStride,
            Disentangled = layer.Distances,
            Output = Whole.Context + ((nint)first * spec.HiddenSize) + column,
            OutputStride = spec.HiddenSize,
            Scratch = workspace.Attention,
        });
    }

    /// <summary>hidden = norm(hidden + W₂ · activation(W₁ · hidden)), or hidden + W₂ · activation(W₁ · norm(hidden)), a part of the rows at a time.</summary>
    public void FeedForward(TransformerLayer layer, int tokens)
    {
        (int begin, int count) = place.PartOf(tokens);
        int part = WorkspacePlan.FeedForwardRows(count);
        for (int first = begin; first < begin + count; first += part)
        {
            int rows = Math.Min(part, begin + count - first);
            float* hidden = Whole.Hidden + ((nint)first * spec.HiddenSize);
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
