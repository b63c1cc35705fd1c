using System.Globalization;
using Sememe.CompilerServices;
using Sememe.Families.Weights;
using Sememe.OnnxRuntime.Native;

namespace Sememe.OnnxRuntime.Graphs;

/// <summary>
/// Composes the graphs of a decoder: one that makes keys and values of a source, once, and one that runs the next token of each of several texts over
/// them and over the keys and values of the texts' tokens so far.
/// </summary>
/// <remarks>Texts have the same length, and none has padding: there is nothing to mask.</remarks>
internal sealed class DecoderGraph
{
    private readonly GraphBuilder _graph = new();
    private readonly GraphWeights _weights;
    private readonly EncoderSpec _stack;
    private readonly WeightPart _words;
    private readonly LayerGraph _layers;

    private DecoderGraph(EncoderSpec spec, DecoderSpec decoder, WeightTable weights)
    {
        _weights = new GraphWeights(_graph, weights);
        _stack = decoder.StackOf(spec);
        _words = decoder.HasOwnEmbeddings ? WeightPart.DecoderEmbeddings : WeightPart.WordEmbeddings;
        _layers = new LayerGraph(_graph, _weights, _stack);
    }

    /// <summary>The graph that makes keys and values of a source.</summary>
    public static ComposedGraph ComposeSource(EncoderSpec spec, DecoderSpec decoder, WeightTable weights)
    {
        DecoderGraph graph = new(spec, decoder, weights);
        graph.WriteSource();
        return new ComposedGraph(graph._graph.Build(), graph._weights.Initializers);
    }

    /// <summary>The graph that runs the next token of each text.</summary>
    public static ComposedGraph ComposeStep(EncoderSpec spec, DecoderSpec decoder, WeightTable weights)
    {
        DecoderGraph graph = new(spec, decoder, weights);
        graph.WriteStep();
        return new ComposedGraph(graph._graph.Build(), graph._weights.Initializers);
    }

    private void WriteSource()
    {
        _graph.DeclareInput(PortNames.SourceStates, OnnxElementType.Float32, "1", "source_tokens", Whole(_stack.HiddenSize));
        for (int tensor = 0; tensor < 2 * _stack.Layers; tensor++)
        {
            string values = _weights.Project(PortNames.SourceStates, tensor % 2 == 0 ? WeightPart.SourceKey : WeightPart.SourceValue, Role(tensor / 2));
            string heads = _graph.Add("Reshape", [values, _graph.AddConstant(1, -1, _stack.Heads, _stack.HeadSize)]);
            string name = PortNames.PresentOfSource(tensor);
            _graph.Add("Transpose", [heads], [new GraphAttribute("perm", Integers: [0, 2, 1, 3])], name);
            _graph.DeclareOutput(name, OnnxElementType.Float32, "1", Whole(_stack.Heads), "source_tokens", Whole(_stack.HeadSize));
        }
    }

    private void WriteStep()
    {
        _graph.DeclareInput(PortNames.TokenIds, OnnxElementType.Int64, "1", "texts");
        for (int tensor = 0; tensor < 2 * _stack.Layers; tensor++)
        {
            _graph.DeclareInput(PortNames.PastOfSource(tensor), OnnxElementType.Float32, "1", Whole(_stack.Heads), "source_tokens", Whole(_stack.HeadSize));
        }

        for (int tensor = 0; tensor < 2 * _stack.Layers; tensor++)
        {
            _graph.DeclareInput(PortNames.PastOfTexts(tensor), OnnxElementType.Float32, "texts", Whole(_stack.Heads), "past_tokens", Whole(_stack.HeadSize));
        }

        string hidden = WriteEmbeddings();
        for (int layer = 0; layer < _stack.Layers; layer++)
        {
            int role = Role(layer);
            string attended = _weights.Multiply(AttendToText(hidden, layer), WeightPart.AttentionOutput, role);
            hidden = _layers.AddAndNorm(attended, hidden, WeightPart.AttentionOutput, WeightPart.AttentionNorm, role);
            attended = _weights.Multiply(AttendToSource(hidden, layer), WeightPart.SourceOutput, role);
            hidden = _layers.AddAndNorm(attended, hidden, WeightPart.SourceOutput, WeightPart.SourceNorm, role);
            hidden = _layers.AddAndNorm(_layers.FeedForward(hidden, role), hidden, WeightPart.FeedForwardOut, WeightPart.OutputNorm, role, DeclareHiddenState(layer + 1));
        }
    }

    private string WriteEmbeddings()
    {
        string past = _graph.Add("Shape", [PortNames.PastOfTexts(0)], [new GraphAttribute("start", Integer: 2), new GraphAttribute("end", Integer: 3)]);
        string position = _layers.Sinusoids(past, _graph.Add("Add", [past, _graph.AddConstant(1)]));
        return _graph.Add("Add", [_layers.Words(_words, PortNames.TokenIds), position], output: DeclareHiddenState(0));
    }

    /// <summary>[1 × texts × hidden] attention of each text's token to itself and those before.</summary>
    private string AttendToText(string hidden, int layer)
    {
        int role = Role(layer);
        string query = _graph.Add("Reshape", [_weights.Project(hidden, WeightPart.Query, role), _graph.AddConstant(-1, 1, _stack.HiddenSize)]);
        string keys = Append(_weights.Project(hidden, WeightPart.Key, role), 2 * layer);
        string values = Append(_weights.Project(hidden, WeightPart.Value, role), (2 * layer) + 1);
        return _graph.Add("Reshape", [Attend(query, keys, values), _graph.AddConstant(1, -1, _stack.HiddenSize)]);
    }

    /// <summary>[1 × texts × hidden] attention to the source, which all texts have in common.</summary>
    private string AttendToSource(string hidden, int layer) =>
        Attend(_weights.Project(hidden, WeightPart.SourceQuery, Role(layer)), PortNames.PastOfSource(2 * layer), PortNames.PastOfSource((2 * layer) + 1));

    private string Attend(string query, string keys, string values) =>
        _graph.AddFused("MultiHeadAttention", [query, keys, values], [new GraphAttribute("num_heads", Integer: _stack.Heads)]);

    /// <summary>[texts × heads × all tokens × head size].</summary>
    private string Append(string values, int tensor)
    {
        string heads = _graph.Add("Reshape", [values, _graph.AddConstant(-1, _stack.Heads, 1, _stack.HeadSize)]);
        string present = PortNames.PresentOfTexts(tensor);
        _graph.DeclareOutput(present, OnnxElementType.Float32, "texts", Whole(_stack.Heads), "all_tokens", Whole(_stack.HeadSize));
        return _graph.Add("Concat", [PortNames.PastOfTexts(tensor), heads], [new GraphAttribute("axis", Integer: 2)], present);
    }

    private string DeclareHiddenState(int layer)
    {
        string name = PortNames.HiddenState(layer);
        _graph.DeclareOutput(name, OnnxElementType.Float32, "1", "texts", Whole(_stack.HiddenSize));
        return name;
    }

    private static int Role(int layer) => WeightRole.FirstDecoderLayer + layer;

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
