namespace Sememe.Backends;

/// <summary>Many sequences laid end to end with no padding ("packed", "ragged").</summary>
internal readonly ref struct SequenceBatch
{
    /// <summary>[tokens] ids of all sequences, one after the other.</summary>
    public ReadOnlySpan<int> TokenIds { get; init; }

    /// <summary>[tokens] token types; empty means all zero.</summary>
    public ReadOnlySpan<int> TypeIds { get; init; }

    /// <summary>[tokens × word length] ids of the characters of words, for networks that take these in place of token ids (ELMo); sentence marks are words.</summary>
    public ReadOnlySpan<int> Characters { get; init; }

    /// <summary>[sequences + 1] where each sequence starts in <see cref="TokenIds"/>; the last entry is the number of tokens.</summary>
    public ReadOnlySpan<int> Starts { get; init; }

    /// <summary>Tokens at the beginning of each sequence that a prompt takes, special tokens before it included; for heads, networks do not mind.</summary>
    public int PromptTokens { get; init; }

    /// <summary>True when the caller runs nothing beside it: a network may spread it over the threads that it was given.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Number of sequences.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>Number of tokens of all sequences.</summary>
    public int Tokens => Starts[^1];
}
