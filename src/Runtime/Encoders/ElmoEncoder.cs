using System.Numerics.Tensors;
using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Kernels;

namespace Sememe.Encoders;

/// <summary>Runs an ELMo over one sequence of words (Peters et al. 2018, as AllenNLP does it, states zero before each sequence).</summary>
internal readonly unsafe ref struct ElmoEncoder(EncoderSpec spec, ElmoSpec elmo, ElmoWeights weights, KernelSet kernels, ElmoWorkspace workspace)
{
    private int Half => spec.HiddenSize / 2;

    /// <summary>Runs a sequence and copies what is wanted to the caller.</summary>
    public void Run(in NetworkCall call, int sequence, CancellationToken cancellation)
    {
        int first = call.Input.Starts[sequence];
        int tokens = call.Input.Starts[sequence + 1] - first;
        if (tokens == 0)
        {
            return;
        }

        workspace.Reserve(tokens);
        Embed(call.Input.Characters.Slice(first * elmo.WordLength, tokens * elmo.WordLength), tokens, cancellation);
        Deliver(call, 0, first, tokens);
        for (int layer = 0; layer < LayersToRun(call.Layers); layer++)
        {
            RunForward(layer, tokens, cancellation);
            RunBackward(layer, tokens, cancellation);
            Deliver(call, layer + 1, first, tokens);
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

    /// <summary>Characters → vectors of words, the same for both directions.</summary>
    private void Embed(ReadOnlySpan<int> characters, int tokens, CancellationToken cancellation)
    {
        for (int first = 0; first < tokens; first += ElmoWorkspace.BlockTokens)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(ElmoWorkspace.BlockTokens, tokens - first);
            for (int i = 0; i < count; i++)
            {
                Convolve(characters.Slice((first + i) * elmo.WordLength, elmo.WordLength), workspace.Features + ((nint)i * weights.Projection.Depth));
            }

            for (int highway = 0; highway < elmo.Highways; highway++)
            {
                Multiply(weights.Transforms[highway], workspace.Features, count, workspace.Transformed, Activation.Relu);
                Multiply(weights.Carries[highway], workspace.Features, count, workspace.Carry, Activation.Sigmoid);
                kernels.Highway(workspace.Features, workspace.Transformed, workspace.Carry, count * weights.Projection.Depth);
            }

            Multiply(weights.Projection, workspace.Features, count, workspace.Forward + ((nint)first * Half), null);
        }

        Tiling.Copy(workspace.Forward, Half, workspace.Backward, Half, tokens, Half);
    }

    /// <summary>One word: every filter at every place where it fits, and the largest result of each.</summary>
    private void Convolve(ReadOnlySpan<int> characters, float* features)
    {
        for (int i = 0; i < characters.Length; i++)
        {
            float* row = (float*)weights.Characters.Pointer + ((nint)characters[i] * elmo.CharacterSize);
            Tiling.Copy(row, 0, workspace.Characters + ((nint)i * elmo.CharacterSize), 0, 1, elmo.CharacterSize);
        }

        for (int i = 0; i < weights.Filters.Length; i++)
        {
            PackedMatrix filters = weights.Filters[i];
            int places = elmo.WordLength - elmo.Filters[i].Width + 1;

            // The activation grows with its argument, so it may come before the maximum.
            Multiply(filters, workspace.Characters, places, workspace.Convolved, spec.Activation, elmo.CharacterSize);
            Span<float> largest = new(features, filters.Columns);
            new ReadOnlySpan<float>(workspace.Convolved, filters.Columns).CopyTo(largest);
            for (int place = 1; place < places; place++)
            {
                TensorPrimitives.Max(new ReadOnlySpan<float>(workspace.Convolved + ((nint)place * filters.Columns), filters.Columns), largest, largest);
            }

            features += filters.Columns;
        }
    }

    private void RunForward(int layer, int tokens, CancellationToken cancellation)
    {
        ClearState();
        for (int first = 0; first < tokens; first += ElmoWorkspace.BlockTokens)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(ElmoWorkspace.BlockTokens, tokens - first);
            float* rows = workspace.Forward + ((nint)first * Half);
            Multiply(weights.Layers[layer, 0].Input, rows, count, workspace.InputGates, null);
            for (int i = 0; i < count; i++)
            {
                Step(weights.Layers[layer, 0], layer, i, rows);
            }
        }
    }

    private void RunBackward(int layer, int tokens, CancellationToken cancellation)
    {
        ClearState();
        for (int end = tokens; end > 0; end -= ElmoWorkspace.BlockTokens)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(ElmoWorkspace.BlockTokens, end);
            float* rows = workspace.Backward + ((nint)(end - count) * Half);
            Multiply(weights.Layers[layer, 1].Input, rows, count, workspace.InputGates, null);
            for (int i = count - 1; i >= 0; i--)
            {
                Step(weights.Layers[layer, 1], layer, i, rows);
            }
        }
    }

    private void ClearState()
    {
        new Span<float>(workspace.Cell, spec.IntermediateSize).Clear();
        new Span<float>(workspace.State, Half).Clear();
    }

    /// <summary>One token of a block: its row becomes the new state, added to what went in from the second layer on.</summary>
    private void Step(LstmLayer parts, int layer, int token, float* rows)
    {
        float* row = rows + ((nint)token * Half);
        float* gates = workspace.InputGates + ((nint)token * parts.Input.Columns);
        Multiply(parts.State, workspace.State, 1, workspace.StateGates, null);
        kernels.LstmStep(gates, workspace.StateGates, workspace.Cell, workspace.Output, spec.IntermediateSize, LimitOf(elmo.CellClip));
        Multiply(parts.Projection, workspace.Output, 1, workspace.State, null);
        Span<float> state = new(workspace.State, Half);
        if (elmo.ProjectionClip > 0)
        {
            TensorPrimitives.Clamp(state, -elmo.ProjectionClip, elmo.ProjectionClip, state);
        }

        if (layer > 0)
        {
            kernels.AddFloats(workspace.State, row, Half);
        }
        else
        {
            state.CopyTo(new Span<float>(row, Half));
        }
    }

    private static float LimitOf(float clip) => clip > 0 ? clip : float.PositiveInfinity;

    private void Multiply(PackedMatrix matrix, float* x, int rows, float* y, Activation? activation, int stride = 0) => kernels.Gemm(new GemmCall
    {
        A = x,
        AStride = stride > 0 ? stride : matrix.Depth,
        Rows = rows,
        Panels = matrix.Panels,
        Bias = matrix.Bias,
        Depth = matrix.Depth,
        Columns = matrix.Columns,
        C = y,
        CStride = matrix.Columns,
        Activation = activation,
    });

    /// <summary>Copies a hidden state, both directions side by side, to where the caller wants it.</summary>
    private void Deliver(in NetworkCall call, int layer, int first, int tokens)
    {
        if (call.Layers.Contains(layer))
        {
            Deliver(call, call.Layers.IndexOf(layer), call.HiddenStates, first, tokens);
        }

        if (layer == spec.Layers && call.Layers.HasLast)
        {
            Deliver(call, call.Layers.Count - 1, call.HiddenStates, first, tokens);
        }
    }

    private void Deliver(in NetworkCall call, int block, Span<float> states, int first, int tokens)
    {
        nint start = (((nint)block * call.Input.Tokens) + first) * spec.HiddenSize;
        for (int token = 0; token < tokens; token++)
        {
            Span<float> row = states.Slice((int)(start + ((nint)token * spec.HiddenSize)), spec.HiddenSize);
            new ReadOnlySpan<float>(workspace.Forward + ((nint)token * Half), Half).CopyTo(row);
            new ReadOnlySpan<float>(workspace.Backward + ((nint)token * Half), Half).CopyTo(row[Half..]);
        }
    }
}
