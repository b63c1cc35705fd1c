using Sememe.Backends;

namespace Sememe.OnnxRuntime;

/// <summary>The decoder beside an encoder that ONNX Runtime runs.</summary>
internal abstract class OnnxDecoder : IDisposable
{
    /// <summary>The logits that the decoder gives by itself.</summary>
    public abstract LogitsForm Logits { get; }

    /// <summary>Memory for texts that are written for one source.</summary>
    /// <param name="network">The network that the decoder is a part of.</param>
    /// <param name="texts">Most texts.</param>
    /// <param name="capacity">Most tokens of each.</param>
    public abstract DecoderState CreateState(OnnxRuntimeNetwork network, int texts, int capacity);

    /// <summary>Makes of a source what the decoder attends to.</summary>
    /// <param name="slot">What a call in flight needs.</param>
    /// <param name="state">Takes it.</param>
    /// <param name="source">[tokens × hidden].</param>
    public abstract void ReadSource(RunSlot slot, DecoderState state, ReadOnlySpan<float> source);

    /// <summary>Runs the next token of each text.</summary>
    public abstract void Run(RunSlot slot, in NetworkCall call, CancellationToken cancellation);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Refuses a call that is not one token for each text, or for which there is no room.</summary>
    protected static void RequireTokens(in NetworkCall call, DecoderState state)
    {
        if (call.Input.Count != state.Count || call.Input.Tokens != state.Count || state.Length >= state.Capacity)
        {
            throw new ArgumentException(
                $"Found {call.Input.Count} sequences of {call.Input.Tokens} tokens, expected one token for each of {state.Count} texts of {state.Length} tokens, at most {state.Capacity}.",
                nameof(call));
        }
    }
}
