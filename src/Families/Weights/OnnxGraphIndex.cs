using Sememe.Formats.Onnx;
using Sememe.Formats.Tensors;

namespace Sememe.Families.Weights;

/// <summary>Looks up who writes and who reads a value of an ONNX graph, and which tensor a value is.</summary>
internal sealed class OnnxGraphIndex
{
    // Longest chain of operators that only rename a value; also what ends a walk in a hostile graph with a circle.
    private const int LongestChain = 8;

    private static readonly OnnxNode[] s_none = [];

    private readonly Dictionary<string, OnnxNode> _writers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<OnnxNode>> _readers = new(StringComparer.Ordinal);
    private readonly TensorDirectory _tensors;

    public OnnxGraphIndex(OnnxGraph graph, TensorDirectory tensors)
    {
        _tensors = tensors;
        foreach (OnnxNode node in graph.Nodes)
        {
            foreach (string output in node.Outputs)
            {
                _writers[output] = node;
            }

            foreach (string input in node.Inputs.Distinct(StringComparer.Ordinal))
            {
                AddReader(input, node);
            }
        }
    }

    /// <summary>The one computed value whose name ends so; null when there is none, or when there are several.</summary>
    public string? ValueEndingWith(string end)
    {
        string[] found = [.. _writers.Keys.Where(name => name.EndsWith(end, StringComparison.Ordinal)).Take(2)];
        return found.Length == 1 ? found[0] : null;
    }

    /// <summary>The node that writes a value; null for tensors and inputs of the graph.</summary>
    public OnnxNode? WriterOf(string value) => _writers.TryGetValue(value, out OnnxNode? node) ? node : null;

    /// <summary>The node of a kind that writes a value.</summary>
    public OnnxNode? WriterOf(string value, string operatorName) => WriterOf(value) is { Domain: "" } node && node.Operator == operatorName ? node : null;

    /// <summary>The nodes that read a value.</summary>
    public IReadOnlyList<OnnxNode> ReadersOf(string value) => _readers.TryGetValue(value, out List<OnnxNode>? nodes) ? nodes : s_none;

    /// <summary>The tensor that a value is, directly or through Identity (exporters keep one of several equal tensors).</summary>
    public TensorEntry? TensorOf(string value)
    {
        for (int step = 0; step < LongestChain; step++)
        {
            if (_tensors.TryGet(value, out TensorEntry? tensor))
            {
                return tensor;
            }

            if (WriterOf(value, "Identity") is not { } identity)
            {
                return null;
            }

            value = identity.Input(0);
        }

        return null;
    }

    /// <summary>The value that goes into a chain of operators that change neither numbers nor their order.</summary>
    public string Through(string value, params string[] operators)
    {
        for (int step = 0; step < LongestChain; step++)
        {
            if (WriterOf(value) is not { Domain: "" } node || Array.IndexOf(operators, node.Operator) < 0)
            {
                break;
            }

            value = node.Input(0);
        }

        return value;
    }

    private void AddReader(string value, OnnxNode node)
    {
        if (!_readers.TryGetValue(value, out List<OnnxNode>? nodes))
        {
            _readers.Add(value, nodes = []);
        }

        nodes.Add(node);
    }
}
