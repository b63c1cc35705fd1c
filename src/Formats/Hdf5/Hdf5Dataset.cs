using Sememe.Formats.Tensors;

namespace Sememe.Formats.Hdf5;

/// <summary>Reads what a dataset is: floating-point numbers that lie end to end.</summary>
internal static class Hdf5Dataset
{
    private const int FloatClass = 1;
    private const int CompactLayout = 0;
    private const int ContiguousLayout = 1;

    // What HDF5 itself allows.
    private const int HighestRank = 32;

    private const string Remedy = "save it with h5py's create_dataset(name, data=array) without chunks, compression or other options";

    /// <summary>The dataset of a header.</summary>
    /// <param name="source">The file.</param>
    /// <param name="name">Its path from the root group.</param>
    /// <param name="header">Address of its header, for messages.</param>
    /// <param name="messages">The header.</param>
    public static TensorEntry Read(Hdf5Source source, string name, long header, List<Hdf5Message> messages)
    {
        RefuseFilters(name, messages);
        TensorShape shape = ReadShape(name, Find(source, name, header, messages, Hdf5MessageType.Dataspace, "a dataspace"));
        ElementType type = ReadType(name, Find(source, name, header, messages, Hdf5MessageType.Datatype, "a datatype"));
        Hdf5Block layout = Find(source, name, header, messages, Hdf5MessageType.Layout, "a layout");
        (long offset, long bytes) = ReadPlace(name, layout);
        if (!shape.TryCount(out long count) || count > long.MaxValue / type.Size() || count * type.Size() != bytes)
        {
            throw layout.Error($"found {bytes} bytes for dataset '{name}', expected what {type} {shape} needs");
        }

        return bytes <= source.Length && offset <= source.Length - bytes
            ? new TensorEntry(name, type, shape, source.File, offset, bytes)
            : throw layout.Error($"found dataset '{name}' of {bytes} bytes at byte {offset}, expected it inside the file of {source.Length} bytes; the file is truncated");
    }

    private static Hdf5Block Find(Hdf5Source source, string name, long header, List<Hdf5Message> messages, int type, string what)
    {
        Hdf5Message message = messages.Find(m => m.Type == type)
            ?? throw ModelFormatException.At(source.File, header, $"found no {what.Substring(2)} of '{name}', expected a dataset or a group");
        return message.IsShared ? throw message.Body.Error($"found {what} of '{name}' that is shared with others, expected it in the header; {Remedy}") : message.Body;
    }

    private static void RefuseFilters(string name, List<Hdf5Message> messages)
    {
        foreach (Hdf5Message message in messages)
        {
            if (message.Type is Hdf5MessageType.Filters or Hdf5MessageType.ExternalFiles)
            {
                string what = message.Type == Hdf5MessageType.Filters ? "compressed or filtered" : "kept in other files";
                throw message.Body.Error($"found dataset '{name}' {what}, expected plain numbers; {Remedy}");
            }
        }
    }

    private static TensorShape ReadShape(string name, Hdf5Block block)
    {
        const int Scalar = 0;
        const int Simple = 1;
        byte version = block.ReadByte();
        byte rank = block.ReadByte();
        block.Skip(1); // whether dimensions may grow
        byte kind = block.ReadByte();
        if (version is not (1 or 2) || rank > HighestRank || (version == 2 && kind is not (Scalar or Simple)))
        {
            throw block.ErrorBefore(4, $"found a dataspace of version {version}, type {kind} and {rank} dimensions for '{name}', expected version 1 or 2 and at most {HighestRank} dimensions");
        }

        block.Skip(version == 1 ? 4 : 0);
        long[] dimensions = new long[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            dimensions[axis] = block.ReadLength();
        }

        return new TensorShape(dimensions);
    }

    private static ElementType ReadType(string name, Hdf5Block block)
    {
        // Bits of the class: byte order, padding, mantissa normalized with an implied first bit; the sign bit's place is in the second byte.
        const uint LittleEndian = 0x20;
        byte head = block.ReadByte();
        uint bits = (uint)(block.ReadByte() | (block.ReadByte() << 8) | (block.ReadByte() << 16));
        uint size = block.ReadUInt32();
        if ((head & 15) == FloatClass && (bits & 0xFF) == LittleEndian)
        {
            (int Offset, int Precision, int ExponentAt, int Exponent, int MantissaAt, int Mantissa) form =
                (block.ReadUInt16(), block.ReadUInt16(), block.ReadByte(), block.ReadByte(), block.ReadByte(), block.ReadByte());
            uint bias = block.ReadUInt32();
            switch (size)
            {
                case 2 when form == (0, 16, 10, 5, 0, 10) && bias == 15:
                    return ElementType.Float16;
                case 4 when form == (0, 32, 23, 8, 0, 23) && bias == 127:
                    return ElementType.Float32;
                case 8 when form == (0, 64, 52, 11, 0, 52) && bias == 1023:
                    return ElementType.Float64;
            }
        }

        throw block.Error($"found dataset '{name}' of elements of {size} bytes and HDF5 class {head & 15}, expected little-endian IEEE numbers of 2, 4 or 8 bytes (numpy's '<f4')");
    }

    private static (long Offset, long Bytes) ReadPlace(string name, Hdf5Block block)
    {
        byte version = block.ReadByte();
        if (version is not (3 or 4))
        {
            throw block.ErrorBefore(1, $"found version {version} of the layout of dataset '{name}', expected 3 or 4; {Remedy}");
        }

        byte layout = block.ReadByte();
        switch (layout)
        {
            case CompactLayout:
                int length = block.ReadUInt16();
                long offset = block.Offset;
                block.Skip(length);
                return (offset, length);
            case ContiguousLayout:
                // Nothing is stored of a dataset without elements, or that nobody has written to.
                long? address = block.ReadOptionalAddress();
                long bytes = block.ReadLength();
                return address is null && bytes > 0
                    ? throw block.ErrorBefore(16, $"found dataset '{name}' without data, expected {bytes} bytes; it was made and never written")
                    : (address ?? 0, bytes);
            default:
                throw block.ErrorBefore(1, $"found dataset '{name}' in layout {layout} (2 is chunked, 3 virtual), expected it contiguous; {Remedy}");
        }
    }
}
