namespace Sememe.Backends;

/// <summary>What a decoder remembers of texts that it writes at the same time for one source: what it attends to, and keys and values of their tokens so far.</summary>
/// <remarks>Texts have the same length. Which text goes on behind which is the caller's business: a search need not know how the memory lies.</remarks>
internal abstract class DecoderState : NetworkState
{
    /// <summary>Most texts at once.</summary>
    public abstract int Texts { get; }

    /// <summary>Texts that are being written.</summary>
    public int Count { get; protected set; }

    /// <summary>Begins one text without tokens for a source.</summary>
    /// <param name="source">[tokens × hidden] the encoder's last hidden state.</param>
    public abstract void Begin(ReadOnlySpan<float> source);

    /// <summary>Goes on with other texts: text <c>k</c> is from now on what text <c>origins[k]</c> was. Their number may change.</summary>
    /// <param name="origins">At most <see cref="Texts"/> numbers below <see cref="Count"/>.</param>
    public abstract void Reorder(ReadOnlySpan<int> origins);
}
