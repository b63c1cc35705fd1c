using Sememe.CompilerServices;
using Sememe.Families.Weights;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Encoders;

/// <summary>The weights of a transformer encoder, packed for one set of kernels, and the tables that follow from its specification.</summary>
internal sealed class TransformerWeights : IDisposable
{
    private TransformerWeights(EncoderSpec spec, ModelWeights weights, WeightPart words)
    {
        Words = Table(words);
        Positions = spec.Positions == PositionEncoding.Learned ? Table(WeightPart.PositionEmbeddings) : null;
        Types = spec.TokenTypes > 0 ? Table(WeightPart.TypeEmbeddings) : null;
        EmbeddingNorm = NormLayer.TryLoad(weights, WeightPart.EmbeddingNorm, -1, spec.TableWidth, spec.LayerNormEpsilon);
        FinalNorm = NormLayer.TryLoad(weights, WeightPart.FinalNorm, -1, spec.HiddenSize, spec.LayerNormEpsilon);
        Layers = new TransformerLayer[spec.WeightLayers];

        EmbeddingTable Table(WeightPart part) => new(weights[new WeightRole(part, WeightKind.Weight)], spec.TableWidth);
    }

    public EmbeddingTable Words { get; }

    /// <summary>Null when no table is added for positions.</summary>
    public EmbeddingTable? Positions { get; }

    /// <summary>Null when the family has no token types.</summary>
    public EmbeddingTable? Types { get; }

    /// <summary>Null when the embeddings are not normed.</summary>
    public NormLayer? EmbeddingNorm { get; }

    /// <summary>[table width → hidden]; null when the tables are as wide as the hidden states.</summary>
    public LinearLayer? EmbeddingProjection { get; private set; }

    /// <summary>What attention knows of positions.</summary>
    public PositionTables Tables { get; private set; } = null!;

    public TransformerLayer[] Layers { get; }

    /// <summary>The norm after the last layer; null without one.</summary>
    public NormLayer? FinalNorm { get; }

    /// <summary>Packs the matrices; embedding tables stay where the file has them.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="weights">The weights file.</param>
    /// <param name="kernels">The kernels to pack for.</param>
    /// <param name="words">The table of word embeddings.</param>
    /// <param name="firstLayer">Number of the first layer in roles.</param>
    public static TransformerWeights Load(
        EncoderSpec spec, ModelWeights weights, KernelSet kernels, WeightPart words = WeightPart.WordEmbeddings, int firstLayer = 0)
    {
        TransformerWeights loaded = new(spec, weights, words);
        try
        {
            LinearLayerLoader loader = new(weights, kernels.Int8Form);
            loaded.EmbeddingProjection = spec.EmbeddingSize > 0 ? loader.Load(-1, WeightPart.EmbeddingProjection) : null;
            loaded.Tables = new PositionTables(spec, weights);
            using DistanceProjector? distances = spec.Disentangled is null ? null : new DistanceProjector(spec, weights, loader, kernels, loaded.Tables);
            for (int layer = 0; layer < loaded.Layers.Length; layer++)
            {
                loaded.Layers[layer] = new TransformerLayer(spec, weights, loader, firstLayer + layer) { Distances = distances?.Project(layer) };
            }

            return loaded;
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        EmbeddingNorm?.Dispose();
        EmbeddingProjection?.Dispose();
        FinalNorm?.Dispose();
        Tables?.Dispose();
        foreach (TransformerLayer? layer in Layers)
        {
            layer?.Dispose();
        }
    }
}
