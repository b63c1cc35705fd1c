using Sememe.CompilerServices;
using Sememe.Formats.Onnx;
using Sememe.Formats.Tensors;

namespace Sememe.Families.Weights;

/// <summary>
/// Matches an ONNX file. Exporters keep the names of tables, norms and biases, under whatever prefix their wrapper had; a linear layer's
/// matrix is anonymous, transposed or quantized, and found from its bias by walking the graph.
/// </summary>
internal sealed class OnnxWeightMatcher
{
    private const string QuantizedSuffix = "_quantized";

    private readonly EncoderSpec _spec;
    private readonly HeadSpec? _head;
    private readonly OnnxGraph _graph;
    private readonly TensorDirectory _tensors;
    private readonly OnnxGraphIndex _index;
    private readonly OnnxMatrixWalk _walk;
    private readonly WeightSources _sources = new();
    private readonly List<WeightProblem> _problems = [];

    private OnnxWeightMatcher(EncoderSpec spec, OnnxGraph graph, TensorDirectory tensors, HeadSpec? head)
    {
        (_spec, _graph, _tensors, _head) = (spec, graph, tensors, head);
        _index = new OnnxGraphIndex(graph, tensors);
        _walk = new OnnxMatrixWalk(_index);
    }

    /// <summary>Finds every role's tensor and checks shape and element type.</summary>
    public static WeightMatch Match(EncoderSpec spec, OnnxGraph graph, TensorDirectory tensors, HeadSpec? head = null) =>
        new OnnxWeightMatcher(spec, graph, tensors, head).Match();

    private WeightMatch Match()
    {
        Family family = Family.Of(_spec);
        string[] names = [.. _tensors.Tensors.Select(static t => t.Name), .. _graph.Nodes.Where(static n => n.Operator == "Identity").SelectMany(static n => n.Outputs)];
        string prefix = WeightPrefix.Choose(
            WeightPrefix.Candidates(names, family.Anchor).Concat(WeightPrefix.Candidates(names, family.Anchor, QuantizedSuffix)),
            family.ModelType,
            out WeightProblem? ambiguous);
        if (ambiguous is not null)
        {
            return new WeightMatch(null, [ambiguous]);
        }

        NetworkSlots slots = new(family, _spec, _head, prefix);
        Dictionary<WeightRole, string> biases = slots.All.Where(static s => s.Form == WeightForm.Bias).ToDictionary(static s => s.Role, s => slots.PrefixOf(s) + s.Names[0]);
        OnnxFusedAttention? fusedAttention = OnnxFusedAttention.Find(_spec, _graph, _index, _walk);
        foreach (WeightSlot slot in fusedAttention?.Replace(slots.All) ?? slots.All)
        {
            if (fusedAttention?[slot.Role] is { } source)
            {
                Add(slot, source);
                continue;
            }

            Place(slot, slots.PrefixOf(slot), biases);
        }

        return _problems.Count == 0 ? new WeightMatch(new WeightTable(_sources), [])
            : FusedOperators() is { } fused && _problems.Exists(static p => p.Kind == WeightProblemKind.Missing) ? new WeightMatch(null, [fused])
            : new WeightMatch(null, _problems);
    }

    private void Place(WeightSlot slot, string prefix, Dictionary<WeightRole, string> biases)
    {
        WeightSource? source = slot.Form switch
        {
            WeightForm.Matrix => (biases.TryGetValue(slot.Role with { Kind = WeightKind.Bias }, out string? bias) ? _walk.FromBias(bias) : FromModule(slot)) ?? NamedMatrix(slot, prefix),
            WeightForm.Table => Named(slot, prefix) ?? QuantizedTable(slot, prefix),
            _ => Named(slot, prefix),
        };

        if (source is null)
        {
            _problems.Add(Missing(slot, prefix, biases));
        }
        else
        {
            Add(slot, source);
        }
    }

    private void Add(WeightSlot slot, WeightSource source)
    {
        if ((SlotProblems.Check(slot, source) ?? SlotProblems.CheckScales(slot, source)) is { } problem)
        {
            _problems.Add(problem);
        }
        else
        {
            _sources.Add(slot.Role, source);
        }
    }

    private static WeightProblem Missing(WeightSlot slot, string prefix, Dictionary<WeightRole, string> biases) =>
        slot.Form == WeightForm.Matrix && biases.TryGetValue(slot.Role with { Kind = WeightKind.Bias }, out string? bias)
            ? new WeightProblem(
                WeightProblemKind.Missing,
                $"found no matrix whose product '{bias}' is added to ({slot.Role}), expected a MatMul, Gemm or MatMulInteger over a tensor that means {slot.Shape}",
                slot.Role)
            : SlotProblems.Missing(slot, prefix);

    private WeightSource? Named(WeightSlot slot, string prefix) =>
        slot.Names.Select(name => _index.TensorOf(prefix + name)).FirstOrDefault(static tensor => tensor is not null) is { } found ? new WeightSource(found, slot.Layout) : null;

    private WeightSource? NamedMatrix(WeightSlot slot, string prefix) =>
        slot.Names.Select(name => _walk.FromName(prefix + name)).FirstOrDefault(static source => source is not null);

    /// <summary>A matrix without a bias: exporters name a product after the module that it is computed in.</summary>
    private WeightSource? FromModule(WeightSlot slot)
    {
        string end = OnnxModulePath.ProductOf(slot.Names[0]);
        string? product = _index.ValueEndingWith(end);
        return product is null ? null : _walk.FromProduct(product);
    }

    /// <summary>A table of integers: rows are picked and then dequantized, or the other way round.</summary>
    private WeightSource? QuantizedTable(WeightSlot slot, string prefix)
    {
        string name = prefix + slot.Names[0] + QuantizedSuffix;
        if (_index.TensorOf(name) is not { } table)
        {
            return null;
        }

        foreach (OnnxNode reader in _index.ReadersOf(name))
        {
            bool picksRows = reader.Operator == "Gather" && reader.Integer("axis", 0) == 0;
            OnnxNode? dequantize = reader.Operator == "DequantizeLinear" ? reader
                : picksRows ? _index.ReadersOf(reader.Output(0)).FirstOrDefault(static node => node.Operator == "DequantizeLinear")
                : null;
            if (dequantize is not null && _walk.ReadQuantization(dequantize, table, columnsAreLast: picksRows) is { } quantization)
            {
                return new WeightSource(table, MatrixLayout.OutByIn, quantization);
            }
        }

        return null;
    }

    /// <summary>The operators that are not ONNX's own: ONNX Runtime puts them in the place of several, weights rearranged.</summary>
    private WeightProblem? FusedOperators()
    {
        string[] fused =
        [
            .. _graph.Nodes.Where(static node => node.Domain.Length > 0).Select(static node => $"{node.Operator} ({node.Domain})")
                .Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal),
        ];
        return fused.Length == 0 ? null : new WeightProblem(
            WeightProblemKind.OnnxRuntimeOnly,
            $"this file runs on ONNX Runtime only: found the fused operators {string.Join(", ", fused)}, expected ONNX's own; take the file from before it was optimized, or load it with Backend.OnnxRuntime");
    }
}
