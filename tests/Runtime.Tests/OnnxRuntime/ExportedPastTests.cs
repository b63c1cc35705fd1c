using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.OnnxRuntime;
using Sememe.OnnxRuntime.Graphs;
using Sememe.OnnxRuntime.Native;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.OnnxRuntime;

/// <summary>
/// ONNX files with keys and values as Optimum exports them: tiny graphs, one wide, whose keys are token ids and whose values are positions; the
/// hidden state of a token is its id, a hundred times the ids before the run, ten thousand times the length of the attention mask.
/// </summary>
public sealed class ExportedPastTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sememe-past");

    private static readonly EncoderSpec s_spec = new()
    {
        Family = "gpt2",
        VocabularySize = 100,
        HiddenSize = 1,
        Layers = 2,
        Heads = 1,
        IntermediateSize = 1,
        MaxPositions = 16,
        LayerNormEpsilon = 1e-5f,
        HasEmbeddingNorm = false,
        Norms = NormPlacement.Before,
        NormsLastLayer = true,
        IsCausal = true,
    };

    public void Dispose() => _folder.Delete(recursive: true);

    [OnnxRuntimeFact]
    public void A_graph_with_a_past_goes_on_behind_the_tokens_before()
    {
        using OnnxRuntimeNetwork network = Open(WithPast());
        using NetworkState state = network.CreateState(16)!;

        Assert.Equal([20_007, 20_008], Step(network, state, 7, 8));
        Assert.Equal([31_509], Step(network, state, 9));
        Assert.Equal([52_401, 52_402], Step(network, state, 1, 2));
    }

    [OnnxRuntimeFact]
    public void Positions_go_on_too()
    {
        using OnnxRuntimeNetwork network = Open(WithPast(hidden: PortNames.PositionIds));
        using NetworkState state = network.CreateState(16)!;

        Assert.Equal([20_000, 20_001], Step(network, state, 7, 8));
        Assert.Equal([31_502], Step(network, state, 9));
    }

    [OnnxRuntimeFact]
    public void Without_a_state_nothing_came_before()
    {
        using OnnxRuntimeNetwork network = Open(WithPast());

        Assert.Equal([20_007, 20_008, 10_009], network.Run(s_spec, [7, 8, 9], [], [0, 2, 3], LayerSet.Last));
    }

    [OnnxRuntimeFact]
    public void Two_graphs_in_one_file_are_told_which_to_run()
    {
        using OnnxRuntimeNetwork network = Open(Merged());
        using NetworkState state = network.CreateState(16)!;

        Assert.Equal([-7, -8], Step(network, state, 7, 8));
        Assert.Equal([31_509], Step(network, state, 9));
        Assert.Equal([42_401], Step(network, state, 1));
        Assert.Equal([-9], network.Run(s_spec, [9], [], [0, 1], LayerSet.Last));
    }

    [OnnxRuntimeFact]
    public void Keys_without_a_past_to_take_are_left_alone()
    {
        GraphBuilder graph = new();
        graph.DeclareInput(PortNames.TokenIds, OnnxElementType.Int64, "batch", "tokens");
        string ids = AsColumn(graph, PortNames.TokenIds, 2);
        graph.Add("Identity", [ids], output: PortNames.LastHiddenState[0]);
        graph.DeclareOutput(PortNames.LastHiddenState[0], OnnxElementType.Float32, "batch", "tokens", "1");
        graph.Add("Unsqueeze", [ids, graph.AddConstant(1)], output: PortNames.Present(0));
        graph.DeclareOutput(PortNames.Present(0), OnnxElementType.Float32, "batch", "1", "tokens", "1");
        using OnnxRuntimeNetwork network = Open(graph);

        Assert.Null(network.CreateState(16));
        Assert.Equal([7, 8], network.Run(s_spec, [7, 8], [], [0, 2], LayerSet.Last));
    }

    [OnnxRuntimeTheory]
    [InlineData("past_0", "found the input past_0 (Float32 [? × 1 × ? × 1]), expected input_ids")]
    [InlineData("past_key_values.2.key", "found the input past_key_values.2.key (Float32 [? × 1 × ? × 1])")]
    [InlineData("past_key_values.0.decoder.key", "found the input past_key_values.0.decoder.key")]
    [InlineData("past_key_values.0.decoder.key", "past_key_values.0.key to past_key_values.1.value, Float32 [sequences × 1 × tokens × 1]")]
    public void Keys_of_another_name_are_refused(string name, string problem)
    {
        GraphBuilder graph = new();
        graph.DeclareInput(PortNames.TokenIds, OnnxElementType.Int64, "batch", "tokens");
        graph.DeclareInput(name, OnnxElementType.Float32, "batch", "1", "past", "1");
        graph.Add("Identity", [AsColumn(graph, PortNames.TokenIds, 2)], output: PortNames.LastHiddenState[0]);
        graph.DeclareOutput(PortNames.LastHiddenState[0], OnnxElementType.Float32, "batch", "tokens", "1");

        AssertRefused(graph, problem);
    }

    [OnnxRuntimeFact]
    public void Keys_of_another_element_type_or_shape_are_refused()
    {
        AssertRefused(With(OnnxElementType.Float16, "1"), "found the input past_key_values.0.key (Float16 [? × 1 × ? × 1])");
        AssertRefused(With(OnnxElementType.Float32, "2"), "found the input past_key_values.0.key (Float32 [? × 2 × ? × 1])");

        static GraphBuilder With(OnnxElementType type, string heads)
        {
            GraphBuilder graph = new();
            graph.DeclareInput(PortNames.TokenIds, OnnxElementType.Int64, "batch", "tokens");
            graph.DeclareInput(PortNames.Past(0), type, "batch", heads, "past", "1");
            graph.Add("Identity", [AsColumn(graph, PortNames.TokenIds, 2)], output: PortNames.LastHiddenState[0]);
            graph.DeclareOutput(PortNames.LastHiddenState[0], OnnxElementType.Float32, "batch", "tokens", "1");
            return graph;
        }
    }

    [OnnxRuntimeFact]
    public void Keys_of_some_layers_only_are_refused() =>
        AssertRefused(WithPast(layers: 1), "expected past_key_values.0.key to past_key_values.1.value and present.0.key to present.1.value of the 2 layers");

    private static GraphBuilder WithPast(int layers = 2, string hidden = PortNames.TokenIds)
    {
        GraphBuilder graph = new();
        DeclareInputs(graph, layers);
        WriteBody(graph, layers, hidden, static name => name);
        return graph;
    }

    /// <summary>The graph that takes no past gives the ids with a minus, to be told apart.</summary>
    private static GraphBuilder Merged()
    {
        GraphBuilder graph = new();
        DeclareInputs(graph, 2);
        graph.DeclareInput(PortNames.HasPast, OnnxElementType.Bool, "1");
        GraphBuilder with = graph.Inner();
        WriteBody(with, 2, PortNames.TokenIds, static name => name + "_with");
        GraphBuilder without = graph.Inner();
        without.Add("Neg", [AsColumn(without, PortNames.TokenIds, 2)], output: "hidden_without");
        without.DeclareOutput("hidden_without", OnnxElementType.Float32, "batch", "tokens", "1");
        for (int tensor = 0; tensor < 4; tensor++)
        {
            string own = AsColumn(without, tensor % 2 == 0 ? PortNames.TokenIds : PortNames.PositionIds, 2);
            without.Add("Unsqueeze", [own, without.AddConstant(1)], output: $"without_{tensor}");
            without.DeclareOutput($"without_{tensor}", OnnxElementType.Float32, "batch", "1", "tokens", "1");
        }

        string[] outputs = graph.Add("If", [PortNames.HasPast], [new GraphAttribute("then_branch", Graph: with), new GraphAttribute("else_branch", Graph: without)], 5);
        graph.Add("Identity", [outputs[0]], output: PortNames.LastHiddenState[0]);
        graph.DeclareOutput(PortNames.LastHiddenState[0], OnnxElementType.Float32, "batch", "tokens", "1");
        for (int tensor = 0; tensor < 4; tensor++)
        {
            graph.Add("Identity", [outputs[tensor + 1]], output: PortNames.Present(tensor));
            graph.DeclareOutput(PortNames.Present(tensor), OnnxElementType.Float32, "batch", "1", "all", "1");
        }

        return graph;
    }

    private static void DeclareInputs(GraphBuilder graph, int layers)
    {
        graph.DeclareInput(PortNames.TokenIds, OnnxElementType.Int64, "batch", "tokens");
        graph.DeclareInput(PortNames.AttentionMask, OnnxElementType.Int64, "batch", "all");
        graph.DeclareInput(PortNames.PositionIds, OnnxElementType.Int64, "batch", "tokens");
        for (int tensor = 0; tensor < 2 * layers; tensor++)
        {
            graph.DeclareInput(PortNames.Past(tensor), OnnxElementType.Float32, "batch", "1", "past", "1");
        }
    }

    private static void WriteBody(GraphBuilder graph, int layers, string hidden, Func<string, string> nameOf)
    {
        string before = graph.Add("ReduceSum", [PortNames.Past(0)], [new GraphAttribute("keepdims", Integer: 0)]);
        string mask = graph.Add("ReduceSum", [AsColumn(graph, PortNames.AttentionMask, 2)], [new GraphAttribute("keepdims", Integer: 0)]);
        string sum = graph.Add("Add", [AsColumn(graph, hidden, 2), graph.Add("Mul", [before, graph.AddScalar(100f)])]);
        string last = nameOf(PortNames.LastHiddenState[0]);
        graph.Add("Add", [sum, graph.Add("Mul", [mask, graph.AddScalar(10_000f)])], output: last);
        graph.DeclareOutput(last, OnnxElementType.Float32, "batch", "tokens", "1");
        for (int tensor = 0; tensor < 2 * layers; tensor++)
        {
            string own = graph.Add("Unsqueeze", [AsColumn(graph, tensor % 2 == 0 ? PortNames.TokenIds : PortNames.PositionIds, 2), graph.AddConstant(1)]);
            string present = nameOf(PortNames.Present(tensor));
            graph.Add("Concat", [PortNames.Past(tensor), own], [new GraphAttribute("axis", Integer: 2)], present);
            graph.DeclareOutput(present, OnnxElementType.Float32, "batch", "1", "all", "1");
        }
    }

    private static string AsColumn(GraphBuilder graph, string value, int axis) => graph.Add(
        "Unsqueeze", [graph.Add("Cast", [value], [new GraphAttribute("to", Integer: (int)OnnxElementType.Float32)]), graph.AddConstant(axis)]);

    private static float[] Step(OnnxRuntimeNetwork network, NetworkState state, params int[] ids)
    {
        float[] states = new float[ids.Length];
        SequenceBatch input = new() { TokenIds = ids, Starts = [0, ids.Length] };
        network.Run(new NetworkCall { Input = input, State = state, Layers = LayerSet.Last, HiddenStates = states }, CancellationToken.None);
        return states;
    }

    private OnnxRuntimeNetwork Open(GraphBuilder graph)
    {
        string path = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllBytes(path, graph.Build());
        return OnnxRuntimeNetwork.Open(OnnxRuntimeLibrary.Load(NpmPackages.OnnxRuntime), s_spec, path, new());
    }

    private void AssertRefused(GraphBuilder graph, string problem) =>
        Assert.Contains(problem, Assert.Throws<ModelFormatException>(() => Open(graph)).Problem, StringComparison.Ordinal);
}
