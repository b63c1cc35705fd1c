using Sememe.CompilerServices;
using Sememe.Formats.Onnx;
using Sememe.Formats.Tensors;

namespace Sememe.Families.Weights;

/// <summary>Query, key and value of every layer where ONNX Runtime's optimizer has put them into one operator with one matrix [hidden × 3 · hidden].</summary>
/// <remarks>float32 and integers only: ONNX Runtime computes a float16 file in float16, which is not what a backend with float32 states would give.</remarks>
internal sealed class OnnxFusedAttention
{
    private const string Attention = "Attention";
    private const string QuantizedAttention = "QAttention";

    // Inputs of both operators, by position.
    private const int Matrix = 1;
    private const int Bias = 2;
    private const int RelativeBias = 5;
    private const int MatrixScale = 4;
    private const int MatrixZeroPoint = 7;

    private static readonly WeightPart[] s_parts = [WeightPart.Query, WeightPart.Key, WeightPart.Value];

    private readonly Dictionary<WeightRole, WeightSource> _sources = [];
    private readonly EncoderSpec _spec;

    private OnnxFusedAttention(EncoderSpec spec) => _spec = spec;

    /// <summary>The operators of a graph, one for each layer in order; null when it has none, or others than the network's.</summary>
    public static OnnxFusedAttention? Find(EncoderSpec spec, OnnxGraph graph, OnnxGraphIndex index, OnnxMatrixWalk walk)
    {
        OnnxNode[] nodes = [.. graph.Nodes.Where(static node => node is { Domain.Length: > 0, Operator: Attention or QuantizedAttention })];
        if (nodes.Length != spec.Layers || spec.LayerGroups > 0 || !nodes.All(node => IsPlain(node, spec)))
        {
            return null;
        }

        OnnxFusedAttention found = new(spec);
        for (int layer = 0; layer < nodes.Length; layer++)
        {
            if (SourceOf(nodes[layer], index, walk) is not { } matrix || index.TensorOf(nodes[layer].Input(Bias)) is not { } bias)
            {
                return null;
            }

            found._sources.Add(new WeightRole(WeightPart.QueryKeyValue, WeightKind.Weight, layer), matrix);
            found._sources.Add(new WeightRole(WeightPart.QueryKeyValue, WeightKind.Bias, layer), new WeightSource(bias));
        }

        return found;
    }

    /// <summary>The tensor of a role that the operators hold; null for all others.</summary>
    public WeightSource? this[WeightRole role] => _sources.TryGetValue(role, out WeightSource? source) ? source : null;

    /// <summary>The slots of a network with one for query, key and value in place of three.</summary>
    public IEnumerable<WeightSlot> Replace(IEnumerable<WeightSlot> slots) =>
        slots.Where(static slot => Array.IndexOf(s_parts, slot.Role.Part) < 0).Concat(_sources.Keys.Select(Slot));

    private WeightSlot Slot(WeightRole role) => role.Kind == WeightKind.Weight
        ? new WeightSlot(role, WeightForm.Matrix, new TensorShape(3 * _spec.HiddenSize, _spec.HiddenSize), [])
        : new WeightSlot(role, WeightForm.Bias, new TensorShape(3 * _spec.HiddenSize), []);

    /// <summary>True for attention as the specification has it, and nothing that is not in it.</summary>
    private static bool IsPlain(OnnxNode node, EncoderSpec spec) =>
        node.Integer("num_heads", 0) == spec.Heads
        && node.Integer("unidirectional", 0) == (spec.IsCausal ? 1 : 0)
        && node.Integer("do_rotary", 0) == 0
        && node.Integers("qkv_hidden_sizes").Count == 0
        && (node.Operator == QuantizedAttention || node.Input(RelativeBias).Length == 0)
        && spec is { RelativeBuckets: 0, Disentangled: null, LocalLayers: 0 } && spec.Positions != PositionEncoding.Rotary;

    private static WeightSource? SourceOf(OnnxNode node, OnnxGraphIndex index, OnnxMatrixWalk walk)
    {
        if (index.TensorOf(node.Input(Matrix)) is not { } matrix)
        {
            return null;
        }

        if (node.Operator == Attention)
        {
            return matrix.Type == ElementType.Float32 ? new WeightSource(matrix, MatrixLayout.InByOut) : null;
        }

        return walk.Quantization(node.Input(MatrixScale), node.Input(MatrixZeroPoint), matrix.Shape.Rank - 1) is { } quantization
            ? new WeightSource(matrix, MatrixLayout.InByOut, quantization)
            : null;
    }
}
