namespace Sememe;

/// <summary>Which hidden states vectors in context are made of: one layer, or several mixed.</summary>
/// <remarks>
/// Layers count from 0, the embedding output, to the model's number of layers; <c>^1</c> is the last one. The default is the last hidden state.
/// Lower layers are nearer to form and syntax, upper ones to sense (Peters et al. 2018, §5; Ethayarajh 2019).
/// </remarks>
public readonly record struct LayerMix
{
    private readonly Range _layers;
    private readonly LayerMixKind _kind;
    private readonly float[]? _weights;

    private LayerMix(LayerMixKind kind, Range layers, float[]? weights = null) => (_kind, _layers, _weights) = (kind, layers, weights);

    /// <summary>The last hidden state, what the network hands to its head.</summary>
    public static LayerMix Last => default;

    /// <summary>One layer: <c>LayerMix.Layer(0)</c> for the embeddings, <c>LayerMix.Layer(^2)</c> for the last but one.</summary>
    public static LayerMix Layer(Index layer) =>
        new(LayerMixKind.Mean, layer.IsFromEnd ? layer..Index.FromEnd(Math.Max(0, layer.Value - 1)) : layer..(layer.Value + 1));

    /// <summary>The mean of several layers: <c>LayerMix.Mean(^4..)</c> for the last four.</summary>
    public static LayerMix Mean(Range layers) => new(LayerMixKind.Mean, layers);

    /// <summary>The sum of several layers.</summary>
    public static LayerMix Sum(Range layers) => new(LayerMixKind.Sum, layers);

    /// <summary>Several layers laid end to end, the lowest first: vectors are as many times as long (Devlin et al. 2019, §5.3).</summary>
    public static LayerMix Concatenation(Range layers) => new(LayerMixKind.Concatenation, layers);

    /// <summary>The sum of several layers, each with a weight.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="weights">One per layer, the lowest layer's first.</param>
    public static LayerMix Weighted(Range layers, params ReadOnlySpan<float> weights) => new(LayerMixKind.Weighted, layers, weights.ToArray());

    /// <summary>A trained scalar mix of all layers: γ · Σ softmax(parameters)ₖ · layerₖ (Peters et al. 2018, §3.2), as AllenNLP's <c>ScalarMix</c> without layer norm.</summary>
    /// <param name="gamma">γ.</param>
    /// <param name="parameters">One per hidden state, the embeddings' first.</param>
    public static LayerMix ScalarMix(float gamma, params ReadOnlySpan<float> parameters)
    {
        float[] weights = parameters.ToArray();
        Heads.Probabilities.Softmax(weights);
        foreach (ref float weight in weights.AsSpan())
        {
            weight *= gamma;
        }

        return new LayerMix(LayerMixKind.Weighted, .., weights);
    }

    /// <summary>True when no layer was chosen.</summary>
    internal bool IsLast => _kind == LayerMixKind.Last;

    /// <summary>How layers come together.</summary>
    internal LayerMixKind Kind => _kind;

    /// <summary>One per layer where <see cref="Kind"/> is <see cref="LayerMixKind.Weighted"/>.</summary>
    internal ReadOnlySpan<float> Weights => _weights;

    /// <summary>True when both make the same vectors.</summary>
    public bool Equals(LayerMix other) => _kind == other._kind && _layers.Equals(other._layers) && Weights.SequenceEqual(other.Weights);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_kind, _layers, _weights?.Length);

    /// <summary>First layer and how many of them, for a network with hidden states 0 to <paramref name="layers"/>.</summary>
    /// <exception cref="ArgumentException">The mix names a layer that the network does not have, or none at all, or has a weight too many or too few.</exception>
    internal (int First, int Count) Resolve(int layers)
    {
        int states = layers + 1;
        int first = _layers.Start.GetOffset(states);
        int end = _layers.End.GetOffset(states);
        if (first < 0 || end > states || first >= end)
        {
            throw new ArgumentException(
                $"The mix {_layers} holds no layer of this model: it has the embeddings, layer 0, and layers 1 to {layers}.", nameof(layers));
        }

        if (_kind == LayerMixKind.Weighted && Weights.Length != end - first)
        {
            throw new ArgumentException($"The mix has {Weights.Length} weights for {end - first} layers ({first} to {end - 1}); it needs one for each.", nameof(layers));
        }

        return (first, end - first);
    }
}
