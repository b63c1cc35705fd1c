namespace Sememe.Families.Weights;

/// <summary>A part of the network that owns tensors.</summary>
internal enum WeightPart
{
    WordEmbeddings,
    PositionEmbeddings,
    TypeEmbeddings,

    /// <summary>Word embeddings of a decoder that does not share the encoder's.</summary>
    DecoderEmbeddings,
    EmbeddingNorm,

    /// <summary>Brings embeddings to the width of the hidden states.</summary>
    EmbeddingProjection,

    /// <summary>Biases of attention by distance, for every head: shared by the layers.</summary>
    RelativeBias,

    /// <summary>Embeddings of distances: shared by the layers.</summary>
    RelativeEmbeddings,

    RelativeNorm,
    Query,
    Key,
    Value,

    /// <summary>Query, key and value in one matrix, in this order.</summary>
    QueryKeyValue,

    /// <summary>Projects the embeddings of distances that queries meet.</summary>
    PositionKey,

    /// <summary>Projects the embeddings of distances that keys meet.</summary>
    PositionQuery,
    AttentionOutput,
    AttentionNorm,
    FeedForwardIn,
    FeedForwardOut,
    OutputNorm,

    /// <summary>A decoder's attention to what the encoder has made of the source: the query is the decoder's, key and value are the encoder's.</summary>
    SourceQuery,
    SourceKey,
    SourceValue,
    SourceOutput,
    SourceNorm,

    /// <summary>After the last layer, in networks whose layers begin with their norms.</summary>
    FinalNorm,

    /// <summary>Table of characters, without the row of padding.</summary>
    CharacterEmbeddings,

    /// <summary>Convolution over the characters of a word: [1 × width × character size × filters].</summary>
    CharacterFilters,

    /// <summary>What a highway layer makes of its input.</summary>
    HighwayTransform,

    /// <summary>How much of that a highway layer takes.</summary>
    HighwayCarry,

    /// <summary>Brings what filters and highway layers give to the width of a direction.</summary>
    CharacterProjection,

    /// <summary>Input, candidate, forget and output gate of an LSTM, in this order, over its input and its state.</summary>
    LstmGates,

    /// <summary>Brings an LSTM's output to the width of its state.</summary>
    LstmProjection,

    /// <summary>Layer of a head before its outputs: a pooler, a transform.</summary>
    HeadDense,

    /// <summary>Norm after <see cref="HeadDense"/>.</summary>
    HeadNorm,

    /// <summary>The outputs of a head.</summary>
    HeadOutput,
}
