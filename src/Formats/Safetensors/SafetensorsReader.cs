using System.Text;
using Sememe.Formats.Json;
using Sememe.Formats.Tensors;

namespace Sememe.Formats.Safetensors;

/// <summary>Reads the header of a safetensors file: eight bytes of length, JSON, then the tensors without holes.</summary>
internal static class SafetensorsReader
{
    private const int LengthBytes = 8;
    private const string MetadataName = "__metadata__";

    // The format's own limit.
    private const long LongestHeader = 100_000_000;

    // The reference implementation stores ranks freely; nothing real has more than a handful, and a header of "1,1,1,…" should not pass.
    private const int HighestRank = 16;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the header; the tensors themselves are not touched.</summary>
    /// <param name="stream">The file from its start; its length is known.</param>
    /// <param name="file">Name of the file in the model folder.</param>
    /// <exception cref="ModelFormatException">The file is truncated, corrupt, or of another kind.</exception>
    public static TensorDirectory Read(Stream stream, string file)
    {
        long length = stream.Length;
        byte[] lead = new byte[GitLfs.HeadLength];
        int leadLength = stream.ReadUpTo(lead, (int)Math.Min(lead.Length, length));
        GitLfs.RefusePointer(file, lead, leadLength);
        long headerLength = CheckHeaderLength(file, lead, leadLength, length);

        byte[] header = new byte[headerLength];
        int taken = Math.Min((int)headerLength, leadLength - LengthBytes);
        Array.Copy(lead, LengthBytes, header, 0, taken);
        if (stream.ReadUpTo(header, taken, (int)headerLength - taken) != headerLength - taken)
        {
            throw ModelFormatException.At(file, LengthBytes, "found the end of the file inside the header; it was changed while it was read");
        }

        JsonText json = JsonText.ParseEmbedded(file, Decode(file, header), LengthBytes);
        long dataStart = LengthBytes + headerLength;
        List<TensorEntry> tensors = ReadEntries(json.Root, file, dataStart, length);
        CheckRanges(tensors, file, dataStart, length);
        return new TensorDirectory(file, length, tensors);
    }

    private static long CheckHeaderLength(string file, byte[] lead, int leadLength, long fileLength)
    {
        if (leadLength < LengthBytes)
        {
            throw ModelFormatException.At(file, leadLength, $"found the end of the file after {leadLength} bytes, expected a safetensors file: {LengthBytes} bytes of header length first");
        }

        ulong stated = 0;
        for (int i = LengthBytes - 1; i >= 0; i--)
        {
            stated = (stated << 8) | lead[i];
        }

        if (stated > LongestHeader)
        {
            throw ModelFormatException.At(file, 0, $"found a header length of {stated} bytes, expected at most {LongestHeader}; this is not a safetensors file");
        }

        if ((long)stated > fileLength - LengthBytes)
        {
            throw ModelFormatException.At(file, 0, $"found a header length of {stated} bytes in a file of {fileLength} bytes, expected the header inside the file; the file is truncated");
        }

        return (long)stated;
    }

    private static string Decode(string file, byte[] header)
    {
        try
        {
            return s_strict.GetString(header);
        }
        catch (DecoderFallbackException exception)
        {
            throw ModelFormatException.At(file, LengthBytes, "found a header that is not UTF-8, expected JSON: " + exception.Message);
        }
    }

    private static List<TensorEntry> ReadEntries(JsonValue root, string file, long dataStart, long fileLength)
    {
        List<TensorEntry> tensors = new(root.Count);
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (JsonMember member in root.GetMembers())
        {
            string name = member.Name;
            if (!names.Add(name))
            {
                throw member.Key.Error($"found tensor '{name}' a second time, expected each name once");
            }

            if (name == MetadataName)
            {
                CheckMetadata(member.Value);
            }
            else
            {
                tensors.Add(ReadEntry(name, member.Value, file, dataStart, fileLength));
            }
        }

        return tensors;
    }

    private static void CheckMetadata(JsonValue metadata)
    {
        foreach (JsonMember member in metadata.GetMembers())
        {
            _ = member.Value.RawString;
        }
    }

    private static TensorEntry ReadEntry(string name, JsonValue value, string file, long dataStart, long fileLength)
    {
        ElementType type = ReadType(value.GetMember("dtype"));
        TensorShape shape = ReadShape(value.GetMember("shape"));
        (long start, long end) = ReadRange(value.GetMember("data_offsets"));
        if (end > fileLength - dataStart)
        {
            throw value.Error($"found tensor '{name}' up to byte {end} of the data, expected at most {fileLength - dataStart}; the file is truncated");
        }

        if (!shape.TryCount(out long count) || count > long.MaxValue / type.Size() || count * type.Size() != end - start)
        {
            throw value.Error($"found {end - start} bytes for tensor '{name}', expected what {type} {shape} needs");
        }

        return new TensorEntry(name, type, shape, file, dataStart + start, end - start);
    }

    private static ElementType ReadType(JsonValue value) => value.GetString() switch
    {
        "F32" => ElementType.Float32,
        "F16" => ElementType.Float16,
        "BF16" => ElementType.BFloat16,
        "F64" => ElementType.Float64,
        "I8" => ElementType.Int8,
        "U8" => ElementType.UInt8,
        "I16" => ElementType.Int16,
        "U16" => ElementType.UInt16,
        "I32" => ElementType.Int32,
        "U32" => ElementType.UInt32,
        "I64" => ElementType.Int64,
        "U64" => ElementType.UInt64,
        "BOOL" => ElementType.Bool,
        _ => throw value.Unexpected("a dtype of F32, F16, BF16, F64, I8, U8, I16, U16, I32, U32, I64, U64 or BOOL"),
    };

    private static TensorShape ReadShape(JsonValue value)
    {
        JsonItems items = value.GetItems();
        if (value.Count > HighestRank)
        {
            throw value.Error($"found {value.Count} dimensions, expected at most {HighestRank}");
        }

        long[] dimensions = new long[value.Count];
        int axis = 0;
        foreach (JsonValue item in items)
        {
            dimensions[axis++] = ReadSize(item);
        }

        return new TensorShape(dimensions);
    }

    private static (long Start, long End) ReadRange(JsonValue value)
    {
        long[] ends = new long[2];
        int index = 0;
        foreach (JsonValue item in value.GetItems())
        {
            if (index == ends.Length)
            {
                break;
            }

            ends[index++] = ReadSize(item);
        }

        return value.Count == ends.Length && ends[0] <= ends[1] ? (ends[0], ends[1]) : throw value.Unexpected("two ascending byte offsets");
    }

    private static long ReadSize(JsonValue value) => value.GetInt64() is var size and >= 0 ? size : throw value.Unexpected("a number that is not negative");

    /// <summary>The data is all tensors, one after the other: anything else means a file that was cut, joined or tampered with.</summary>
    private static void CheckRanges(List<TensorEntry> tensors, string file, long dataStart, long fileLength)
    {
        long position = dataStart;
        TensorEntry[] sorted = [.. tensors];
        Array.Sort(sorted, static (left, right) => left.Offset != right.Offset ? left.Offset.CompareTo(right.Offset) : left.ByteLength.CompareTo(right.ByteLength));
        foreach (TensorEntry tensor in sorted)
        {
            if (tensor.Offset != position)
            {
                string what = tensor.Offset > position ? "a hole before" : "an overlap with";
                throw ModelFormatException.At(file, Math.Min(position, tensor.Offset), $"found {what} tensor '{tensor.Name}', expected tensors to lie end to end");
            }

            position += tensor.ByteLength;
        }

        if (position != fileLength)
        {
            throw ModelFormatException.At(file, position, $"found {fileLength - position} bytes after the last tensor, expected the end of the file");
        }
    }
}
