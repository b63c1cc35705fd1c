namespace Sememe.Families.Weights;

/// <summary>What a family calls the modules of a transformer layer.</summary>
internal sealed record LayerNames
{
    public required string Query { get; init; }

    public required string Key { get; init; }

    public required string Value { get; init; }

    public required string AttentionOutput { get; init; }

    public required string AttentionNorm { get; init; }

    public required string FeedForwardIn { get; init; }

    public required string FeedForwardOut { get; init; }

    public required string OutputNorm { get; init; }
}
