using Sememe.CompilerServices;
using Sememe.Encoders;
using Sememe.Families.Weights;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Decoders;

/// <summary>The weights of a decoder: a transformer as the encoder is one, and each layer's attention to the source.</summary>
internal sealed class DecoderWeights : IDisposable
{
    private DecoderWeights(EncoderSpec spec, TransformerWeights stack) => (Spec, Stack, Sources) = (spec, stack, new SourceAttention[spec.Layers]);

    /// <summary>The stack as a network of its own.</summary>
    public EncoderSpec Spec { get; }

    /// <summary>Everything but the attention to the source.</summary>
    public TransformerWeights Stack { get; }

    /// <summary>[layers] the attention to the source.</summary>
    public SourceAttention[] Sources { get; }

    /// <summary>Packs the matrices.</summary>
    /// <param name="encoder">The network; it has a decoder.</param>
    /// <param name="weights">The weights file.</param>
    /// <param name="kernels">The kernels to pack for.</param>
    public static DecoderWeights Load(EncoderSpec encoder, ModelWeights weights, KernelSet kernels)
    {
        DecoderSpec decoder = encoder.Decoder!;
        EncoderSpec spec = decoder.StackOf(encoder);
        WeightPart words = decoder.HasOwnEmbeddings ? WeightPart.DecoderEmbeddings : WeightPart.WordEmbeddings;
        DecoderWeights loaded = new(spec, TransformerWeights.Load(spec, weights, kernels, words, WeightRole.FirstDecoderLayer));
        try
        {
            LinearLayerLoader loader = new(weights, kernels.Int8Form);
            for (int layer = 0; layer < spec.Layers; layer++)
            {
                loaded.Sources[layer] = new SourceAttention(spec, weights, loader, WeightRole.FirstDecoderLayer + layer);
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
        Stack.Dispose();
        foreach (SourceAttention? source in Sources)
        {
            source?.Dispose();
        }
    }
}
