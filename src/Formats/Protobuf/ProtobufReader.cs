using System.Text;

namespace Sememe.Formats.Protobuf;

/// <summary>Reads protobuf's wire format from a stream, skipping what nobody asks for by seeking. Every length is checked against the message around it.</summary>
/// <param name="stream">The file, which can seek.</param>
/// <param name="file">Its name, for messages.</param>
/// <param name="kind">What it should be, for messages.</param>
internal sealed class ProtobufReader(Stream stream, string file, string kind = "an ONNX file")
{
    private const int BufferSize = 1 << 16;
    private const int LongestVarint = 10;

    private readonly byte[] _buffer = new byte[BufferSize];
    private long _bufferStart;
    private int _filled;
    private int _at;
    private long _limit = stream.Length;

    /// <summary>Byte offset in the file.</summary>
    public long Position => _bufferStart + _at;

    /// <summary>False at the end of the message.</summary>
    public bool HasMore => Position < _limit;

    /// <summary>Reads the next field's number and wire type; false at the end of the message.</summary>
    public bool TryReadField(out int number, out WireType type)
    {
        (number, type) = (0, WireType.Varint);
        if (!HasMore)
        {
            return false;
        }

        long start = Position;
        ulong tag = ReadVarint();
        number = tag >> 3 <= int.MaxValue ? (int)(tag >> 3) : 0;
        type = (WireType)(tag & 7);
        if (number == 0 || type is not (WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32))
        {
            throw Error(start, $"found field {tag >> 3} of wire type {(int)type}, expected a protobuf field; this is not {kind}, or it is corrupt");
        }

        return true;
    }

    /// <summary>Reads a length and narrows reading to the message that follows; returns what <see cref="Leave"/> needs.</summary>
    public long Enter()
    {
        long length = ReadLength();
        long outer = _limit;
        _limit = Position + length;
        return outer;
    }

    /// <summary>Goes to the end of the message and widens reading to the one around it.</summary>
    public void Leave(long outer)
    {
        SkipTo(_limit);
        _limit = outer;
    }

    /// <summary>Reads the length of a string, of bytes or of a message; it lies inside the message around it.</summary>
    public long ReadLength()
    {
        long start = Position;
        ulong length = ReadVarint();
        return length <= (ulong)(_limit - Position)
            ? (long)length
            : throw Error(start, $"found a length of {length} bytes, expected at most {_limit - Position}; the file is truncated or corrupt");
    }

    public ulong ReadVarint()
    {
        long start = Position;
        ulong value = 0;
        for (int i = 0; i < LongestVarint; i++)
        {
            byte next = ReadByte();
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Error(start, $"found a number of more than {LongestVarint} bytes, expected fewer; the file is corrupt");
    }

    /// <summary>Reads a signed number, which protobuf stores as the unsigned one with the same bits.</summary>
    public long ReadInt64() => unchecked((long)ReadVarint());

    public float ReadSingle()
    {
        int bits = 0;
        for (int i = 0; i < sizeof(float); i++)
        {
            bits |= ReadByte() << (8 * i);
        }

        return BitConverter.ToSingle(BitConverter.GetBytes(bits), 0);
    }

    /// <summary>Reads bytes, at most <paramref name="longest"/>.</summary>
    public byte[] ReadBytes(int longest)
    {
        long start = Position;
        long length = ReadLength();
        if (length > longest)
        {
            throw Error(start, $"found {length} bytes, expected at most {longest}");
        }

        byte[] bytes = new byte[length];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = ReadByte();
        }

        return bytes;
    }

    /// <summary>Reads a string of at most <paramref name="longest"/> bytes.</summary>
    public string ReadString(int longest)
    {
        long start = Position;
        long length = ReadLength();
        if (length > longest)
        {
            throw Error(start, $"found a name of {length} bytes, expected at most {longest}");
        }

        byte[] bytes = new byte[length];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = ReadByte();
        }

        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Passes over a field's value.</summary>
    public void Skip(WireType type)
    {
        switch (type)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                SkipBytes(sizeof(ulong));
                break;
            case WireType.Fixed32:
                SkipBytes(sizeof(uint));
                break;
            default:
                SkipBytes(ReadLength());
                break;
        }
    }

    public void SkipBytes(long count)
    {
        if (count > _limit - Position)
        {
            throw EndOfMessage();
        }

        SkipTo(Position + count);
    }

    public ModelFormatException Error(long offset, string message) => ModelFormatException.At(file, offset, message);

    private void SkipTo(long position)
    {
        long inBuffer = position - _bufferStart;
        if (inBuffer <= _filled)
        {
            _at = (int)inBuffer;
            return;
        }

        stream.Seek(position, SeekOrigin.Begin);
        (_bufferStart, _filled, _at) = (position, 0, 0);
    }

    private byte ReadByte()
    {
        if (Position == _limit)
        {
            throw EndOfMessage();
        }

        if (_at == _filled)
        {
            _bufferStart += _filled;
            _at = 0;
            _filled = stream.Read(_buffer, 0, _buffer.Length);
            if (_filled == 0)
            {
                throw Error(_bufferStart, "found the end of the file; it was changed while it was read");
            }
        }

        return _buffer[_at++];
    }

    private ModelFormatException EndOfMessage() => Error(Position, "found the end of a message inside a value, expected the rest of it; the file is truncated or corrupt");
}
