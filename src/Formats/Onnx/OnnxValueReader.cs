using Sememe.Formats.Protobuf;
using Sememe.Formats.Tensors;

namespace Sememe.Formats.Onnx;

/// <summary>Reads one ValueInfoProto: name, element type and shape of an input or output.</summary>
internal sealed class OnnxValueReader(ProtobufReader reader, OnnxBudget budget)
{
    // Field numbers of ValueInfoProto, TypeProto, its Tensor, TensorShapeProto and its Dimension.
    private const int ValueName = 1;
    private const int ValueType = 2;
    private const int TypeTensor = 1;
    private const int TensorElementType = 1;
    private const int TensorShape = 2;
    private const int ShapeDimension = 1;
    private const int DimensionSize = 1;
    private const int DimensionSymbol = 2;

    private readonly List<OnnxDimension> _dimensions = [];
    private string _name = "";
    private ElementType? _type;

    /// <summary>Reads the message that comes next.</summary>
    public OnnxValue Read()
    {
        budget.ChargeItem(reader);
        ReadMessage(ReadValueField);
        return new OnnxValue(_name, _type, _dimensions);
    }

    private bool ReadValueField(int field, WireType type)
    {
        switch (field)
        {
            case ValueName when type == WireType.Bytes:
                _name = budget.ReadName(reader);
                return true;
            case ValueType when type == WireType.Bytes:
                ReadMessage(ReadTypeField);
                return true;
            default:
                return false;
        }
    }

    private bool ReadTypeField(int field, WireType type)
    {
        if (field != TypeTensor || type != WireType.Bytes)
        {
            return false;
        }

        ReadMessage(ReadTensorField);
        return true;
    }

    private bool ReadTensorField(int field, WireType type)
    {
        switch (field)
        {
            case TensorElementType when type == WireType.Varint:
                _type = OnnxTensorReader.TypeOf(reader.ReadInt64());
                return true;
            case TensorShape when type == WireType.Bytes:
                ReadMessage(ReadShapeField);
                return true;
            default:
                return false;
        }
    }

    private bool ReadShapeField(int field, WireType type)
    {
        if (field != ShapeDimension || type != WireType.Bytes)
        {
            return false;
        }

        budget.ChargeItem(reader);
        long? size = null;
        string? symbol = null;
        ReadMessage((inner, innerType) =>
        {
            switch (inner)
            {
                case DimensionSize when innerType == WireType.Varint:
                    size = reader.ReadInt64();
                    return true;
                case DimensionSymbol when innerType == WireType.Bytes:
                    symbol = budget.ReadName(reader);
                    return true;
                default:
                    return false;
            }
        });
        _dimensions.Add(new OnnxDimension(size, symbol));
        return true;
    }

    /// <summary>Enters a message and offers its fields; those that are not taken are passed over.</summary>
    private void ReadMessage(Func<int, WireType, bool> take)
    {
        long outer = reader.Enter();
        while (reader.TryReadField(out int field, out WireType type))
        {
            if (!take(field, type))
            {
                reader.Skip(type);
            }
        }

        reader.Leave(outer);
    }
}
