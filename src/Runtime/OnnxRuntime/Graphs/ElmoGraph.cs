using System.Globalization;
using Sememe.CompilerServices;
using Sememe.Families.Weights;
using Sememe.OnnxRuntime.Native;

namespace Sememe.OnnxRuntime.Graphs;

/// <summary>Composes the graph of an ELMo: characters of words in, convolution and highway layers, LSTMs in both directions as <c>Scan</c>.</summary>
internal sealed class ElmoGraph
{
    private const int Gates = 4;

    private readonly GraphBuilder _graph = new();
    private readonly GraphWeights _weights;
    private readonly EncoderSpec _spec;
    private readonly ElmoSpec _elmo;

    private ElmoGraph(EncoderSpec spec, ElmoSpec elmo, WeightTable weights)
    {
        (_spec, _elmo) = (spec, elmo);
        _weights = new GraphWeights(_graph, weights);
    }

    private int Half => _spec.HiddenSize / 2;

    /// <summary>Composes the graph of a network.</summary>
    /// <param name="spec">The network's switches.</param>
    /// <param name="elmo">What it has in place of attention.</param>
    /// <param name="weights">Its tensors, in floating point.</param>
    public static ComposedGraph Compose(EncoderSpec spec, ElmoSpec elmo, WeightTable weights)
    {
        ElmoGraph graph = new(spec, elmo, weights);
        graph.Write();
        return new ComposedGraph(graph._graph.Build(), graph._weights.Initializers);
    }

    private void Write()
    {
        _graph.DeclareInput(PortNames.Characters, OnnxElementType.Int32, "tokens", Whole(_elmo.WordLength));
        string words = _weights.Project(WriteHighways(WriteFilters()), Role(WeightPart.CharacterProjection));
        string[] directions = [words, words];
        Deliver(directions, 0);
        for (int layer = 0; layer < _spec.Layers; layer++)
        {
            for (int direction = 0; direction < directions.Length; direction++)
            {
                string states = WriteLstm(directions[direction], layer, direction);
                directions[direction] = layer > 0 ? _graph.Add("Add", [directions[direction], states]) : states;
            }

            Deliver(directions, layer + 1);
        }
    }

    /// <summary>[tokens × features] every filter at every place of a word where it fits, and the largest result of each.</summary>
    private string WriteFilters()
    {
        string padding = _graph.AddTable(new float[_elmo.CharacterSize], 1, _elmo.CharacterSize); // not stored
        string table = _graph.Add("Concat", [padding, _weights.Table(Role(WeightPart.CharacterEmbeddings))], [new GraphAttribute("axis", Integer: 0)]);
        string characters = _graph.Add("Transpose", [_graph.Add("Gather", [table, PortNames.Characters])], [new GraphAttribute("perm", Integers: [0, 2, 1])]);
        string[] features = [.. _elmo.Filters.Select((filter, i) => WriteFilter(characters, filter, i))];
        return features.Length == 1 ? features[0] : _graph.Add("Concat", features, [new GraphAttribute("axis", Integer: 1)]);
    }

    private string WriteFilter(string characters, CharacterFilter filter, int number)
    {
        // The file has [1 × width × character size × filters].
        string stored = _weights.Table(Role(WeightPart.CharacterFilters, member: number));
        string rows = _graph.Add("Reshape", [stored, _graph.AddConstant(filter.Width, _elmo.CharacterSize, filter.Count)]);
        string filters = _graph.Add("Transpose", [rows], [new GraphAttribute("perm", Integers: [2, 1, 0])]);
        string places = _graph.Add("Conv", [characters, filters, _weights.Bias(Role(WeightPart.CharacterFilters, member: number))]);
        string largest = _graph.Add("ReduceMax", [places], [new GraphAttribute("axes", Integers: [2]), new GraphAttribute("keepdims", Integer: 0)]);

        // The activation grows with its argument, so it may come after the maximum.
        return ActivationGraph.Write(_graph, _spec.Activation, largest, bias: null);
    }

    /// <summary>x + carry · (transformed − x), as often as there are highway layers.</summary>
    private string WriteHighways(string values)
    {
        for (int i = 0; i < _elmo.Highways; i++)
        {
            string transformed = _graph.Add("Relu", [_weights.Project(values, Role(WeightPart.HighwayTransform, member: i))]);
            string carry = _graph.Add("Sigmoid", [_weights.Project(values, Role(WeightPart.HighwayCarry, member: i))]);
            values = _graph.Add("Add", [values, _graph.Add("Mul", [carry, _graph.Add("Sub", [transformed, values])])]);
        }

        return values;
    }

    /// <summary>[tokens × half of hidden] the states of one direction of a layer.</summary>
    private string WriteLstm(string input, int layer, int direction)
    {
        WeightRole gates = Role(WeightPart.LstmGates, layer, direction);
        string matrix = _weights.Matrix(gates);
        string fromInput = _graph.Add("Add", [_graph.Add("MatMul", [input, Rows(matrix, 0)]), _graph.Add("Add", [_weights.Bias(gates), ForgetBias()])]);
        GraphBuilder step = WriteStep(Rows(matrix, Half), _weights.Matrix(Role(WeightPart.LstmProjection, layer, direction)));
        string cell = _graph.AddTable(new float[_spec.IntermediateSize], 1, _spec.IntermediateSize);
        string state = _graph.AddTable(new float[Half], 1, Half);

        // Cell and state of the last token, and what every token's state was.
        return _graph.Add(
            "Scan",
            [cell, state, fromInput],
            [
                new GraphAttribute("body", Graph: step), new GraphAttribute("num_scan_inputs", Integer: 1),
                new GraphAttribute("scan_input_directions", Integers: [direction]), new GraphAttribute("scan_output_directions", Integers: [direction]),
            ],
            3)[2];
    }

    /// <summary>One token: c = clip(σ(i) · tanh(j) + σ(f) · c), state = clip(projection · (σ(o) · tanh(c))).</summary>
    private GraphBuilder WriteStep(string stateMatrix, string projection)
    {
        GraphBuilder step = _graph.Inner();
        string cell = Declare(step, "1", Whole(_spec.IntermediateSize));
        string state = Declare(step, "1", Whole(Half));
        string fromInput = Declare(step, Whole(Gates * _spec.IntermediateSize));
        string gates = step.Add("Add", [step.Add("MatMul", [state, stateMatrix]), fromInput]);
        string[] parts = step.Split(gates, axis: 1, _spec.IntermediateSize, _spec.IntermediateSize, _spec.IntermediateSize, _spec.IntermediateSize);
        string added = step.Add("Mul", [step.Add("Sigmoid", [parts[0]]), step.Add("Tanh", [parts[1]])]);
        string kept = step.Add("Mul", [step.Add("Sigmoid", [parts[2]]), cell]);
        string after = Clip(step, step.Add("Add", [added, kept]), _elmo.CellClip);
        string output = step.Add("Mul", [step.Add("Sigmoid", [parts[3]]), step.Add("Tanh", [after])]);
        string next = Clip(step, step.Add("MatMul", [output, projection]), _elmo.ProjectionClip);
        step.DeclareOutput(step.Add("Identity", [after]), OnnxElementType.Float32, "1", Whole(_spec.IntermediateSize));
        step.DeclareOutput(step.Add("Identity", [next]), OnnxElementType.Float32, "1", Whole(Half));
        step.DeclareOutput(step.Add("Squeeze", [next, step.AddConstant(0)]), OnnxElementType.Float32, Whole(Half));
        return step;
    }

    private static string Declare(GraphBuilder step, params ReadOnlySpan<string> dimensions)
    {
        string name = step.NewName("Step");
        step.DeclareInput(name, OnnxElementType.Float32, dimensions);
        return name;
    }

    private static string Clip(GraphBuilder graph, string values, float limit) =>
        limit > 0 ? graph.Add("Clip", [values, graph.AddScalar(-limit), graph.AddScalar(limit)]) : values;

    /// <summary>One matrix of the file is two: over the input, which all tokens pass together, and over the state, which they pass one after the other.</summary>
    private string Rows(string matrix, int first) =>
        _graph.Add("Slice", [matrix, _graph.AddConstant(first), _graph.AddConstant(first + Half), _graph.AddConstant(0)]);

    /// <summary>TensorFlow's LSTMCell adds 1 to the forget gate, and does not store it.</summary>
    private string ForgetBias()
    {
        float[] bias = new float[Gates * _spec.IntermediateSize];
        bias.AsSpan(2 * _spec.IntermediateSize, _spec.IntermediateSize).Fill(1f);
        return _graph.AddTable(bias, bias.Length);
    }

    /// <summary>[1 × tokens × hidden] both directions side by side.</summary>
    private void Deliver(string[] directions, int layer)
    {
        string name = PortNames.HiddenState(layer);
        _graph.Add("Unsqueeze", [_graph.Add("Concat", directions, [new GraphAttribute("axis", Integer: 1)]), _graph.AddConstant(0)], output: name);
        _graph.DeclareOutput(name, OnnxElementType.Float32, "1", "tokens", Whole(_spec.HiddenSize));
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static WeightRole Role(WeightPart part, int layer = -1, int member = -1) => new(part, WeightKind.Weight, layer) { Member = member };
}
