using Sememe.CompilerServices;
using Sememe.Families.Weights;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Encoders;

/// <summary>The weights of one layer.</summary>
internal sealed class TransformerLayer : IDisposable
{
    public TransformerLayer(EncoderSpec spec, ModelWeights weights, LinearLayerLoader loader, int layer)
    {
        QueryKeyValue = weights.Has(WeightPart.QueryKeyValue, layer)
            ? loader.Load(layer, WeightPart.QueryKeyValue)
            : loader.Load(layer, WeightPart.Query, WeightPart.Key, WeightPart.Value);
        AttentionOutput = loader.Load(layer, WeightPart.AttentionOutput);
        AttentionNorm = NormLayer.TryLoad(weights, WeightPart.AttentionNorm, layer, spec.HiddenSize, spec.LayerNormEpsilon);
        FeedForwardIn = loader.Load(layer, WeightPart.FeedForwardIn);
        FeedForwardOut = loader.Load(layer, WeightPart.FeedForwardOut);
        OutputNorm = new NormLayer(weights, WeightPart.OutputNorm, layer, spec.HiddenSize, spec.LayerNormEpsilon);
    }

    /// <summary>[hidden → 3 · hidden] queries, keys and values side by side.</summary>
    public LinearLayer QueryKeyValue { get; }

    /// <summary>[hidden → hidden].</summary>
    public LinearLayer AttentionOutput { get; }

    /// <summary>Null where a layer begins with what has just been normed.</summary>
    public NormLayer? AttentionNorm { get; }

    /// <summary>[hidden → intermediate], or two halves of it where the feed-forward layer is gated.</summary>
    public LinearLayer FeedForwardIn { get; }

    /// <summary>[intermediate → hidden].</summary>
    public LinearLayer FeedForwardOut { get; }

    /// <summary>The norm of the feed-forward layer.</summary>
    public NormLayer OutputNorm { get; }

    /// <summary>What attention knows of distances; null without disentangled attention.</summary>
    public DisentangledTables? Distances { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        QueryKeyValue.Dispose();
        AttentionOutput.Dispose();
        AttentionNorm?.Dispose();
        FeedForwardIn.Dispose();
        FeedForwardOut.Dispose();
        OutputNorm.Dispose();
        Distances?.Dispose();
    }
}
