namespace Sememe.Backends;

/// <summary>One run of a network: what goes in, what is wanted, and the caller's memory for it. Nothing in it outlives the call.</summary>
internal readonly ref struct NetworkCall
{
    /// <summary>The sequences.</summary>
    public required SequenceBatch Input { get; init; }

    /// <summary>
    /// The tokens that come before those of <see cref="Input"/>, which is then one sequence; a run appends its tokens. Null for none.
    /// With a <see cref="DecoderState"/> the decoder runs, and <see cref="Input"/> is the next token of each of its texts, a sequence of one.
    /// </summary>
    public NetworkState? State { get; init; }

    /// <summary>Which hidden states are wanted.</summary>
    public LayerSet Layers { get; init; }

    /// <summary>[wanted layers × tokens × hidden], one block per member of <see cref="Layers"/> in ascending order, the last hidden state at the end.</summary>
    public Span<float> HiddenStates { get; init; }

    /// <summary>Memory for the logits of a network that has them (<see cref="Network.Logits"/> says in which form); empty when they are not wanted.</summary>
    public Span<float> Logits { get; init; }
}
