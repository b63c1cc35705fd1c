using System.Numerics.Tensors;
using Sememe.OnnxRuntime;
using Sememe.OnnxRuntime.Native;

namespace Sememe.Bench.Encoder;

/// <summary>Sentence vectors from ONNX Runtime as it is used for throughput: batches of equal length, padded and masked, the mean of what is not padding.</summary>
internal sealed unsafe class PaddedEmbedder : IDisposable
{
    private readonly OnnxRuntimeLibrary _library = EncoderCase.LoadLibrary();
    private readonly OnnxSession _session;
    private readonly Utf8Names _inputs;
    private readonly Utf8Names _output;
    private readonly int _hidden;

    /// <param name="path">The ONNX file.</param>
    /// <param name="hidden">Width of a hidden state.</param>
    /// <param name="threads">Threads that one run uses.</param>
    public PaddedEmbedder(string path, int hidden, int threads)
    {
        _hidden = hidden;
        _session = OnnxSession.Open(_library, path, new OnnxRuntimeOptions { Threads = threads, KeepsMemory = true });
        _inputs = new Utf8Names([.. _session.Inputs.Select(static port => port.Name)]);
        _output = new Utf8Names([_session.Outputs.First(static port => PortNames.LastHiddenState.Contains(port.Name)).Name]);
    }

    /// <summary>Runs one batch and writes a vector of length 1 per sequence.</summary>
    /// <param name="sequences">Token ids.</param>
    /// <param name="vectors">Takes the vectors; one array per sequence.</param>
    public void Run(ReadOnlySpan<int[]> sequences, ReadOnlySpan<float[]> vectors)
    {
        int tokens = 0;
        foreach (int[] ids in sequences)
        {
            tokens = Math.Max(tokens, ids.Length);
        }

        long[] ones = new long[sequences.Length * tokens];
        long[] idsOfAll = new long[ones.Length];
        for (int i = 0; i < sequences.Length; i++)
        {
            for (int j = 0; j < sequences[i].Length; j++)
            {
                idsOfAll[(i * tokens) + j] = sequences[i][j];
                ones[(i * tokens) + j] = 1;
            }
        }

        float[] states = new float[ones.Length * _hidden];
        Run(idsOfAll, ones, new long[ones.Length], states, sequences.Length, tokens);
        for (int i = 0; i < sequences.Length; i++)
        {
            Pool(states.AsSpan(i * tokens * _hidden, sequences[i].Length * _hidden), vectors[i]);
        }
    }

    public void Dispose() => _session.Dispose();

    private void Run(long[] ids, long[] mask, long[] types, float[] states, int sequences, int tokens)
    {
        OrtApi api = _library.Api;
        long* shape = stackalloc long[] { sequences, tokens, _hidden };
        OrtValue** inputs = stackalloc OrtValue*[_session.Inputs.Count];
        fixed (long* idsPointer = ids, maskPointer = mask, typesPointer = types)
        fixed (float* statesPointer = states)
        {
            for (int i = 0; i < _session.Inputs.Count; i++)
            {
                long* data = _session.Inputs[i].Name switch
                {
                    PortNames.TokenIds => idsPointer,
                    PortNames.AttentionMask => maskPointer,
                    _ => typesPointer,
                };
                api.Check(api.CreateTensorWithDataAsOrtValue(
                    _library.Memory, data, (nuint)ids.Length * sizeof(long), shape, 2, OnnxElementType.Int64, &inputs[i]));
            }

            OrtValue* output;
            api.Check(api.CreateTensorWithDataAsOrtValue(
                _library.Memory, statesPointer, (nuint)states.Length * sizeof(float), shape, 3, OnnxElementType.Float32, &output));
            api.Check(api.Run(_session.Session, null, _inputs.Pointers, inputs, (nuint)_session.Inputs.Count, _output.Pointers, 1, &output));
            api.ReleaseValue(output);
            for (int i = 0; i < _session.Inputs.Count; i++)
            {
                api.ReleaseValue(inputs[i]);
            }
        }
    }

    private void Pool(ReadOnlySpan<float> states, Span<float> vector)
    {
        vector.Clear();
        for (int i = 0; i < states.Length; i += _hidden)
        {
            TensorPrimitives.Add(vector, states.Slice(i, _hidden), vector);
        }

        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
    }
}
