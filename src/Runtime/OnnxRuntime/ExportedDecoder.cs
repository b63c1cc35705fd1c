using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.OnnxRuntime.Native;

namespace Sememe.OnnxRuntime;

/// <summary>The decoder that a folder brings as a file of its own, without keys and values: each step runs all tokens of each text again.</summary>
internal sealed unsafe class ExportedDecoder : OnnxDecoder
{
    private readonly OnnxSession _session;
    private readonly EncoderSpec _spec;
    private readonly DecoderSpec _decoder;
    private readonly Utf8Names _inputs;
    private readonly Utf8Names _output;

    private ExportedDecoder(OnnxSession session, EncoderSpec spec, DecoderSpec decoder)
    {
        (_session, _spec, _decoder) = (session, spec, decoder);
        _inputs = new Utf8Names([.. session.Inputs.Select(static port => port.Name)]);
        _output = new Utf8Names([PortNames.Logits]);
    }

    /// <inheritdoc/>
    public override LogitsForm Logits => LogitsForm.PerToken;

    private OnnxRuntimeLibrary Library => _session.Library;

    /// <summary>Opens the file.</summary>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses the file (the message is its own), or it is no such decoder.</exception>
    public static ExportedDecoder Open(OnnxRuntimeLibrary library, EncoderSpec spec, DecoderSpec decoder, string path, OnnxRuntimeOptions options)
    {
        OnnxSession session = OnnxSession.Open(library, path, options);
        try
        {
            Check(session, spec, decoder, path);
            return new ExportedDecoder(session, spec, decoder);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override DecoderState CreateState(OnnxRuntimeNetwork network, int texts, int capacity) => new ReadAgainState(_spec, texts, Math.Min(capacity, _spec.MaxPositions));

    /// <inheritdoc/>
    /// <remarks>The state has kept the source as it is.</remarks>
    public override void ReadSource(RunSlot slot, DecoderState state, ReadOnlySpan<float> source)
    {
    }

    /// <inheritdoc/>
    public override void Run(RunSlot slot, in NetworkCall call, CancellationToken cancellation)
    {
        ReadAgainState state = (ReadAgainState)call.State!;
        RequireTokens(call, state);
        state.Add(call.Input.TokenIds);
        float* logits = state.EnsureLogits((nuint)(state.Length + 1) * (nuint)_decoder.VocabularySize);
        for (int text = 0; text < state.Count; text++)
        {
            cancellation.ThrowIfCancellationRequested();
            RunText(slot, state, text, logits);
            new ReadOnlySpan<float>(logits + ((nint)state.Length * _decoder.VocabularySize), _decoder.VocabularySize).CopyTo(call.Logits[(text * _decoder.VocabularySize)..]);
        }

        state.Advance();
    }

    /// <inheritdoc/>
    public override void Dispose() => _session.Dispose();

    private void RunText(RunSlot slot, ReadAgainState state, int text, float* logits)
    {
        int count = _session.Inputs.Count;
        int tokens = state.Length + 1;
        OrtValue** inputs = stackalloc OrtValue*[count];
        OrtValue* output = null;
        try
        {
            nuint longest = (nuint)Math.Max(tokens, state.SourceTokens) * sizeof(long);
            byte* memory = slot.Reserve(longest * (nuint)count);
            for (int i = 0; i < count; i++, memory += longest)
            {
                inputs[i] = WrapInput(_session.Inputs[i], state, text, tokens, memory);
            }

            long* shape = stackalloc long[] { 1, tokens, _decoder.VocabularySize };
            output = Library.Wrap(logits, (nuint)tokens * (nuint)_decoder.VocabularySize * sizeof(float), shape, 3, OnnxElementType.Float32);
            OrtApi api = Library.Api;
            api.Check(api.Run(_session.Session, slot.Options, _inputs.Pointers, inputs, (nuint)count, _output.Pointers, 1, &output));
        }
        finally
        {
            Library.Release(inputs, count);
            Library.Release(&output, 1);
        }
    }

    private OrtValue* WrapInput(SessionPort port, ReadAgainState state, int text, int tokens, byte* memory)
    {
        if (port.Name == PortNames.SourceStates)
        {
            long* shape = stackalloc long[] { 1, state.SourceTokens, _spec.HiddenSize };
            return Library.Wrap(state.Source, (nuint)state.SourceTokens * (nuint)_spec.HiddenSize * sizeof(float), shape, 3, OnnxElementType.Float32);
        }

        bool isIds = port.Name == PortNames.TokenIds;
        int count = isIds ? tokens : state.SourceTokens;
        NetworkInput input = new(isIds ? InputContent.TokenIds : InputContent.AttentionMask, port.Type);
        input.Write(isIds ? state.TokensOf(text, tokens) : [], 0, count, memory);
        long* dimensions = stackalloc long[] { 1, count };
        return Library.Wrap(memory, (nuint)(count * input.ElementSize), dimensions, 2, port.Type);
    }

    private static void Check(OnnxSession session, EncoderSpec spec, DecoderSpec decoder, string path)
    {
        bool takesIds = false;
        bool takesSource = false;
        bool isKnown = true;
        foreach (SessionPort port in session.Inputs)
        {
            bool isWhole = port.Type is OnnxElementType.Int64 or OnnxElementType.Int32 && port.Dimensions.Count == 2;
            bool isSource = port.Name == PortNames.SourceStates && port is { Type: OnnxElementType.Float32, Dimensions: [_, _, var width] } && (width < 0 || width == spec.HiddenSize);
            takesIds |= port.Name == PortNames.TokenIds && isWhole;
            takesSource |= isSource;
            isKnown &= isSource || (isWhole && port.Name is PortNames.TokenIds or PortNames.SourceMask);
        }

        bool givesLogits = session.Outputs.Any(port =>
            port.Name == PortNames.Logits && port is { Type: OnnxElementType.Float32, Dimensions: [_, _, var outputs] } && (outputs < 0 || outputs == decoder.VocabularySize));
        if (!takesIds || !takesSource || !isKnown || !givesLogits)
        {
            throw new ModelFormatException(
                path,
                $"found the inputs {string.Join(", ", session.Inputs)} and the outputs {string.Join(", ", session.Outputs)}, expected {PortNames.TokenIds}, {PortNames.SourceMask}"
                + $" and {PortNames.SourceStates} (Float32 [? × ? × {spec.HiddenSize}]), and {PortNames.Logits} (Float32 [? × ? × {decoder.VocabularySize}]); export the decoder without its past");
        }
    }
}
