using System.Runtime.InteropServices;

namespace Sememe.Tokenization.Tables;

/// <summary>Tables in a file of their own, for vocabularies that are too large for an assembly. Little endian.</summary>
/// <remarks><code>u32 magic   u16 version   u16 0   u64 checksum of all that follows   u32 length of the encoding tables   u32 length of the decoding tables   the two</code></remarks>
internal static class TablesFileFormat
{
    /// <summary>"SMTF".</summary>
    public const uint Magic = 0x46544D53;

    public const ushort Version = 1;

    public const int HeaderLength = 24;

    private const int ChecksumAt = 8;
    private const int SummedFrom = 16;

    /// <summary>A file of two blobs, which are multiples of 4 bytes long.</summary>
    public static byte[] Write(ReadOnlySpan<byte> encoding, ReadOnlySpan<byte> decoding)
    {
        byte[] file = new byte[HeaderLength + encoding.Length + decoding.Length];
        Span<int> numbers = MemoryMarshal.Cast<byte, int>(file.AsSpan(0, HeaderLength));
        numbers[0] = (int)Magic;
        numbers[1] = Version;
        numbers[4] = encoding.Length;
        numbers[5] = decoding.Length;
        encoding.CopyTo(file.AsSpan(HeaderLength));
        decoding.CopyTo(file.AsSpan(HeaderLength + encoding.Length));
        MemoryMarshal.Cast<byte, ulong>(file.AsSpan(ChecksumAt, sizeof(ulong)))[0] = TablesChecksum.Of(file.AsSpan(SummedFrom));
        return file;
    }

    /// <summary>The checksum that a file states.</summary>
    public static ulong ReadChecksum(ReadOnlySpan<byte> file) => MemoryMarshal.Read<ulong>(file.Slice(ChecksumAt));

    /// <summary>Looks at every byte: tables are read without further checks.</summary>
    /// <param name="file">All of the file.</param>
    /// <param name="checksum">What the assembly was built with.</param>
    /// <param name="encodingLength">Length of the encoding tables, which begin at <see cref="HeaderLength"/>; the decoding tables are the rest.</param>
    /// <exception cref="InvalidDataException">Not such a file, cut short, damaged, or of another build; the message says which.</exception>
    public static void Check(ReadOnlySpan<byte> file, ulong checksum, out int encodingLength)
    {
        if (file.Length < HeaderLength || MemoryMarshal.Read<uint>(file) != Magic)
        {
            throw new InvalidDataException("found no tables of a tokenizer, expected the file that the build of this application wrote");
        }

        ushort version = MemoryMarshal.Read<ushort>(file.Slice(4));
        if (version != Version)
        {
            throw new InvalidDataException($"found tables of version {version}, expected version {Version}; copy the file that the build of this application wrote");
        }

        encodingLength = MemoryMarshal.Read<int>(file.Slice(SummedFrom));
        int decodingLength = MemoryMarshal.Read<int>(file.Slice(SummedFrom + sizeof(int)));
        if (encodingLength < 0 || decodingLength < 0 || (long)HeaderLength + encodingLength + decodingLength != file.Length)
        {
            throw new InvalidDataException($"found {file.Length:N0} bytes, expected {(long)HeaderLength + encodingLength + decodingLength:N0}; the file was cut short, copy it again");
        }

        ulong stated = ReadChecksum(file);
        if (stated != checksum)
        {
            throw new InvalidDataException($"found tables with checksum {stated:X16}, expected {checksum:X16}; they belong to another build, copy the file that the build of this application wrote");
        }

        if (TablesChecksum.Of(file.Slice(SummedFrom)) != checksum)
        {
            throw new InvalidDataException("found bytes that do not have the checksum that the file states; it was damaged, copy it again");
        }
    }
}
