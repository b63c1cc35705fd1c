using System.Buffers.Binary;
using System.Text;

namespace Sememe.Formats.Hdf5;

/// <summary>A stretch of an HDF5 file, read from front to back; all numbers are little-endian.</summary>
/// <param name="file">Name of the file, for messages.</param>
/// <param name="start">Where the stretch begins in the file.</param>
/// <param name="bytes">The bytes.</param>
/// <param name="what">What the stretch is, for messages.</param>
internal sealed class Hdf5Block(string file, long start, ArraySegment<byte> bytes, string what)
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int _position;

    /// <summary>Where the next byte is in the file.</summary>
    public long Offset => start + _position;

    /// <summary>Bytes that are left.</summary>
    public int Left => bytes.Count - _position;

    public byte ReadByte() => Take(1)[0];

    public int ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>A length or a count of eight bytes.</summary>
    public long ReadLength()
    {
        long length = BinaryPrimitives.ReadInt64LittleEndian(Take(8));
        return length >= 0 ? length : throw ErrorBefore(8, $"found {unchecked((ulong)length)}, expected a size that a file can have");
    }

    /// <summary>An address; null when the file says that there is none (all bits set).</summary>
    public long? ReadOptionalAddress()
    {
        long address = BinaryPrimitives.ReadInt64LittleEndian(Take(8));
        return address >= 0 ? address
            : address == -1 ? null
            : throw ErrorBefore(8, $"found {unchecked((ulong)address)}, expected an address inside the file");
    }

    /// <summary>An address that must be there.</summary>
    /// <param name="target">What is there, for messages.</param>
    public long ReadAddress(string target) => ReadOptionalAddress() ?? throw ErrorBefore(8, $"found no address, expected that of {target}");

    /// <summary>A number of one, two, four or eight bytes.</summary>
    public long ReadNumber(int size) => size switch
    {
        1 => ReadByte(),
        2 => ReadUInt16(),
        4 => ReadUInt32(),
        _ => ReadLength(),
    };

    /// <summary>Text of a known length.</summary>
    public string ReadText(int length)
    {
        ReadOnlySpan<byte> text = Take(length);
        return Decode(text, length);
    }

    /// <summary>Text up to a zero byte.</summary>
    /// <param name="at">Where it begins in the stretch.</param>
    public string TextAt(long at)
    {
        if (at > bytes.Count)
        {
            throw ModelFormatException.At(file, start, $"found a name at {at} of {what}, expected it inside its {bytes.Count} bytes");
        }

        _position = (int)at;
        int length = bytes.AsSpan(_position).IndexOf((byte)0);
        return length >= 0 ? ReadText(length) : throw Error("found a name without an end, expected a zero byte after it");
    }

    /// <summary>The next bytes as a stretch of their own.</summary>
    public Hdf5Block Slice(int length, string name)
    {
        long at = Offset;
        int first = _position;
        Take(length);
        return new Hdf5Block(file, at, new ArraySegment<byte>(bytes.Array!, bytes.Offset + first, length), name);
    }

    public void Skip(int count) => Take(count);

    /// <summary>Four letters that a structure begins with.</summary>
    public void RequireSignature(ReadOnlySpan<byte> signature)
    {
        if (!Take(signature.Length).SequenceEqual(signature))
        {
            throw ErrorBefore(signature.Length, $"found other bytes, expected the signature of {what}");
        }
    }

    /// <summary>The one version that is read.</summary>
    public void RequireVersion(int expected)
    {
        byte version = ReadByte();
        if (version != expected)
        {
            throw ErrorBefore(1, $"found version {version} of {what}, expected {expected}");
        }
    }

    public ModelFormatException Error(string message) => ModelFormatException.At(file, Offset, message);

    /// <summary>An error at something that has just been read.</summary>
    public ModelFormatException ErrorBefore(int size, string message) => ModelFormatException.At(file, Offset - size, message);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Left)
        {
            throw Error($"found the end of {what} after {bytes.Count} bytes, expected {count} more from here");
        }

        ReadOnlySpan<byte> taken = bytes.AsSpan(_position, count);
        _position += count;
        return taken;
    }

    private string Decode(ReadOnlySpan<byte> text, int length)
    {
        try
        {
#if NET
            return s_strict.GetString(text);
#else
            return s_strict.GetString(text.ToArray());
#endif
        }
        catch (DecoderFallbackException)
        {
            throw ErrorBefore(length, "found a name that is not UTF-8");
        }
    }
}
