using System.Globalization;
using Sememe.Formats.Protobuf;
using Sememe.Formats.Tensors;

namespace Sememe.Formats.Onnx;

/// <summary>Reads one TensorProto: where its numbers are, or the numbers themselves where the file spells them out.</summary>
internal sealed class OnnxTensorReader(ProtobufReader reader, string file, OnnxBudget budget)
{
    // Field numbers of TensorProto.
    private const int Dims = 1;
    private const int DataType = 2;
    private const int FloatData = 4;
    private const int Int32Data = 5;
    private const int Int64Data = 7;
    private const int NameField = 8;
    private const int RawData = 9;
    private const int DoubleData = 10;
    private const int UInt64Data = 11;
    private const int ExternalData = 13;
    private const int DataLocation = 14;
    private const int LocationExternal = 1;

    private const int HighestRank = 16;

    // Zero points of one linear layer's outputs, shapes, axes. Whole matrices spelled out number by number are left out of the list.
    private const int MostSpelledOut = 1 << 16;

    private readonly List<long> _dims = [];
    private readonly List<long> _numbers = [];
    private string _name = "";
    private long _dataType;
    private long _dataStart = -1;
    private long _dataLength;
    private bool _isExternal;
    private bool _isUnreadable;
    private string? _location;
    private string? _externalOffset;
    private string? _externalLength;

    /// <summary>Reads the message that the reader has entered.</summary>
    /// <returns>The tensor; null when its type or its storage is none that weights come in.</returns>
    public TensorEntry? Read()
    {
        long start = reader.Position;
        while (reader.TryReadField(out int field, out WireType type))
        {
            ReadField(field, type);
        }

        if (TypeOf(_dataType) is not { } elementType || _isUnreadable)
        {
            return null;
        }

        TensorShape shape = new([.. _dims]);
        if (!shape.TryCount(out long count) || count > long.MaxValue / elementType.Size())
        {
            throw reader.Error(start, $"found tensor '{_name}' of shape {shape}, expected one that memory can hold");
        }

        return Place(start, elementType, shape, count * elementType.Size());
    }

    /// <summary>Element type of one of ONNX's numbers; null for strings, complex numbers and types narrower than a byte.</summary>
    internal static ElementType? TypeOf(long dataType) => dataType switch
    {
        1 => ElementType.Float32,
        2 => ElementType.UInt8,
        3 => ElementType.Int8,
        4 => ElementType.UInt16,
        5 => ElementType.Int16,
        6 => ElementType.Int32,
        7 => ElementType.Int64,
        9 => ElementType.Bool,
        10 => ElementType.Float16,
        11 => ElementType.Float64,
        12 => ElementType.UInt32,
        13 => ElementType.UInt64,
        16 => ElementType.BFloat16,
        _ => null,
    };

    private void ReadField(int field, WireType type)
    {
        switch (field)
        {
            case Dims:
                ReadNumbers(type, _dims, HighestRank);
                break;
            case DataType when type == WireType.Varint:
                _dataType = reader.ReadInt64();
                break;
            case NameField when type == WireType.Bytes:
                _name = budget.ReadName(reader);
                break;
            case RawData or FloatData or DoubleData when type == WireType.Bytes:
                Locate(field == RawData);
                break;
            case Int32Data or Int64Data or UInt64Data:
                ReadNumbers(type, _numbers, MostSpelledOut);
                break;
            case FloatData or DoubleData:
                // One tag per number: the bytes do not lie together.
                _isUnreadable = true;
                reader.Skip(type);
                break;
            case ExternalData when type == WireType.Bytes:
                ReadExternal();
                break;
            case DataLocation when type == WireType.Varint:
                _isExternal = reader.ReadVarint() == LocationExternal;
                break;
            default:
                reader.Skip(type);
                break;
        }
    }

    /// <summary>Numbers one by one or packed, as writers please.</summary>
    private void ReadNumbers(WireType type, List<long> numbers, int most)
    {
        if (type == WireType.Varint)
        {
            numbers.Add(reader.ReadInt64());
        }
        else if (type == WireType.Bytes)
        {
            long outer = reader.Enter();
            while (reader.HasMore && numbers.Count <= most)
            {
                numbers.Add(reader.ReadInt64());
            }

            reader.Leave(outer);
        }
        else
        {
            reader.Skip(type);
        }

        if (numbers.Count > most)
        {
            _isUnreadable = true;
            numbers.Clear();
        }
    }

    private void Locate(bool isRaw)
    {
        long length = reader.ReadLength();
        if (_dataStart >= 0 && !isRaw)
        {
            // Several runs of packed numbers: they do not lie together.
            _isUnreadable = true;
        }

        (_dataStart, _dataLength) = (reader.Position, length);
        reader.SkipBytes(length);
    }

    private void ReadExternal()
    {
        long outer = reader.Enter();
        string key = "";
        string value = "";
        while (reader.TryReadField(out int field, out WireType type))
        {
            if (field is 1 or 2 && type == WireType.Bytes)
            {
                string text = budget.ReadName(reader);
                (key, value) = field == 1 ? (text, value) : (key, text);
            }
            else
            {
                reader.Skip(type);
            }
        }

        reader.Leave(outer);
        switch (key)
        {
            case "location":
                _location = value;
                break;
            case "offset":
                _externalOffset = value;
                break;
            case "length":
                _externalLength = value;
                break;
            default:
                break;
        }
    }

    private TensorEntry? Place(long start, ElementType type, TensorShape shape, long bytes)
    {
        if (_isExternal)
        {
            return PlaceExternal(start, type, shape, bytes);
        }

        if (_dataStart >= 0 || bytes == 0)
        {
            return _dataLength == bytes
                ? new TensorEntry(_name, type, shape, file, Math.Max(0, _dataStart), bytes)
                : throw reader.Error(_dataStart, $"found {_dataLength} bytes for tensor '{_name}', expected {bytes} for {type} {shape}");
        }

        return _numbers.Count * (long)type.Size() == bytes
            ? new TensorEntry(_name, type, shape, file, 0, bytes) { Inline = Spell(type) }
            : throw reader.Error(start, $"found {_numbers.Count} numbers for tensor '{_name}', expected {bytes / type.Size()} for {type} {shape}");
    }

    private TensorEntry PlaceExternal(long start, ElementType type, TensorShape shape, long bytes)
    {
        string location = _location is null ? "" : RelativePaths.Resolve(file, _location) ?? "";
        if (location.Length == 0)
        {
            throw reader.Error(start, $"found external data of tensor '{_name}' at '{_location}', expected a relative path inside the model folder");
        }

        long offset = ParseSize(start, _externalOffset, 0);
        long length = ParseSize(start, _externalLength, bytes);
        return length == bytes && offset <= long.MaxValue - bytes
            ? new TensorEntry(_name, type, shape, location, offset, bytes)
            : throw reader.Error(start, $"found {length} bytes of external data at {offset} for tensor '{_name}', expected {bytes} for {type} {shape}");
    }

    private long ParseSize(long start, string? text, long fallback) =>
        text is null ? fallback
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? size
        : throw reader.Error(start, $"found '{text}' as place of the external data of tensor '{_name}', expected a number of bytes");

    /// <summary>The numbers as they would lie in memory.</summary>
    private string Spell(ElementType type)
    {
        int size = type.Size();
        byte[] bytes = new byte[_numbers.Count * size];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = unchecked((byte)(_numbers[i / size] >> (8 * (i % size))));
        }

        return Convert.ToBase64String(bytes);
    }
}
