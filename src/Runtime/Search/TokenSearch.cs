namespace Sememe.Search;

/// <summary>Looks for the best text token by token: takes the logits of what may come next, says which texts go on with which tokens. Knows no network.</summary>
internal abstract class TokenSearch
{
    /// <summary>True when no text goes on.</summary>
    public bool IsOver { get; protected set; }

    /// <summary>[texts that go on] the last token of each.</summary>
    public abstract ReadOnlySpan<int> NextTokens { get; }

    /// <summary>[texts that go on] which of the texts before each goes on behind.</summary>
    public abstract ReadOnlySpan<int> Origins { get; }

    /// <summary>The texts found, the best first; after the search is over.</summary>
    public abstract ReadOnlySpan<FoundText> Found { get; }

    /// <summary>Begins a search: one text of one token.</summary>
    public abstract void Begin(in SearchSettings settings);

    /// <summary>Takes the next token.</summary>
    /// <param name="logits">[texts × width] for each text, as <see cref="NextTokens"/> has them; lost.</param>
    public abstract void Step(Span<float> logits);
}
