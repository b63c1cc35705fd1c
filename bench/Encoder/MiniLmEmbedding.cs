using Sememe.CompilerServices;

namespace Sememe.Bench.Encoder;

/// <summary>all-MiniLM-L6-v2 as generated code describes it.</summary>
internal static class MiniLmEmbedding
{
    /// <summary>Longest text in tokens (sentence_bert_config.json).</summary>
    public const int MaxTokens = 256;

    private const int Hidden = 384;

    /// <summary>The description; literals, as generated code has them, so that a process that measures its start reads no configuration.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="maxTokens">Longest text; the model's own limit unless it is overridden.</param>
    public static ModelDescription Describe(Tokenizer tokenizer, int maxTokens = MaxTokens) => new()
    {
        Name = "all-MiniLM-L6-v2",
        Folder = EncoderCase.Folder,
        Weights = "model.safetensors",
        MaxTokens = maxTokens,
        Tokenizer = tokenizer,
        Encoder = new EncoderSpec
        {
            Family = "bert",
            VocabularySize = 30522,
            HiddenSize = Hidden,
            Layers = 6,
            Heads = 12,
            IntermediateSize = 1536,
            MaxPositions = 512,
            TokenTypes = 2,
            LayerNormEpsilon = 1e-12f,
        },
        Sentence = new SentenceSpec { Pooling = [PoolingMode.Mean], Steps = [new SentenceStep()], Dimensions = Hidden },
    };

    /// <summary>Loads it on the SIMD backend.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="model">Which weights.</param>
    /// <param name="threads">Threads of a call.</param>
    /// <param name="maxTokens">Longest text.</param>
    public static EmbeddingModel Load(Tokenizer tokenizer, EncoderCase model, int threads, int maxTokens = MaxTokens) =>
        EmbeddingModel.Load(Describe(tokenizer, maxTokens), new LoadOptions { Backend = Backend.Simd, Weights = model.Ours, Truncate = true, Threads = threads });
}
