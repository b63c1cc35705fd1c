using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.OnnxRuntime.Graphs;
using Sememe.OnnxRuntime.Native;
using Sememe.Weights;

namespace Sememe.OnnxRuntime;

/// <summary>A decoder as graphs of ours: keys and values of the source are made once, those of the texts' tokens are kept.</summary>
internal sealed unsafe class ComposedDecoder : OnnxDecoder
{
    private readonly OnnxSession _source;
    private readonly OnnxSession _step;
    private readonly EncoderSpec _stack;
    private readonly Utf8Names _sourceInputs;
    private readonly Utf8Names _sourceOutputs;
    private readonly Utf8Names _stepInputs;
    private readonly Utf8Names _stepOutputs;

    private ComposedDecoder(OnnxSession source, OnnxSession step, EncoderSpec stack)
    {
        (_source, _step, _stack) = (source, step, stack);
        IEnumerable<int> tensors = Enumerable.Range(0, 2 * stack.Layers);
        _sourceInputs = new Utf8Names([PortNames.SourceStates]);
        _sourceOutputs = new Utf8Names([.. tensors.Select(PortNames.PresentOfSource)]);
        _stepInputs = new Utf8Names([PortNames.TokenIds, .. tensors.Select(PortNames.PastOfSource), .. tensors.Select(PortNames.PastOfTexts)]);
        _stepOutputs = new Utf8Names([.. Enumerable.Range(0, stack.Layers + 1).Select(PortNames.HiddenState), .. tensors.Select(PortNames.PresentOfTexts)]);
    }

    /// <inheritdoc/>
    public override LogitsForm Logits => LogitsForm.None;

    private int Tensors => 2 * _stack.Layers;

    private OnnxRuntimeLibrary Library => _step.Library;

    /// <summary>Loads graphs composed from the specification over the weights, which must outlive the decoder.</summary>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses a graph; the message is its own.</exception>
    public static ComposedDecoder Compose(OnnxRuntimeLibrary library, EncoderSpec spec, DecoderSpec decoder, ModelWeights weights, OnnxRuntimeOptions options)
    {
        OnnxSession source = OnnxSession.Open(library, DecoderGraph.ComposeSource(spec, decoder, weights.Table), weights, options);
        try
        {
            OnnxSession step = OnnxSession.Open(library, DecoderGraph.ComposeStep(spec, decoder, weights.Table), weights, options);
            return new ComposedDecoder(source, step, decoder.StackOf(spec));
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override DecoderState CreateState(OnnxRuntimeNetwork network, int texts, int capacity) => new TextsState(network, _stack, texts, Math.Min(capacity, _stack.MaxPositions));

    /// <inheritdoc/>
    public override void ReadSource(RunSlot slot, DecoderState state, ReadOnlySpan<float> source)
    {
        TextsState texts = (TextsState)state;
        OrtValue* input = null;
        OrtValue** outputs = stackalloc OrtValue*[Tensors];
        fixed (float* states = source)
        {
            try
            {
                long* shape = stackalloc long[] { 1, texts.SourceTokens, _stack.HiddenSize };
                input = Library.Wrap(states, (nuint)source.Length * sizeof(float), shape, 3, OnnxElementType.Float32);
                for (int tensor = 0; tensor < Tensors; tensor++)
                {
                    outputs[tensor] = WrapSource(texts, tensor);
                }

                OrtApi api = Library.Api;
                api.Check(api.Run(_source.Session, slot.Options, _sourceInputs.Pointers, &input, 1, _sourceOutputs.Pointers, (nuint)Tensors, outputs));
            }
            finally
            {
                Library.Release(&input, 1);
                Library.Release(outputs, Tensors);
            }
        }
    }

    /// <inheritdoc/>
    public override void Run(RunSlot slot, in NetworkCall call, CancellationToken cancellation)
    {
        TextsState state = (TextsState)call.State!;
        RequireTokens(call, state);
        int inputCount = 1 + (2 * Tensors);
        int mostOutputs = call.Layers.Count + Tensors;
        OrtValue** inputs = stackalloc OrtValue*[inputCount];
        OrtValue** outputs = stackalloc OrtValue*[mostOutputs];
        byte** names = stackalloc byte*[mostOutputs];
        fixed (float* hidden = call.HiddenStates)
        {
            try
            {
                cancellation.ThrowIfCancellationRequested();
                WrapInputs(slot, call.Input, state, inputs);
                int wanted = WrapHiddenStates(call, hidden, outputs, names);
                for (int tensor = 0; tensor < Tensors; tensor++, wanted++)
                {
                    names[wanted] = _stepOutputs[_stack.Layers + 1 + tensor];
                    outputs[wanted] = WrapTexts(state, state.Present(tensor), state.Length + 1);
                }

                OrtApi api = Library.Api;
                api.Check(api.Run(_step.Session, slot.Options, _stepInputs.Pointers, inputs, (nuint)inputCount, names, (nuint)wanted, outputs));
                state.Advance();
            }
            finally
            {
                Library.Release(inputs, inputCount);
                Library.Release(outputs, mostOutputs);
            }
        }

        if (LastIsCopied(call.Layers))
        {
            int block = state.Count * _stack.HiddenSize;
            call.HiddenStates.Slice((call.Layers.Count - 2) * block, block).CopyTo(call.HiddenStates[((call.Layers.Count - 1) * block)..]);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _source.Dispose();
        _step.Dispose();
    }

    private void WrapInputs(RunSlot slot, in SequenceBatch batch, TextsState state, OrtValue** values)
    {
        long* ids = (long*)slot.Reserve((nuint)batch.Tokens * sizeof(long));
        for (int text = 0; text < batch.Tokens; text++)
        {
            ids[text] = batch.TokenIds[text];
        }

        long* shape = stackalloc long[] { 1, batch.Tokens };
        values[0] = Library.Wrap(ids, (nuint)batch.Tokens * sizeof(long), shape, 2, OnnxElementType.Int64);
        for (int tensor = 0; tensor < Tensors; tensor++)
        {
            values[1 + tensor] = WrapSource(state, tensor);
            values[1 + Tensors + tensor] = WrapTexts(state, state.Past(tensor), state.Length);
        }
    }

    /// <returns>How many hidden states are wanted of the session.</returns>
    private int WrapHiddenStates(in NetworkCall call, float* hidden, OrtValue** values, byte** names)
    {
        long* shape = stackalloc long[] { 1, call.Input.Tokens, _stack.HiddenSize };
        nint block = (nint)call.Input.Tokens * _stack.HiddenSize;
        int wanted = 0;
        for (int layer = 0; layer <= _stack.Layers; layer++)
        {
            if (call.Layers.Contains(layer) || (layer == _stack.Layers && call.Layers.HasLast))
            {
                names[wanted] = _stepOutputs[layer];
                values[wanted] = Library.Wrap(hidden + (wanted * block), (nuint)block * sizeof(float), shape, 3, OnnxElementType.Float32);
                wanted++;
            }
        }

        return wanted;
    }

    /// <summary>A run cannot fill one output twice.</summary>
    private bool LastIsCopied(LayerSet wanted) => wanted.HasLast && wanted.Contains(_stack.Layers);

    /// <summary>[1 × heads × source tokens × head size].</summary>
    private OrtValue* WrapSource(TextsState state, int tensor)
    {
        long* shape = stackalloc long[] { 1, _stack.Heads, state.SourceTokens, _stack.HeadSize };
        return Library.Wrap(state.Source(tensor), (nuint)state.SourceTokens * (nuint)_stack.HiddenSize * sizeof(float), shape, 4, OnnxElementType.Float32);
    }

    /// <summary>[texts × heads × tokens × head size].</summary>
    private OrtValue* WrapTexts(TextsState state, float* memory, int tokens)
    {
        long* shape = stackalloc long[] { state.Count, _stack.Heads, tokens, _stack.HeadSize };
        return Library.Wrap(memory, (nuint)state.Count * (nuint)tokens * (nuint)_stack.HiddenSize * sizeof(float), shape, 4, OnnxElementType.Float32);
    }
}
