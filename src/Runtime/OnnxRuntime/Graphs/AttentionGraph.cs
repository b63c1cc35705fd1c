using System.Globalization;
using Sememe.CompilerServices;
using Sememe.Families;
using Sememe.Families.Weights;
using Sememe.Kernels;
using Sememe.OnnxRuntime.Native;

namespace Sememe.OnnxRuntime.Graphs;

/// <summary>Self-attention as nodes, without its output projection. What the layers share (masks, biases, angles) is written once.</summary>
internal sealed class AttentionGraph
{
    private readonly GraphBuilder _graph;
    private readonly GraphWeights _weights;
    private readonly EncoderSpec _spec;
    private readonly TokenCounts _tokens;
    private readonly DisentangledGraph? _disentangled;
    private string? _globalBias;
    private string? _localBias;
    private string? _distances;
    private string? _positionIds;
    private (string Cosines, string Sines)? _globalAngles;
    private (string Cosines, string Sines)? _localAngles;

    /// <param name="graph">Where the nodes go.</param>
    /// <param name="weights">The tensors.</param>
    /// <param name="spec">The network's switches.</param>
    /// <param name="tokens">How many tokens there are.</param>
    public AttentionGraph(GraphBuilder graph, GraphWeights weights, EncoderSpec spec, TokenCounts tokens)
    {
        (_graph, _weights, _spec, _tokens) = (graph, weights, spec, tokens);
        _disentangled = spec.Disentangled is null ? null : new DisentangledGraph(graph, weights, spec);
    }

    /// <summary>[1 × tokens × hidden] what the heads of a layer give, side by side.</summary>
    /// <param name="input">[1 × tokens × hidden].</param>
    /// <param name="layer">The layer, for what it sees.</param>
    /// <param name="weights">Where its weights are.</param>
    public string Write(string input, int layer, int weights)
    {
        (string[] projected, string? biases) = Project(input, weights);
        if (_disentangled is not null)
        {
            return _disentangled.Write(projected, Distances, weights);
        }

        bool isLocal = _spec.IsLocal(layer);
        if (_spec.Positions == PositionEncoding.Rotary)
        {
            (projected[0], projected[1]) = (Rotate(projected[0], isLocal), Rotate(projected[1], isLocal));
        }

        if (_spec.IsCacheable)
        {
            projected[1] = Append(projected[1], 2 * layer);
            projected[2] = Append(projected[2], (2 * layer) + 1);
        }

        string? bias = Bias(isLocal);
        List<string> inputs = [.. projected];
        if (biases is not null || bias is not null)
        {
            inputs.Add(biases ?? "");
        }

        if (bias is not null)
        {
            inputs.AddRange(["", bias]); // no padding mask
        }

        return _graph.AddFused("MultiHeadAttention", [.. inputs], [new GraphAttribute("num_heads", Integer: _spec.Heads)]);
    }

    /// <summary>Query, key and value, and the biases that are still to be added to them.</summary>
    private (string[] Projected, string? Biases) Project(string input, int layer)
    {
        if (_weights.Has(WeightPart.QueryKeyValue, layer))
        {
            string all = _weights.Project(input, WeightPart.QueryKeyValue, layer);
            return (_graph.Split(all, axis: -1, _spec.HiddenSize, _spec.HiddenSize, _spec.HiddenSize), null);
        }

        WeightPart[] parts = [WeightPart.Query, WeightPart.Key, WeightPart.Value];
        if (_disentangled is not null || _spec.IsCacheable)
        {
            return ([.. parts.Select(part => _weights.Project(input, part, layer))], null);
        }

        string[] biases = [.. parts.Select(part => _weights.Vector(part, WeightKind.Bias, layer))];
        return ([.. parts.Select(part => _weights.Multiply(input, part, layer))], _graph.Add("Concat", biases, [new GraphAttribute("axis", Integer: 0)]));
    }

    /// <summary>[1 × heads × all tokens × head size] keys or values of earlier tokens and those of this run, which the graph gives too.</summary>
    private string Append(string values, int tensor)
    {
        string heads = _graph.Add(
            "Transpose", [_graph.Add("Reshape", [values, _graph.AddConstant(1, -1, _spec.Heads, _spec.HeadSize)])], [new GraphAttribute("perm", Integers: [0, 2, 1, 3])]);
        string[] shape = ["1", Whole(_spec.Heads), "all_tokens", Whole(_spec.HeadSize)];
        _graph.DeclareOutput(PortNames.Present(tensor), OnnxElementType.Float32, shape);
        return _graph.Add("Concat", [PortNames.Past(tensor), heads], [new GraphAttribute("axis", Integer: 2)], PortNames.Present(tensor));
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>[1 × heads × tokens × all tokens] what is added to scores; null where every token sees every other in the same way.</summary>
    private string? Bias(bool isLocal)
    {
        if (isLocal)
        {
            return _localBias ??= Mask(_graph.Add("LessOrEqual", [_graph.Add("Abs", [Distances]), _graph.AddScalar((long)_spec.LocalReach)]));
        }

        return _globalBias ??= _spec.RelativeBuckets > 0 ? RelativeBias()
            : _spec.IsCausal ? Mask(_graph.Add("LessOrEqual", [Distances, _graph.AddScalar(0L)]))
            : null;
    }

    /// <summary>0 where a key is seen, the lowest number elsewhere; repeated for every head, as older versions of ONNX Runtime want it.</summary>
    private string Mask(string seen)
    {
        string mask = _graph.Add("Where", [seen, _graph.AddScalar(0f), _graph.AddScalar(float.MinValue)]);
        string shape = _graph.Add("Concat", [_graph.AddConstant(1, _spec.Heads), _tokens.Own, _tokens.All], [new GraphAttribute("axis", Integer: 0)]);
        return _graph.Add("Expand", [mask, shape]);
    }

    private string RelativeBias()
    {
        int farthest = _spec.MaxPositions - 1;
        long[] buckets = [.. Enumerable.Range(-farthest, (2 * farthest) + 1).Select(static distance => (long)RelativeDistance.Bucket(distance))];
        string rows = _graph.Add("Gather", [_graph.AddConstant(buckets), _graph.Add("Add", [Distances, _graph.AddScalar((long)farthest)])]);
        string byHead = _graph.Add("Transpose", [_weights.LookUp(WeightPart.RelativeBias, rows)], [new GraphAttribute("perm", Integers: [2, 0, 1])]);
        return _graph.Add("Unsqueeze", [byHead, _graph.AddConstant(0)]);
    }

    /// <summary>[tokens × all tokens] position of the key less that of the query.</summary>
    private string Distances
    {
        get
        {
            if (_distances is null)
            {
                string keys = _graph.Add("Range", [_graph.AddScalar(0L), _graph.Add("Squeeze", [_tokens.All]), _graph.AddScalar(1L)]);
                string queries = _spec.IsCacheable ? _graph.Add("Slice", [keys, _tokens.Past, _tokens.All]) : keys;
                _distances = _graph.Add("Sub", [_graph.Add("Unsqueeze", [keys, _graph.AddConstant(0)]), _graph.Add("Unsqueeze", [queries, _graph.AddConstant(1)])]);
            }

            return _distances;
        }
    }

    private string Rotate(string heads, bool isLocal)
    {
        _positionIds ??= _graph.AddConstant(0); // the first token's; the others follow
        (string cosines, string sines) = isLocal
            ? _localAngles ??= Angles(_spec.LocalRotaryTheta)
            : _globalAngles ??= Angles(_spec.RotaryTheta);
        return _graph.AddFused("RotaryEmbedding", [heads, _positionIds, cosines, sines]);
    }

    /// <summary>[positions × head size / 2] cosines and sines, the numbers of the SIMD backend.</summary>
    private (string Cosines, string Sines) Angles(float theta)
    {
        int half = _spec.HeadSize / 2;
        float[] angles = new float[_spec.MaxPositions * _spec.HeadSize];
        Rotary.Fill(angles, _spec.HeadSize, theta);
        float[] cosines = new float[_spec.MaxPositions * half];
        float[] sines = new float[cosines.Length];
        for (int position = 0; position < _spec.MaxPositions; position++)
        {
            angles.AsSpan(position * _spec.HeadSize, half).CopyTo(cosines.AsSpan(position * half));
            angles.AsSpan((position * _spec.HeadSize) + half, half).CopyTo(sines.AsSpan(position * half));
        }

        return (_graph.AddTable(cosines, _spec.MaxPositions, half), _graph.AddTable(sines, _spec.MaxPositions, half));
    }
}
