using Sememe.CompilerServices;
using Sememe.Families;
using Sememe.Families.Weights;

namespace Sememe.OnnxRuntime.Graphs;

/// <summary>What the layers of encoders and decoders have in common, as nodes: norms, sums and feed-forward layers.</summary>
internal sealed class LayerGraph(GraphBuilder graph, GraphWeights weights, EncoderSpec spec)
{
    private GraphAttribute Epsilon => new("epsilon", Float: spec.LayerNormEpsilon);

    /// <summary>W₂ · activation(W₁ · hidden), without the last bias.</summary>
    public string FeedForward(string hidden, int layer)
    {
        string inner = weights.Multiply(hidden, WeightPart.FeedForwardIn, layer);
        if (spec.IsGated)
        {
            string[] halves = graph.Split(weights.AddBias(inner, WeightPart.FeedForwardIn, layer), axis: -1, spec.IntermediateSize, spec.IntermediateSize);
            inner = graph.Add("Mul", [ActivationGraph.Write(graph, spec.Activation, halves[0], bias: null), halves[1]]);
        }
        else
        {
            inner = ActivationGraph.Write(graph, spec.Activation, inner, weights.Vector(WeightPart.FeedForwardIn, WeightKind.Bias, layer));
        }

        return weights.Multiply(inner, WeightPart.FeedForwardOut, layer);
    }

    /// <summary>LayerNorm(values + bias of the linear layer + residual).</summary>
    public string AddAndNorm(string values, string residual, WeightPart linear, WeightPart norm, int layer, string? output = null) =>
        graph.AddFused(
            "SkipLayerNormalization",
            [
                values, residual, weights.Vector(norm, WeightKind.Weight, layer), weights.Vector(norm, WeightKind.Bias, layer),
                weights.Vector(linear, WeightKind.Bias, layer),
            ],
            [Epsilon],
            output);

    /// <summary>LayerNorm, with a bias where it has one.</summary>
    public string Norm(string values, WeightPart norm, int layer, string? output = null)
    {
        string gain = weights.Vector(norm, WeightKind.Weight, layer);
        return weights.Has(norm, layer, WeightKind.Bias)
            ? graph.Add("LayerNormalization", [values, gain, weights.Vector(norm, WeightKind.Bias, layer)], [Epsilon], output)
            : graph.Add("LayerNormalization", [values, gain], [Epsilon], output);
    }

    /// <summary>Rows of word embeddings, scaled where the network does that.</summary>
    public string Words(WeightPart table, string ids)
    {
        string rows = weights.LookUp(table, ids);
        return spec.EmbeddingScale is 1f ? rows : graph.Add("Mul", [rows, graph.AddScalar(spec.EmbeddingScale)]);
    }

    /// <summary>Rows of sinusoidal positions from one to another, which is left out.</summary>
    public string Sinusoids(string first, string end)
    {
        float[] table = new float[spec.MaxPositions * spec.TableWidth];
        SinusoidalPositions.Fill(table, spec.TableWidth);
        return graph.Add("Slice", [graph.AddTable(table, spec.MaxPositions, spec.TableWidth), first, end, graph.AddConstant(0)]);
    }
}
