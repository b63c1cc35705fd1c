using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Sememe.Formats.Tensors;
using Sememe.OnnxRuntime.Native;

namespace Sememe.OnnxRuntime.Graphs;

/// <summary>Writes an ONNX model node by node. Values are named by strings, as in the format.</summary>
internal sealed class GraphBuilder
{
    /// <summary>ONNX 1.12 (IR 8, operators 17), which every ONNX Runtime from 1.12 on reads; 17 is the first with LayerNormalization.</summary>
    private const int IrVersion = 8;

    private const int OperatorSet = 17;

    /// <summary>The domain of ONNX Runtime's own operators.</summary>
    private const string RuntimeDomain = "com.microsoft";

    // TensorProto.DataLocation
    private const int LocationExternal = 1;

    private readonly ProtoWriter _nodes = new();
    private readonly ProtoWriter _values = new();
    private readonly StrongBox<int> _lastName;

    /// <summary>Begins a model.</summary>
    public GraphBuilder() => _lastName = new StrongBox<int>();

    private GraphBuilder(StrongBox<int> lastName) => _lastName = lastName;

    /// <summary>Adds a standard operator with one output.</summary>
    /// <returns>The output's name: <paramref name="output"/> if given.</returns>
    public string Add(string op, ReadOnlySpan<string> inputs, ReadOnlySpan<GraphAttribute> attributes = default, string? output = null) =>
        AddNode("", op, inputs, attributes, [output ?? NewName(op)]);

    /// <summary>Adds one of ONNX Runtime's own operators with one output.</summary>
    /// <returns>The output's name: <paramref name="output"/> if given.</returns>
    public string AddFused(string op, ReadOnlySpan<string> inputs, ReadOnlySpan<GraphAttribute> attributes = default, string? output = null) =>
        AddNode(RuntimeDomain, op, inputs, attributes, [output ?? NewName(op)]);

    /// <summary>Begins the graph of an attribute: it may use the values of this graph, and no name is given twice.</summary>
    public GraphBuilder Inner() => new(_lastName);

    /// <summary>Adds a standard operator with several outputs.</summary>
    /// <returns>The outputs' names.</returns>
    public string[] Add(string op, ReadOnlySpan<string> inputs, ReadOnlySpan<GraphAttribute> attributes, int outputs)
    {
        string[] names = new string[outputs];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = NewName(op);
        }

        AddNode("", op, inputs, attributes, names);
        return names;
    }

    /// <summary>Cuts a value into parts along an axis.</summary>
    /// <returns>The parts' names.</returns>
    public string[] Split(string value, int axis, params ReadOnlySpan<long> sizes) =>
        Add("Split", [value, AddConstant(sizes.ToArray())], [new GraphAttribute("axis", Integer: axis)], sizes.Length);

    /// <summary>Declares an input of the graph; a dimension is a number, or a name for one that is decided per run.</summary>
    public void DeclareInput(string name, OnnxElementType type, params ReadOnlySpan<string> dimensions) => AddValueInfo(11, name, type, dimensions);

    /// <summary>Declares that a node's output is an output of the graph.</summary>
    public void DeclareOutput(string name, OnnxElementType type, params ReadOnlySpan<string> dimensions) => AddValueInfo(12, name, type, dimensions);

    /// <summary>Declares an initializer whose bytes the session is given at load.</summary>
    public void AddExternal(string name, OnnxElementType type, TensorShape shape) =>
        _values.Message(5, tensor =>
        {
            foreach (long dimension in shape.AsSpan().ToArray())
            {
                tensor.Integer(1, dimension);
            }

            tensor.Integer(2, (int)type);
            tensor.Text(8, name);
            tensor.Message(13, static entry =>
            {
                entry.Text(1, "location");
                entry.Text(2, "mapped");
            });
            tensor.Integer(14, LocationExternal);
        });

    /// <summary>Adds a list of whole numbers and returns its name.</summary>
    public string AddConstant(params long[] integers)
    {
        byte[] raw = new byte[integers.Length * sizeof(long)];
        for (int i = 0; i < integers.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(i * sizeof(long)), integers[i]);
        }

        return AddConstant(OnnxElementType.Int64, raw, integers.Length);
    }

    /// <summary>Adds one number, with no dimensions, and returns its name.</summary>
    public string AddScalar(float number)
    {
        byte[] raw = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(raw, number);
        return AddConstant(OnnxElementType.Float32, raw);
    }

    /// <summary>Adds one whole number, with no dimensions, and returns its name.</summary>
    public string AddScalar(long integer)
    {
        byte[] raw = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(raw, integer);
        return AddConstant(OnnxElementType.Int64, raw);
    }

    /// <summary>Adds a table of numbers and returns its name.</summary>
    /// <param name="numbers">Row-major.</param>
    /// <param name="dimensions">Its shape.</param>
    public string AddTable(ReadOnlySpan<float> numbers, params long[] dimensions)
    {
        byte[] raw = new byte[numbers.Length * sizeof(float)];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(i * sizeof(float)), numbers[i]);
        }

        return AddConstant(OnnxElementType.Float32, raw, dimensions);
    }

    /// <summary>A name that no other value of the model has.</summary>
    public string NewName(string op) => $"{op}_{_lastName.Value++}";

    /// <summary>The whole model as a <c>ModelProto</c>.</summary>
    public byte[] Build()
    {
        ProtoWriter model = new();
        model.Integer(1, IrVersion);
        model.Text(2, "sememe");
        model.Bytes(7, BuildGraph());
        WriteOperatorSet(model, "", OperatorSet);
        WriteOperatorSet(model, RuntimeDomain, 1);
        return model.Written.ToArray();
    }

    /// <summary>This graph alone as a <c>GraphProto</c>, for an attribute.</summary>
    public byte[] BuildGraph()
    {
        ProtoWriter name = new();
        name.Text(2, "encoder");
        // Fields of a message may come in any order: all nodes, then all values.
        return [.. _nodes.Written, .. name.Written, .. _values.Written];
    }

    private static void WriteOperatorSet(ProtoWriter model, string domain, int version) =>
        model.Message(8, set =>
        {
            set.Text(1, domain);
            set.Integer(2, version);
        });

    private string AddConstant(OnnxElementType type, byte[] raw, params long[] dimensions)
    {
        string name = NewName("Constant");
        _values.Message(5, tensor =>
        {
            foreach (long dimension in dimensions)
            {
                tensor.Integer(1, dimension);
            }

            tensor.Integer(2, (int)type);
            tensor.Text(8, name);
            tensor.Bytes(9, raw);
        });
        return name;
    }

    private string AddNode(string domain, string op, ReadOnlySpan<string> inputs, ReadOnlySpan<GraphAttribute> attributes, ReadOnlySpan<string> outputs)
    {
        ProtoWriter node = new();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        foreach (string output in outputs)
        {
            node.Text(2, output);
        }

        node.Text(3, outputs[0]);
        node.Text(4, op);
        foreach (GraphAttribute attribute in attributes)
        {
            node.Message(5, attribute.Write);
        }

        node.Text(7, domain);
        _nodes.Bytes(1, node.Written);
        return outputs[0];
    }

    private void AddValueInfo(int field, string name, OnnxElementType type, ReadOnlySpan<string> dimensions)
    {
        ProtoWriter shape = new();
        foreach (string dimension in dimensions)
        {
            shape.Message(1, dim => WriteDimension(dim, dimension));
        }

        ProtoWriter tensor = new();
        tensor.Integer(1, (int)type);
        tensor.Bytes(2, shape.Written);
        ProtoWriter value = new();
        value.Text(1, name);
        value.Message(2, typeProto => typeProto.Bytes(1, tensor.Written));
        _values.Bytes(field, value.Written);
    }

    private static void WriteDimension(ProtoWriter dim, string dimension)
    {
        if (long.TryParse(dimension, out long number))
        {
            dim.Integer(1, number);
        }
        else
        {
            dim.Text(2, dimension);
        }
    }
}
