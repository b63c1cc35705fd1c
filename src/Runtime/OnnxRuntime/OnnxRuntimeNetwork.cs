using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Families.Weights;
using Sememe.Memory;
using Sememe.OnnxRuntime.Graphs;
using Sememe.OnnxRuntime.Native;
using Sememe.Weights;

namespace Sememe.OnnxRuntime;

/// <summary>A network that ONNX Runtime runs: one sequence per run, so that no padding comes to be and no text's result depends on another.</summary>
internal sealed unsafe class OnnxRuntimeNetwork : Network
{
    private static readonly Action<object?> s_terminate = static slot => ((RunSlot)slot!).Terminate();

    private readonly OnnxSession _session;
    private readonly NetworkPorts _ports;
    private readonly EncoderSpec _spec;
    private readonly ModelWeights? _weights;
    private readonly OnnxDecoder? _decoder;
    private readonly int _wordBytes;
    private readonly Stack<RunSlot> _slots = new();
    private readonly CallGate _gate = new(nameof(OnnxRuntimeNetwork));

    private OnnxRuntimeNetwork(OnnxSession session, NetworkPorts ports, EncoderSpec spec, ModelWeights? weights, OnnxDecoder? decoder)
    {
        _decoder = decoder;
        _session = session;
        _ports = ports;
        _spec = spec;
        _weights = weights;
        _wordBytes = (spec.Elmo?.WordLength ?? 0) * sizeof(int);
    }

    /// <inheritdoc/>
    public override Backend Backend => Backend.OnnxRuntime;

    /// <inheritdoc/>
    public override LayerSet AvailableLayers => _ports.Layers;

    /// <inheritdoc/>
    public override LogitsForm Logits => _decoder?.Logits ?? _ports.Logits;

    /// <summary>The library that runs it.</summary>
    public OnnxRuntimeLibrary Library => _session.Library;

    /// <summary>Loads a graph composed from the specification over the weights: every hidden state is available.</summary>
    /// <param name="library">ONNX Runtime.</param>
    /// <param name="spec">The network's switches.</param>
    /// <param name="weights">Float weights; owned by the network once this returns.</param>
    /// <param name="options">How to run.</param>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses the graph; the message is its own.</exception>
    public static OnnxRuntimeNetwork Compose(OnnxRuntimeLibrary library, EncoderSpec spec, ModelWeights weights, OnnxRuntimeOptions options)
    {
        ComposedDecoder? decoder = spec.Decoder is { } part ? ComposedDecoder.Compose(library, spec, part, weights, options) : null;
        try
        {
            return Create(OnnxSession.Open(library, Compose(spec, weights.Table), weights, options), weights.Folder, spec, weights, decoder: decoder);
        }
        catch
        {
            decoder?.Dispose();
            throw;
        }
    }

    /// <summary>Loads an ONNX file as it is; which hidden states it has is <see cref="AvailableLayers"/>.</summary>
    /// <param name="library">ONNX Runtime.</param>
    /// <param name="spec">The network that it should be.</param>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">How to run.</param>
    /// <param name="head">The head that it should have; null for none.</param>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses the file (the message is its own), or it is no such network.</exception>
    public static OnnxRuntimeNetwork Open(OnnxRuntimeLibrary library, EncoderSpec spec, string path, OnnxRuntimeOptions options, HeadSpec? head = null) =>
        Create(OnnxSession.Open(library, path, options), path, spec, weights: null, head);

    /// <summary>Loads the ONNX files of an encoder and a decoder as they are.</summary>
    /// <param name="library">ONNX Runtime.</param>
    /// <param name="spec">The network that they should be.</param>
    /// <param name="path">Either file; the other lies beside it.</param>
    /// <param name="options">How to run.</param>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses a file (the message is its own), or it is no such network.</exception>
    public static OnnxRuntimeNetwork OpenPair(OnnxRuntimeLibrary library, EncoderSpec spec, string path, OnnxRuntimeOptions options)
    {
        (string encoderFile, string decoderFile) = EncoderDecoderFiles.Of(path) ?? throw new ModelFormatException(path, $"found a graph of another name, {EncoderDecoderFiles.Expected}");
        ExportedDecoder decoder = ExportedDecoder.Open(library, spec, spec.Decoder!, decoderFile, options);
        try
        {
            return Create(OnnxSession.Open(library, encoderFile, options), encoderFile, spec, weights: null, decoder: decoder);
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override NetworkState? CreateState(int capacity) => _ports.PresentOutputs.Length > 0 ? new PastState(_spec, capacity) : null;

    /// <inheritdoc/>
    public override DecoderState? CreateDecoderState(int texts, int capacity) => _decoder?.CreateState(this, texts, capacity);

    /// <inheritdoc/>
    public override void Run(in NetworkCall call, CancellationToken cancellation)
    {
        if (call.State is not DecoderState)
        {
            NetworkState.RequireRoom(call);
        }

        _gate.Enter();
        try
        {
            RunSlot slot = RentSlot();
            try
            {
                using (cancellation.UnsafeRegister(s_terminate, slot))
                {
                    if (call.State is DecoderState)
                    {
                        _decoder!.Run(slot, call, cancellation);
                    }
                    else
                    {
                        RunSequences(slot, call, cancellation);
                    }
                }
            }
            finally
            {
                ReturnSlot(slot);
            }
        }
        catch (OrtException exception)
        {
            cancellation.ThrowIfCancellationRequested();
            throw Failure(exception);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Makes of a source what the decoder attends to.</summary>
    /// <param name="state">Takes it.</param>
    /// <param name="source">[tokens × hidden].</param>
    public void ReadSource(DecoderState state, ReadOnlySpan<float> source)
    {
        _gate.Enter();
        try
        {
            RunSlot slot = RentSlot();
            try
            {
                _decoder!.ReadSource(slot, state, source);
            }
            finally
            {
                ReturnSlot(slot);
            }
        }
        catch (OrtException exception)
        {
            throw Failure(exception);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (!_gate.Close())
        {
            return;
        }

        foreach (RunSlot slot in _slots)
        {
            slot.Dispose();
        }

        _session.Dispose();
        _decoder?.Dispose();
        _weights?.Dispose();
    }

    private InvalidOperationException Failure(OrtException exception) => new($"ONNX Runtime {Library.Version}: {exception.Message}", exception);

    private static ComposedGraph Compose(EncoderSpec spec, WeightTable weights) =>
        spec.Elmo is { } elmo ? ElmoGraph.Compose(spec, elmo, weights) : EncoderGraph.Compose(spec, weights);

    private static OnnxRuntimeNetwork Create(OnnxSession session, string file, EncoderSpec spec, ModelWeights? weights, HeadSpec? head = null, OnnxDecoder? decoder = null)
    {
        try
        {
            return new OnnxRuntimeNetwork(session, NetworkPorts.Find(file, session, spec, head), spec, weights, decoder);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private RunSlot RentSlot()
    {
        lock (_slots)
        {
            if (_slots.TryPop(out RunSlot? slot))
            {
                return slot;
            }
        }

        return new RunSlot(Library.Api);
    }

    private void ReturnSlot(RunSlot slot)
    {
        slot.Reset();
        lock (_slots)
        {
            _slots.Push(slot);
        }
    }

    private void RunSequences(RunSlot slot, in NetworkCall call, CancellationToken cancellation)
    {
        fixed (float* hidden = call.HiddenStates)
        fixed (float* logits = call.Logits)
        {
            for (int sequence = 0; sequence < call.Input.Count; sequence++)
            {
                cancellation.ThrowIfCancellationRequested();
                RunSequence(slot, call, hidden, logits, sequence);
            }
        }

        if (LastIsCopied(call.Layers))
        {
            int block = call.Input.Tokens * _spec.HiddenSize;
            call.HiddenStates.Slice(call.Layers.IndexOf(_spec.Layers) * block, block).CopyTo(call.HiddenStates[((call.Layers.Count - 1) * block)..]);
        }
    }

    /// <summary>Runs one sequence; rows of hidden states and logits land where they belong.</summary>
    /// <remarks>The pointers are the call's pinned <see cref="NetworkCall.HiddenStates"/> and <see cref="NetworkCall.Logits"/>; null where it has none.</remarks>
    private void RunSequence(RunSlot slot, in NetworkCall call, float* hidden, float* logits, int sequence)
    {
        int start = call.Input.Starts[sequence];
        int end = call.Input.Starts[sequence + 1];
        if (start == end)
        {
            return;
        }

        OrtApi api = Library.Api;
        OrtValue** inputs = stackalloc OrtValue*[_ports.Inputs.Length];
        PastState? state = (PastState?)call.State;
        int mostOutputs = call.Layers.Count + _ports.LogitsOutputs.Length + (state is null ? 0 : _ports.PresentOutputs.Length);
        OrtValue** outputs = stackalloc OrtValue*[mostOutputs];
        byte** names = stackalloc byte*[mostOutputs];
        int wanted = 0;
        try
        {
            state?.Compact();
            WrapInputs(slot, call.Input, state, start, end, inputs);
            wanted = WrapOutputs(call, hidden, start, end, outputs, names);
            wanted += logits is null ? 0 : WrapLogits(call, logits, sequence, outputs + wanted, names + wanted);
            wanted += state is null ? 0 : WrapPresent(state, end - start, outputs + wanted, names + wanted);
            api.Check(api.Run(
                _session.Session, slot.Options, _ports.InputNames.Pointers, inputs, (nuint)_ports.Inputs.Length, names, (nuint)wanted, outputs));
            state?.Advance(end - start);
        }
        finally
        {
            Library.Release(inputs, _ports.Inputs.Length);
            Library.Release(outputs, mostOutputs);
        }
    }

    private void WrapInputs(RunSlot slot, in SequenceBatch batch, PastState? state, int start, int end, OrtValue** values)
    {
        int past = state?.Length ?? 0;
        int tokens = end - start;
        nuint stride = (nuint)(past + tokens) * (nuint)Math.Max(sizeof(long), _wordBytes);
        byte* memory = slot.Reserve(stride * (nuint)_ports.Inputs.Length);
        for (int i = 0; i < _ports.Inputs.Length; i++, memory += stride)
        {
            NetworkInput input = _ports.Inputs[i];
            values[i] = input.Content switch
            {
                InputContent.Past => WrapPast(state is null ? (float*)memory : state.Past(input.Tensor), past),
                InputContent.HasPast => WrapFlag((bool*)memory, past > 0),
                InputContent.Characters => WrapCharacters(batch.Characters, start, end, (int*)memory),
                InputContent.TokenIds => WrapIntegers(input, batch.TokenIds[start..end], past, tokens, memory),
                InputContent.TypeIds when !batch.TypeIds.IsEmpty => WrapIntegers(input, batch.TypeIds[start..end], past, tokens, memory),
                _ => WrapIntegers(input, [], past, tokens, memory),
            };
        }
    }

    private OrtValue* WrapIntegers(NetworkInput input, ReadOnlySpan<int> source, int past, int tokens, byte* memory)
    {
        input.Write(source, past, tokens, memory);
        int count = input.Count(past, tokens);
        long* shape = stackalloc long[] { 1, count };
        return Library.Wrap(memory, (nuint)(count * input.ElementSize), shape, 2, input.Type);
    }

    private OrtValue* WrapCharacters(ReadOnlySpan<int> characters, int start, int end, int* memory)
    {
        int length = _wordBytes / sizeof(int);
        int count = (end - start) * length;
        characters.Slice(start * length, count).CopyTo(new Span<int>(memory, count));
        long* shape = stackalloc long[] { end - start, length };
        return Library.Wrap(memory, (nuint)count * sizeof(int), shape, 2, OnnxElementType.Int32);
    }

    private OrtValue* WrapFlag(bool* memory, bool value)
    {
        *memory = value;
        long shape = 1;
        return Library.Wrap(memory, sizeof(bool), &shape, 1, OnnxElementType.Bool);
    }

    /// <summary>[1 × heads × tokens × head size].</summary>
    private OrtValue* WrapPast(float* memory, int tokens)
    {
        long* shape = stackalloc long[] { 1, _spec.Heads, tokens, _spec.HeadSize };
        return Library.Wrap(memory, (nuint)tokens * (nuint)_spec.HiddenSize * sizeof(float), shape, 4, OnnxElementType.Float32);
    }

    /// <returns>How many outputs are keys and values.</returns>
    private int WrapPresent(PastState state, int tokens, OrtValue** values, byte** names)
    {
        for (int tensor = 0; tensor < _ports.PresentOutputs.Length; tensor++)
        {
            names[tensor] = _ports.OutputNames[_ports.PresentOutputs[tensor]];
            values[tensor] = WrapPast(state.Present(tensor), state.Length + tokens);
        }

        return _ports.PresentOutputs.Length;
    }

    /// <returns>How many outputs are wanted of the session.</returns>
    private int WrapOutputs(in NetworkCall call, float* hidden, int start, int end, OrtValue** values, byte** names)
    {
        long* shape = stackalloc long[] { 1, end - start, _spec.HiddenSize };
        nuint bytes = (nuint)(end - start) * (nuint)_spec.HiddenSize * sizeof(float);
        float* rows = hidden + ((long)start * _spec.HiddenSize);
        long block = (long)call.Input.Tokens * _spec.HiddenSize;
        int wanted = 0;
        for (int layer = 0; layer <= _spec.Layers; layer++)
        {
            if (call.Layers.Contains(layer))
            {
                names[wanted] = _ports.OutputNames[_ports.OutputOf(layer)];
                values[wanted] = Library.Wrap(rows + (wanted * block), bytes, shape, 3, OnnxElementType.Float32);
                wanted++;
            }
        }

        if (call.Layers.HasLast && !LastIsCopied(call.Layers))
        {
            names[wanted] = _ports.OutputNames[_ports.LastOutput];
            values[wanted] = Library.Wrap(rows + (wanted * block), bytes, shape, 3, OnnxElementType.Float32);
            wanted++;
        }

        return wanted;
    }

    /// <returns>How many outputs hold the logits.</returns>
    private int WrapLogits(in NetworkCall call, float* logits, int sequence, OrtValue** values, byte** names)
    {
        int start = call.Input.Starts[sequence];
        int tokens = call.Input.Starts[sequence + 1] - start;
        int width = _ports.LogitsWidth;
        long* shape = stackalloc long[] { 1, _ports.Logits == LogitsForm.PerSequence ? width : tokens, width };
        nuint rank = _ports.Logits == LogitsForm.PerToken ? 3u : 2u;
        long numbers = _ports.Logits switch
        {
            LogitsForm.PerSequence => width,
            LogitsForm.PerToken => (long)tokens * width,
            _ => tokens,
        };
        logits += _ports.Logits == LogitsForm.PerSequence ? sequence * width : _ports.Logits == LogitsForm.PerToken ? (long)start * width : start;
        for (int i = 0; i < _ports.LogitsOutputs.Length; i++)
        {
            names[i] = _ports.OutputNames[_ports.LogitsOutputs[i]];
            values[i] = Library.Wrap(logits + ((long)i * call.Input.Tokens), (nuint)numbers * sizeof(float), shape, rank, OnnxElementType.Float32);
        }

        return _ports.LogitsOutputs.Length;
    }

    /// <summary>A run cannot fill one output twice: where the last layer and the last hidden state are the same and both wanted, one is copied.</summary>
    private bool LastIsCopied(LayerSet wanted) => wanted.HasLast && wanted.Contains(_spec.Layers) && _ports.OutputOf(_spec.Layers) == _ports.LastOutput;
}
