using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Families.Weights;
using Sememe.Weights;

namespace Sememe.Decoders;

/// <summary>The weights of one decoder layer's attention to the source.</summary>
internal sealed class SourceAttention : IDisposable
{
    public SourceAttention(EncoderSpec spec, ModelWeights weights, LinearLayerLoader loader, int layer)
    {
        Query = loader.Load(layer, WeightPart.SourceQuery);
        Key = loader.Load(layer, WeightPart.SourceKey);
        Value = loader.Load(layer, WeightPart.SourceValue);
        Output = loader.Load(layer, WeightPart.SourceOutput);
        Norm = new NormLayer(weights, WeightPart.SourceNorm, layer, spec.HiddenSize, spec.LayerNormEpsilon);
    }

    /// <summary>[hidden → hidden] of the decoder's tokens.</summary>
    public LinearLayer Query { get; }

    /// <summary>[hidden → hidden] of the source's tokens, once per source.</summary>
    public LinearLayer Key { get; }

    /// <summary>[hidden → hidden] of the source's tokens, once per source.</summary>
    public LinearLayer Value { get; }

    /// <summary>[hidden → hidden].</summary>
    public LinearLayer Output { get; }

    /// <summary>After the residual sum.</summary>
    public NormLayer Norm { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Query.Dispose();
        Key.Dispose();
        Value.Dispose();
        Output.Dispose();
        Norm.Dispose();
    }
}
