using Sememe.CompilerServices;
using Sememe.Families.Weights;

namespace Sememe.OnnxRuntime.Graphs;

/// <summary>Disentangled attention (He et al. 2021) in standard operators.</summary>
internal sealed class DisentangledGraph
{
    private readonly GraphBuilder _graph;
    private readonly GraphWeights _weights;
    private readonly EncoderSpec _spec;
    private readonly DisentangledSpec _attention;
    private string? _embeddings;
    private string? _rows;
    private string? _rowsOfKeys;

    public DisentangledGraph(GraphBuilder graph, GraphWeights weights, EncoderSpec spec) =>
        (_graph, _weights, _spec, _attention) = (graph, weights, spec, spec.Disentangled!);

    /// <summary>[1 × tokens × hidden] what the heads give, side by side.</summary>
    /// <param name="projected">Query, key and value, [1 × tokens × hidden] each.</param>
    /// <param name="distances">[tokens × tokens] position of the key less that of the query.</param>
    /// <param name="layer">Where the layer's weights are.</param>
    public string Write(string[] projected, string distances, int layer)
    {
        string query = Heads(projected[0], 0, 2, 1, 3);
        string key = Heads(projected[1], 0, 2, 1, 3);
        string value = Heads(projected[2], 0, 2, 1, 3);
        string scores = _graph.Add("MatMul", [query, Heads(projected[1], 0, 2, 3, 1)]);
        if (_attention.ContentToPosition)
        {
            string met = _graph.Add("MatMul", [query, Positions(_attention.SharesProjections ? WeightPart.Key : WeightPart.PositionKey, layer)]);
            scores = _graph.Add("Add", [scores, Pick(met, _rows ??= Rows(distances))]);
        }

        if (_attention.PositionToContent)
        {
            string met = _graph.Add("MatMul", [key, Positions(_attention.SharesProjections ? WeightPart.Query : WeightPart.PositionQuery, layer)]);
            _rowsOfKeys ??= _graph.Add("Transpose", [_rows ??= Rows(distances)], [new GraphAttribute("perm", Integers: [1, 0])]);
            string picked = _graph.Add("Transpose", [Pick(met, _rowsOfKeys)], [new GraphAttribute("perm", Integers: [0, 1, 3, 2])]);
            scores = _graph.Add("Add", [scores, picked]);
        }

        string scaled = _graph.Add("Mul", [scores, _graph.AddScalar(1f / MathF.Sqrt(_spec.HeadSize * _attention.Terms))]);
        string weighted = _graph.Add("MatMul", [_graph.Add("Softmax", [scaled], [new GraphAttribute("axis", Integer: -1)]), value]);
        string together = _graph.Add("Transpose", [weighted], [new GraphAttribute("perm", Integers: [0, 2, 1, 3])]);
        return _graph.Add("Reshape", [together, _graph.AddConstant(1, -1, _spec.HiddenSize)]);
    }

    /// <summary>The heads of [1 × rows × hidden], as [1 × rows × heads × head size] reordered.</summary>
    private string Heads(string values, params long[] order) =>
        _graph.Add("Transpose", [_graph.Add("Reshape", [values, _graph.AddConstant(1, -1, _spec.Heads, _spec.HeadSize)])], [new GraphAttribute("perm", Integers: order)]);

    /// <summary>[1 × heads × head size × distances] the projected relative embeddings.</summary>
    private string Positions(WeightPart part, int layer)
    {
        _embeddings ??= Embeddings();
        return Heads(_weights.Project(_embeddings, part, layer), 0, 2, 3, 1);
    }

    private string Embeddings()
    {
        string table = _weights.Table(WeightPart.RelativeEmbeddings);
        return _attention.NormsEmbeddings
            ? _graph.Add(
                "LayerNormalization",
                [table, _weights.Vector(WeightPart.RelativeNorm, WeightKind.Weight), _weights.Vector(WeightPart.RelativeNorm, WeightKind.Bias)],
                [new GraphAttribute("epsilon", Float: _spec.LayerNormEpsilon)])
            : table;
    }

    /// <summary>[tokens × tokens] the row of the relative embeddings that each pair has.</summary>
    private string Rows(string distances)
    {
        int farthest = _spec.MaxPositions - 1;
        long[] rows = [.. Enumerable.Range(-farthest, (2 * farthest) + 1).Select(distance => (long)_attention.RowOf(-distance))];
        return _graph.Add("Gather", [_graph.AddConstant(rows), _graph.Add("Add", [distances, _graph.AddScalar((long)farthest)])]);
    }

    /// <summary>For every head and pair, the score of its distance.</summary>
    private string Pick(string met, string rows)
    {
        string shape = _graph.Add("Concat", [_graph.AddConstant(1, _spec.Heads), _graph.Add("Shape", [rows])], [new GraphAttribute("axis", Integer: 0)]);
        return _graph.Add("GatherElements", [met, _graph.Add("Expand", [rows, shape])], [new GraphAttribute("axis", Integer: 3)]);
    }
}
