using Sememe.Formats.Protobuf;
using Sememe.Formats.Tensors;

namespace Sememe.Formats.Onnx;

/// <summary>Reads an ONNX file: the graph and where its tensors are. Weights are passed over, not read.</summary>
internal sealed class OnnxReader
{
    // Field numbers of ModelProto and GraphProto.
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int GraphInitializer = 5;
    private const int GraphInput = 11;
    private const int GraphOutput = 12;

    private readonly ProtobufReader _reader;
    private readonly string _file;
    private readonly OnnxBudget _budget = new();
    private readonly List<OnnxValue> _inputs = [];
    private readonly List<OnnxValue> _outputs = [];
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<TensorEntry> _tensors = [];
    private readonly HashSet<string> _tensorNames = new(StringComparer.Ordinal);

    private OnnxReader(Stream stream, string file)
    {
        _reader = new ProtobufReader(stream, file);
        _file = file;
    }

    /// <summary>Reads the description of a file; numbers stay where they are.</summary>
    /// <param name="stream">The file from its start; it can seek.</param>
    /// <param name="file">Name of the file inside the model folder, with forward slashes.</param>
    /// <exception cref="ModelFormatException">The file is truncated, corrupt, or of another kind, or names external data outside the model folder.</exception>
    public static (OnnxGraph Graph, TensorDirectory Tensors) Read(Stream stream, string file)
    {
        byte[] head = new byte[GitLfs.HeadLength];
        GitLfs.RefusePointer(file, head, stream.ReadUpTo(head, head.Length));
        stream.Seek(0, SeekOrigin.Begin);
        OnnxReader reader = new(stream, file);
        reader.ReadModel();
        IReadOnlyList<OnnxValue> inputs = [.. reader._inputs.Where(input => !reader._tensorNames.Contains(input.Name))];
        return (new OnnxGraph(inputs, reader._outputs, reader._nodes), new TensorDirectory(file, stream.Length, reader._tensors));
    }

    private void ReadModel()
    {
        bool hasGraph = false;
        while (_reader.TryReadField(out int field, out WireType type))
        {
            if (field == ModelGraph && type == WireType.Bytes)
            {
                ReadGraph();
                hasGraph = true;
            }
            else
            {
                _reader.Skip(type);
            }
        }

        if (!hasGraph)
        {
            throw new ModelFormatException(_file, "found no graph, expected an ONNX model");
        }
    }

    private void ReadGraph()
    {
        long outer = _reader.Enter();
        while (_reader.TryReadField(out int field, out WireType type))
        {
            switch (field)
            {
                case GraphNode when type == WireType.Bytes:
                    AddNode(new OnnxNodeReader(_reader, _file, _budget).Read(out TensorEntry? constant), constant);
                    break;
                case GraphInitializer when type == WireType.Bytes:
                    AddInitializer();
                    break;
                case GraphInput when type == WireType.Bytes:
                    _inputs.Add(new OnnxValueReader(_reader, _budget).Read());
                    break;
                case GraphOutput when type == WireType.Bytes:
                    _outputs.Add(new OnnxValueReader(_reader, _budget).Read());
                    break;
                default:
                    _reader.Skip(type);
                    break;
            }
        }

        _reader.Leave(outer);
    }

    private void AddNode(OnnxNode node, TensorEntry? constant)
    {
        if (constant is null)
        {
            _nodes.Add(node);
        }
        else
        {
            AddTensor(constant);
        }
    }

    private void AddInitializer()
    {
        _budget.ChargeItem(_reader);
        long outer = _reader.Enter();
        TensorEntry? tensor = new OnnxTensorReader(_reader, _file, _budget).Read();
        _reader.Leave(outer);
        if (tensor is not null)
        {
            AddTensor(tensor);
        }
    }

    private void AddTensor(TensorEntry tensor)
    {
        if (!_tensorNames.Add(tensor.Name))
        {
            throw _reader.Error(_reader.Position, $"found tensor '{tensor.Name}' a second time, expected each name once");
        }

        _tensors.Add(tensor);
    }
}
