using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.OnnxRuntime;
using Sememe.OnnxRuntime.Graphs;
using Sememe.OnnxRuntime.Native;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.OnnxRuntime;

/// <summary>What ONNX files of others may look like: tiny graphs whose hidden state, one wide, is one of their inputs.</summary>
public sealed class NetworkPortsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sememe-graph");

    private static readonly EncoderSpec s_spec = new()
    {
        Family = "bert",
        VocabularySize = 100,
        HiddenSize = 1,
        Layers = 2,
        Heads = 1,
        IntermediateSize = 1,
        MaxPositions = 512,
        LayerNormEpsilon = 1e-12f,
    };

    public void Dispose() => _folder.Delete(recursive: true);

    [OnnxRuntimeTheory]
    [InlineData((int)OnnxElementType.Int64)]
    [InlineData((int)OnnxElementType.Int32)]
    public void Token_ids_may_be_of_either_integer_type(int type)
    {
        GraphBuilder graph = new();
        graph.DeclareInput("input_ids", (OnnxElementType)type, "batch", "tokens");
        AddHiddenState(graph, "input_ids", "last_hidden_state");

        Assert.Equal([7, 8, 9], Run(graph, [7, 8, 9], []));
    }

    [OnnxRuntimeFact]
    public void Inputs_may_come_in_any_order()
    {
        GraphBuilder graph = GraphWithAllInputs("token_type_ids");

        Assert.Equal([0, 1, 1], Run(graph, [7, 8, 9], [0, 1, 1]));
    }

    [OnnxRuntimeFact]
    public void Type_ids_are_zero_where_the_batch_has_none() => Assert.Equal([0, 0, 0], Run(GraphWithAllInputs("token_type_ids"), [7, 8, 9], []));

    [OnnxRuntimeFact]
    public void Attention_mask_masks_nothing() => Assert.Equal([1, 1, 1], Run(GraphWithAllInputs("attention_mask"), [7, 8, 9], []));

    [OnnxRuntimeTheory]
    [InlineData((int)OnnxElementType.Int64)]
    [InlineData((int)OnnxElementType.Int32)]
    public void Positions_count_from_zero(int type)
    {
        GraphBuilder graph = GraphOfTokenIds();
        graph.DeclareInput("position_ids", (OnnxElementType)type, "batch", "tokens");
        AddHiddenState(graph, "position_ids", "last_hidden_state");

        Assert.Equal([0, 1, 2], Run(graph, [7, 8, 9], []));
    }

    [OnnxRuntimeFact]
    public void Positions_that_count_from_the_padding_token_are_left_to_the_graph()
    {
        GraphBuilder graph = GraphOfTokenIds();
        graph.DeclareInput("position_ids", OnnxElementType.Int64, "batch", "tokens");
        AddHiddenState(graph, "position_ids", "last_hidden_state");

        AssertRefused(graph, "found the input position_ids, expected a graph that counts positions itself", s_spec with { PaddingId = 1 });
    }

    [OnnxRuntimeTheory]
    [InlineData("last_hidden_state")]
    [InlineData("token_embeddings")]
    [InlineData("anything_that_has_the_shape")]
    public void Last_hidden_state_is_known_by_its_name_or_as_the_only_output_of_its_shape(string output)
    {
        GraphBuilder graph = GraphOfTokenIds();
        AddHiddenState(graph, "input_ids", output);
        AddPooled(graph, "sentence_embedding");

        Assert.Equal([7, 8], Run(graph, [7, 8], []));
    }

    [OnnxRuntimeFact]
    public void Layers_are_known_by_their_names()
    {
        GraphBuilder graph = GraphOfTokenIds();
        AddHiddenState(graph, "input_ids", "hidden_states.1");
        AddHiddenState(graph, "input_ids", "hidden_states.2");

        using OnnxRuntimeNetwork network = Open(graph);

        Assert.Equal(LayerSet.Of(1) | LayerSet.Of(2) | LayerSet.Last, network.AvailableLayers);
    }

    [OnnxRuntimeFact]
    public void Unknown_input_is_refused_by_name()
    {
        GraphBuilder graph = GraphOfTokenIds();
        graph.DeclareInput("pixel_values", OnnxElementType.Float32, "batch", "3");
        AddHiddenState(graph, "input_ids", "last_hidden_state");

        AssertRefused(graph, "found the input pixel_values (Float32 [? × 3])");
    }

    [OnnxRuntimeFact]
    public void Graph_without_token_ids_is_refused()
    {
        GraphBuilder graph = new();
        graph.DeclareInput("attention_mask", OnnxElementType.Int64, "batch", "tokens");
        AddHiddenState(graph, "attention_mask", "last_hidden_state");

        AssertRefused(graph, "expected input_ids among them");
    }

    [OnnxRuntimeFact]
    public void Graph_that_gives_pooled_vectors_only_is_refused_with_a_remedy()
    {
        GraphBuilder graph = GraphOfTokenIds();
        AddPooled(graph, "sentence_embedding");

        AssertRefused(graph, "export the model without pooling");
    }

    [OnnxRuntimeFact]
    public void Hidden_state_of_another_width_is_refused()
    {
        GraphBuilder graph = GraphOfTokenIds();
        string value = graph.Add("Unsqueeze", [AsFloat(graph, "input_ids"), graph.AddConstant(2)]);
        graph.Add("Concat", [value, value], [new GraphAttribute("axis", Integer: 2)], "last_hidden_state");
        graph.DeclareOutput("last_hidden_state", OnnxElementType.Float32, "batch", "tokens", "2");

        AssertRefused(graph, "found the outputs last_hidden_state (Float32 [? × ? × 2]), expected a hidden state (Float32 [? × ? × 1])");
    }

    private static GraphBuilder GraphOfTokenIds()
    {
        GraphBuilder graph = new();
        graph.DeclareInput("input_ids", OnnxElementType.Int64, "batch", "tokens");
        return graph;
    }

    private static GraphBuilder GraphWithAllInputs(string hidden)
    {
        GraphBuilder graph = new();
        graph.DeclareInput("token_type_ids", OnnxElementType.Int64, "batch", "tokens");
        graph.DeclareInput("attention_mask", OnnxElementType.Int32, "batch", "tokens");
        graph.DeclareInput("input_ids", OnnxElementType.Int64, "batch", "tokens");
        AddHiddenState(graph, hidden, "last_hidden_state");
        return graph;
    }

    private static void AddHiddenState(GraphBuilder graph, string value, string output)
    {
        graph.Add("Unsqueeze", [AsFloat(graph, value), graph.AddConstant(2)], output: output);
        graph.DeclareOutput(output, OnnxElementType.Float32, "batch", "tokens", "1");
    }

    private static void AddPooled(GraphBuilder graph, string output)
    {
        graph.Add("ReduceMean", [AsFloat(graph, "input_ids")], [new GraphAttribute("axes", Integers: [1])], output);
        graph.DeclareOutput(output, OnnxElementType.Float32, "batch", "1");
    }

    private static string AsFloat(GraphBuilder graph, string value) =>
        graph.Add("Cast", [value], [new GraphAttribute("to", Integer: (int)OnnxElementType.Float32)]);

    private OnnxRuntimeNetwork Open(GraphBuilder graph, EncoderSpec? spec = null)
    {
        string path = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllBytes(path, graph.Build());
        return OnnxRuntimeNetwork.Open(OnnxRuntimeLibrary.Load(NpmPackages.OnnxRuntime), spec ?? s_spec, path, new());
    }

    private float[] Run(GraphBuilder graph, int[] ids, int[] types)
    {
        using OnnxRuntimeNetwork network = Open(graph);
        return network.Run(s_spec, ids, types, [0, ids.Length], LayerSet.Last);
    }

    private void AssertRefused(GraphBuilder graph, string problem, EncoderSpec? spec = null)
    {
        ModelFormatException exception = Assert.Throws<ModelFormatException>(() => Open(graph, spec));

        Assert.Equal(Path.Combine(_folder.FullName, "model.onnx"), exception.File);
        Assert.Contains(problem, exception.Problem, StringComparison.Ordinal);
    }
}
