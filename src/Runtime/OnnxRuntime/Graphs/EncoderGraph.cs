using System.Globalization;
using Sememe.CompilerServices;
using Sememe.Families.Weights;
using Sememe.OnnxRuntime.Native;

namespace Sememe.OnnxRuntime.Graphs;

/// <summary>Composes the graph of a transformer encoder over the tensors of a weights file, so that nothing has to be exported or converted.</summary>
/// <remarks>
/// One sequence per run: no padding, and a text's result cannot depend on others. Standard operators, and ONNX Runtime's fused ones
/// where they compute the same.
/// </remarks>
internal sealed class EncoderGraph
{
    private readonly GraphBuilder _graph = new();
    private readonly GraphWeights _weights;
    private readonly EncoderSpec _spec;
    private readonly LayerGraph _layers;

    private EncoderGraph(EncoderSpec spec, WeightTable weights)
    {
        _spec = spec;
        _weights = new GraphWeights(_graph, weights);
        _layers = new LayerGraph(_graph, _weights, spec);
    }

    /// <summary>Composes the graph of a network.</summary>
    /// <param name="spec">The network's switches.</param>
    /// <param name="weights">Its tensors, in floating point.</param>
    public static ComposedGraph Compose(EncoderSpec spec, WeightTable weights)
    {
        if (weights.IsQuantized)
        {
            throw new ArgumentException("Quantized weights run on ONNX Runtime from their own ONNX file only.", nameof(weights));
        }

        EncoderGraph graph = new(spec, weights);
        graph.Write();
        return new ComposedGraph(graph._graph.Build(), graph._weights.Initializers);
    }

    private void Write()
    {
        _graph.DeclareInput(PortNames.TokenIds, OnnxElementType.Int64, "1", "tokens");
        if (_spec.TokenTypes > 1)
        {
            _graph.DeclareInput(PortNames.TypeIds, OnnxElementType.Int64, "1", "tokens");
        }

        TokenCounts tokens = WriteCounts();
        string hidden = WriteEmbeddings(tokens);
        AttentionGraph attention = new(_graph, _weights, _spec, tokens);
        for (int layer = 0; layer < _spec.Layers; layer++)
        {
            for (int inner = 0; inner < _spec.InnerLayers; inner++)
            {
                int weights = _spec.WeightLayer(layer, inner);
                string? output = inner == _spec.InnerLayers - 1 && !(layer == _spec.Layers - 1 && _spec.NormsLastLayer) ? DeclareHiddenState(layer + 1) : null;
                hidden = _spec.Norms == NormPlacement.After
                    ? WriteNormsAfter(attention, layer, weights, hidden, output)
                    : WriteNormsBefore(attention, layer, weights, hidden, output);
            }
        }

        if (_weights.Has(WeightPart.FinalNorm))
        {
            _layers.Norm(hidden, WeightPart.FinalNorm, -1, _spec.NormsLastLayer ? DeclareHiddenState(_spec.Layers) : Declare(PortNames.LastHiddenState[0]));
        }
    }

    private TokenCounts WriteCounts()
    {
        string own = _graph.Add("Shape", [PortNames.TokenIds], [new GraphAttribute("start", Integer: 1)]);
        if (!_spec.IsCacheable)
        {
            return new TokenCounts(own, _graph.AddConstant(0), own);
        }

        for (int tensor = 0; tensor < 2 * _spec.Layers; tensor++)
        {
            string[] shape = ["1", _spec.Heads.ToString(CultureInfo.InvariantCulture), "past_tokens", _spec.HeadSize.ToString(CultureInfo.InvariantCulture)];
            _graph.DeclareInput(PortNames.Past(tensor), OnnxElementType.Float32, shape);
        }

        string past = _graph.Add("Shape", [PortNames.Past(0)], [new GraphAttribute("start", Integer: 2), new GraphAttribute("end", Integer: 3)]);
        return new TokenCounts(own, past, _graph.Add("Add", [past, own]));
    }

    private string WriteEmbeddings(TokenCounts tokens)
    {
        string sum = _layers.Words(WeightPart.WordEmbeddings, PortNames.TokenIds);
        if (_spec.TokenTypes > 0)
        {
            // A single type is every token's, whatever the batch says.
            sum = _graph.Add("Add", [sum, _weights.LookUp(WeightPart.TypeEmbeddings, _spec.TokenTypes > 1 ? PortNames.TypeIds : _graph.AddConstant(0))]);
        }

        // Only the last of the steps writes the output, and each family has another last one.
        bool norms = _weights.Has(WeightPart.EmbeddingNorm);
        bool projects = _spec.EmbeddingSize > 0;
        string output = DeclareHiddenState(0);
        if (_spec.Positions == PositionEncoding.Learned)
        {
            sum = _graph.Add("Add", [sum, PositionRows(tokens)], output: norms || projects ? null : output);
        }

        if (_spec.Positions == PositionEncoding.Sinusoidal)
        {
            sum = _graph.Add("Add", [sum, _layers.Sinusoids(tokens.Past, tokens.All)], output: norms || projects ? null : output);
        }

        sum = norms ? _layers.Norm(sum, WeightPart.EmbeddingNorm, -1, projects ? null : output) : sum;
        return projects
            ? _graph.Add(
                "Add",
                [_weights.Multiply(sum, WeightPart.EmbeddingProjection, -1), _weights.Vector(WeightPart.EmbeddingProjection, WeightKind.Bias)],
                output: output)
            : sum;
    }

    /// <summary>Rows of the position table: the first ones, or those that counting from the padding token's id gives.</summary>
    private string PositionRows(TokenCounts tokens)
    {
        if (_spec.PaddingId < 0)
        {
            return _weights.Rows(WeightPart.PositionEmbeddings, tokens.Past, tokens.All);
        }

        string padding = _graph.AddConstant(_spec.PaddingId);
        string counted = _graph.Add(
            "Cast", [_graph.Add("Not", [_graph.Add("Equal", [PortNames.TokenIds, padding])])], [new GraphAttribute("to", Integer: (int)OnnxElementType.Int64)]);
        string count = _graph.Add("Mul", [_graph.Add("CumSum", [counted, _graph.AddConstant(1)]), counted]);
        return _weights.LookUp(WeightPart.PositionEmbeddings, _graph.Add("Add", [count, padding]));
    }

    /// <summary>hidden = norm(hidden + attention(hidden)); hidden = norm(hidden + feedForward(hidden)).</summary>
    private string WriteNormsAfter(AttentionGraph attention, int layer, int weights, string hidden, string? output)
    {
        string attended = _weights.Multiply(attention.Write(hidden, layer, weights), WeightPart.AttentionOutput, weights);
        hidden = _layers.AddAndNorm(attended, hidden, WeightPart.AttentionOutput, WeightPart.AttentionNorm, weights);
        return _layers.AddAndNorm(_layers.FeedForward(hidden, weights), hidden, WeightPart.FeedForwardOut, WeightPart.OutputNorm, weights, output);
    }

    /// <summary>hidden = hidden + attention(norm(hidden)); hidden = hidden + feedForward(norm(hidden)).</summary>
    private string WriteNormsBefore(AttentionGraph attention, int layer, int weights, string hidden, string? output)
    {
        string input = _weights.Has(WeightPart.AttentionNorm, weights) ? _layers.Norm(hidden, WeightPart.AttentionNorm, weights) : hidden;
        hidden = _graph.Add("Add", [hidden, _weights.Project(attention.Write(input, layer, weights), WeightPart.AttentionOutput, weights)]);
        string added = _weights.AddBias(_layers.FeedForward(_layers.Norm(hidden, WeightPart.OutputNorm, weights), weights), WeightPart.FeedForwardOut, weights);
        return _graph.Add("Add", [hidden, added], output: output);
    }

    private string DeclareHiddenState(int layer) => Declare(PortNames.HiddenState(layer));

    private string Declare(string name)
    {
        _graph.DeclareOutput(name, OnnxElementType.Float32, "1", "tokens", _spec.HiddenSize.ToString(CultureInfo.InvariantCulture));
        return name;
    }
}
