using Sememe.Families.Weights;
using Sememe.Formats.Tensors;
using Sememe.OnnxRuntime.Native;

namespace Sememe.OnnxRuntime.Graphs;

/// <summary>The tensors of a weights file as values of a graph: float32, and matrices [in × out].</summary>
/// <remarks>A stored matrix [out × in] is transposed by a node that ONNX Runtime folds at load; float16 and bfloat16 pass a Cast.</remarks>
internal sealed class GraphWeights(GraphBuilder graph, WeightTable weights)
{
    private readonly Dictionary<string, TensorEntry> _initializers = new(StringComparer.Ordinal);

    /// <summary>The tensors that the graph uses, by the name it knows them by.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Initializers => _initializers;

    /// <summary>True when the family has a tensor for a part.</summary>
    public bool Has(WeightPart part, int layer = -1, WeightKind kind = WeightKind.Weight) => weights.Sources.ContainsKey(new WeightRole(part, kind, layer));

    /// <summary>A linear layer's matrix as [in × out].</summary>
    public string Matrix(WeightPart part, int layer) => Matrix(new WeightRole(part, WeightKind.Weight, layer));

    /// <summary>A linear layer's matrix as [in × out].</summary>
    public string Matrix(WeightRole role)
    {
        string matrix = Table(role);
        return weights[role].Layout == MatrixLayout.InByOut ? matrix : graph.Add("Transpose", [matrix], [new GraphAttribute("perm", Integers: [1, 0])]);
    }

    /// <summary>A bias or a gain.</summary>
    public string Vector(WeightPart part, WeightKind kind, int layer = -1) => Table(new WeightRole(part, kind, layer));

    /// <summary>The bias of a linear layer.</summary>
    public string Bias(WeightRole layer) => Table(layer with { Kind = WeightKind.Bias });

    /// <summary>A whole table.</summary>
    public string Table(WeightPart part) => Table(new WeightRole(part, WeightKind.Weight));

    /// <summary>A whole tensor, in the shape that the file has.</summary>
    public string Table(WeightRole role) => AsFloat(Stored(role), role);

    /// <summary>Rows of a table; converted after the look-up, so that no float32 copy of the table comes to be.</summary>
    public string LookUp(WeightPart table, string ids)
    {
        WeightRole role = new(table, WeightKind.Weight);
        return AsFloat(graph.Add("Gather", [Stored(role), ids]), role);
    }

    /// <summary>Rows of a table from one to another, which is left out.</summary>
    public string Rows(WeightPart table, string first, string end)
    {
        WeightRole role = new(table, WeightKind.Weight);
        return AsFloat(graph.Add("Slice", [Stored(role), first, end, graph.AddConstant(0)]), role);
    }

    /// <summary>x · matrix, without the bias.</summary>
    public string Multiply(string x, WeightPart part, int layer) => graph.Add("MatMul", [x, Matrix(part, layer)]);

    /// <summary>x · matrix + bias, as far as there is a bias.</summary>
    public string Project(string x, WeightPart part, int layer) => AddBias(Multiply(x, part, layer), part, layer);

    /// <summary>x · matrix + bias of a linear layer that has one.</summary>
    public string Project(string x, WeightRole layer) => graph.Add("Add", [graph.Add("MatMul", [x, Matrix(layer)]), Bias(layer)]);

    /// <summary>x + bias, where the linear layer has one.</summary>
    public string AddBias(string x, WeightPart part, int layer) =>
        Has(part, layer, WeightKind.Bias) ? graph.Add("Add", [x, Vector(part, WeightKind.Bias, layer)]) : x;

    private string AsFloat(string value, WeightRole role) =>
        weights[role].Tensor.Type == ElementType.Float32
            ? value
            : graph.Add("Cast", [value], [new GraphAttribute("to", Integer: (int)OnnxElementType.Float32)]);

    /// <summary>The tensor of a role, as the file has it.</summary>
    private string Stored(WeightRole role)
    {
        string name = role.ToString();
        TensorEntry tensor = weights[role].Tensor;
        if (_initializers.TryAdd(name, tensor))
        {
            graph.AddExternal(name, OnnxElementTypes.Of(tensor), tensor.Shape);
        }

        return name;
    }
}
