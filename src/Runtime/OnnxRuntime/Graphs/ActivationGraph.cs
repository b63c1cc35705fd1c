using Sememe.CompilerServices;

namespace Sememe.OnnxRuntime.Graphs;

/// <summary>Activation functions as nodes.</summary>
internal static class ActivationGraph
{
    private const float QuickGeluSlope = 1.702f;

    /// <summary>activation(values + bias).</summary>
    /// <param name="graph">Where the nodes go.</param>
    /// <param name="activation">Which one.</param>
    /// <param name="values">What it is applied to.</param>
    /// <param name="bias">Added before; null for none.</param>
    public static string Write(GraphBuilder graph, Activation activation, string values, string? bias)
    {
        if (bias is not null && activation is Activation.Gelu or Activation.GeluTanh)
        {
            // erf and tanh, as the model was trained; ONNX Runtime's FastGelu is the tanh form, not an approximation of it.
            return graph.AddFused(activation == Activation.Gelu ? "BiasGelu" : "FastGelu", [values, bias]);
        }

        string sum = bias is null ? values : graph.Add("Add", [values, bias]);
        return activation switch
        {
            Activation.Gelu => graph.AddFused("Gelu", [sum]),
            Activation.GeluTanh => graph.AddFused("FastGelu", [sum]),
            Activation.Relu => graph.Add("Relu", [sum]),
            Activation.ReluSquared => Square(graph, graph.Add("Relu", [sum])),
            Activation.Silu => graph.Add("Mul", [sum, graph.Add("Sigmoid", [sum])]),
            Activation.QuickGelu => graph.Add("Mul", [sum, graph.Add("Sigmoid", [graph.Add("Mul", [sum, graph.AddScalar(QuickGeluSlope)])])]),
            Activation.Tanh => graph.Add("Tanh", [sum]),
            Activation.Sigmoid => graph.Add("Sigmoid", [sum]),
            _ => throw new ArgumentException($"Activation {activation} is not known.", nameof(activation)),
        };
    }

    private static string Square(GraphBuilder graph, string value) => graph.Add("Mul", [value, value]);
}
