namespace Sememe.Backends;

/// <summary>A network with its weights, ready to run: what the runtime knows of a backend.</summary>
/// <remarks>One instance serves all threads at once; a run allocates nothing on the managed heap. Why it looks so: docs/backends.md.</remarks>
internal abstract class Network : IDisposable
{
    /// <summary>Which backend this is; never <see cref="Sememe.Backend.Auto"/>.</summary>
    public abstract Backend Backend { get; }

    /// <summary>The hidden states that this network can give; a graph that the model folder brings may have the last one only.</summary>
    public abstract LayerSet AvailableLayers { get; }

    /// <summary>The logits that this network gives by itself: those of a graph that the model folder brings. Else heads make them of hidden states.</summary>
    public virtual LogitsForm Logits => LogitsForm.None;

    /// <summary>Memory for a sequence whose tokens come one after the other; null where the network has none and each run begins with the first token.</summary>
    /// <param name="capacity">Most tokens of the sequence.</param>
    public virtual NetworkState? CreateState(int capacity) => null;

    /// <summary>Memory for texts that the network's decoder writes for one source; null where the network has no decoder.</summary>
    /// <param name="texts">Most texts at once.</param>
    /// <param name="capacity">Most tokens of a text.</param>
    public virtual DecoderState? CreateDecoderState(int texts, int capacity) => null;

    /// <summary>Runs the network over a batch and fills the caller's memory. Synchronous; on the calling thread and on the backend's own workers.</summary>
    /// <param name="call">Input, wishes and memory; the caller has checked sizes, ids and that <see cref="AvailableLayers"/> holds what is wanted.</param>
    /// <param name="cancellation">Looked at between layers at least.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; the memory's contents are undefined.</exception>
    public abstract void Run(in NetworkCall call, CancellationToken cancellation);

    /// <inheritdoc/>
    public abstract void Dispose();
}
