using Sememe.Formats.Protobuf;
using Sememe.Formats.Tensors;

namespace Sememe.Formats.Onnx;

/// <summary>Reads one NodeProto: an operator, or the tensor of a <c>Constant</c>.</summary>
internal sealed class OnnxNodeReader(ProtobufReader reader, string file, OnnxBudget budget)
{
    // Field numbers of NodeProto.
    private const int NodeInput = 1;
    private const int NodeOutput = 2;
    private const int NodeOperator = 4;
    private const int NodeAttribute = 5;
    private const int NodeDomain = 7;

    // Field numbers of AttributeProto.
    private const int AttributeName = 1;
    private const int AttributeNumber = 2;
    private const int AttributeInteger = 3;
    private const int AttributeTensor = 5;
    private const int AttributeIntegers = 8;

    private const string OnnxDomain = "ai.onnx";
    private const string ConstantOperator = "Constant";
    private const string ConstantValue = "value";

    // Permutations, axes and pads have as many numbers as a tensor has dimensions.
    private const int MostIntegers = 1 << 10;

    private readonly List<string> _inputs = [];
    private readonly List<string> _outputs = [];
    private readonly List<OnnxAttribute> _attributes = [];
    private string _operator = "";
    private string _domain = "";
    private TensorEntry? _constant;

    /// <summary>Reads the message that comes next.</summary>
    /// <param name="constant">The tensor that a <c>Constant</c> holds, named after its output; null for other operators.</param>
    public OnnxNode Read(out TensorEntry? constant)
    {
        budget.ChargeItem(reader);
        long outer = reader.Enter();
        while (reader.TryReadField(out int field, out WireType type))
        {
            ReadField(field, type);
        }

        reader.Leave(outer);
        constant = _operator == ConstantOperator && _outputs.Count == 1 && _constant is not null ? _constant with { Name = _outputs[0] } : null;
        return new OnnxNode(_operator, _domain == OnnxDomain ? "" : _domain, _inputs, _outputs, _attributes);
    }

    private void ReadField(int field, WireType type)
    {
        switch (field)
        {
            case NodeInput when type == WireType.Bytes:
                _inputs.Add(budget.ReadName(reader));
                break;
            case NodeOutput when type == WireType.Bytes:
                _outputs.Add(budget.ReadName(reader));
                break;
            case NodeOperator when type == WireType.Bytes:
                _operator = budget.ReadName(reader);
                break;
            case NodeDomain when type == WireType.Bytes:
                _domain = budget.ReadName(reader);
                break;
            case NodeAttribute when type == WireType.Bytes:
                ReadAttribute();
                break;
            default:
                reader.Skip(type);
                break;
        }
    }

    /// <summary>Keeps an attribute that is a number or numbers, and the tensor of a constant.</summary>
    private void ReadAttribute()
    {
        budget.ChargeItem(reader);
        long outer = reader.Enter();
        OnnxAttribute attribute = new("");
        TensorEntry? tensor = null;
        List<long> integers = [];
        while (reader.TryReadField(out int field, out WireType type))
        {
            switch (field)
            {
                case AttributeName when type == WireType.Bytes:
                    attribute = attribute with { Name = budget.ReadName(reader) };
                    break;
                case AttributeNumber when type == WireType.Fixed32:
                    attribute = attribute with { Number = reader.ReadSingle() };
                    break;
                case AttributeInteger when type == WireType.Varint:
                    attribute = attribute with { Integer = reader.ReadInt64() };
                    break;
                case AttributeTensor when type == WireType.Bytes:
                    tensor = ReadTensor();
                    break;
                case AttributeIntegers:
                    ReadIntegers(type, integers);
                    attribute = attribute with { Integers = integers };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        reader.Leave(outer);
        _constant = attribute.Name == ConstantValue ? tensor : _constant;
        if (attribute.HasValue)
        {
            _attributes.Add(attribute);
        }
    }

    private TensorEntry? ReadTensor()
    {
        budget.ChargeItem(reader);
        long outer = reader.Enter();
        TensorEntry? tensor = new OnnxTensorReader(reader, file, budget).Read();
        reader.Leave(outer);
        return tensor;
    }

    /// <summary>Numbers one by one or packed, as writers please.</summary>
    private void ReadIntegers(WireType type, List<long> integers)
    {
        if (type == WireType.Varint)
        {
            AddInteger(integers);
        }
        else if (type == WireType.Bytes)
        {
            long outer = reader.Enter();
            while (reader.HasMore)
            {
                AddInteger(integers);
            }

            reader.Leave(outer);
        }
        else
        {
            reader.Skip(type);
        }
    }

    private void AddInteger(List<long> integers)
    {
        integers.Add(reader.ReadInt64());
        if (integers.Count > MostIntegers)
        {
            throw reader.Error(reader.Position, $"found an attribute of more than {MostIntegers} numbers, expected fewer");
        }
    }
}
