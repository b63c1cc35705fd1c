namespace Sememe.Families.Weights;

/// <summary>What a tensor is for, whatever the file calls it.</summary>
/// <param name="Part">The part of the network.</param>
/// <param name="Kind">Matrix or bias of a linear layer, gain or bias of a norm.</param>
/// <param name="Layer">Layer number from 0, a decoder's from <see cref="FirstDecoderLayer"/>; −1 for parts that exist once.</param>
internal readonly record struct WeightRole(WeightPart Part, WeightKind Kind, int Layer = -1)
{
    /// <summary>Number that a decoder's layers are counted from: encoder and decoder have the same parts. Far above any number of layers.</summary>
    public const int FirstDecoderLayer = 1 << 10;

    /// <summary>True for a part of a decoder's layer.</summary>
    public bool IsDecoder => Layer >= FirstDecoderLayer;

    /// <summary>Number among several of the same part and layer: filters of one width, the forward (0) and the backward (1) direction; −1 where there is one.</summary>
    public int Member { get; init; } = -1;

    /// <summary>As messages show it: <c>layer 3 query weight</c>.</summary>
    public override string ToString() => (IsDecoder ? $"decoder layer {Layer - FirstDecoderLayer} " : Layer >= 0 ? $"layer {Layer} " : "") + Words(Part) + (Member >= 0 ? $" {Member}" : "") + (Kind == WeightKind.Bias ? " bias" : " weight");

    private static string Words(WeightPart part) => part switch
    {
        WeightPart.WordEmbeddings => "word embeddings",
        WeightPart.PositionEmbeddings => "position embeddings",
        WeightPart.TypeEmbeddings => "token type embeddings",
        WeightPart.DecoderEmbeddings => "decoder word embeddings",
        WeightPart.EmbeddingNorm => "embedding norm",
        WeightPart.EmbeddingProjection => "embedding projection",
        WeightPart.RelativeBias => "relative attention bias",
        WeightPart.RelativeEmbeddings => "relative embeddings",
        WeightPart.RelativeNorm => "relative embedding norm",
        WeightPart.Query => "query",
        WeightPart.Key => "key",
        WeightPart.Value => "value",
        WeightPart.QueryKeyValue => "query, key and value",
        WeightPart.PositionKey => "position key",
        WeightPart.PositionQuery => "position query",
        WeightPart.AttentionOutput => "attention output",
        WeightPart.AttentionNorm => "attention norm",
        WeightPart.FeedForwardIn => "feed-forward input",
        WeightPart.FeedForwardOut => "feed-forward output",
        WeightPart.OutputNorm => "output norm",
        WeightPart.SourceQuery => "source query",
        WeightPart.SourceKey => "source key",
        WeightPart.SourceValue => "source value",
        WeightPart.SourceOutput => "source attention output",
        WeightPart.SourceNorm => "source attention norm",
        WeightPart.FinalNorm => "final norm",
        WeightPart.CharacterEmbeddings => "character embeddings",
        WeightPart.CharacterFilters => "character filters",
        WeightPart.HighwayTransform => "highway transform",
        WeightPart.HighwayCarry => "highway carry",
        WeightPart.CharacterProjection => "character projection",
        WeightPart.LstmGates => "LSTM gates",
        WeightPart.LstmProjection => "LSTM projection",
        WeightPart.HeadDense => "head",
        WeightPart.HeadNorm => "head norm",
        WeightPart.HeadOutput => "head output",
        _ => part.ToString(),
    };
}
