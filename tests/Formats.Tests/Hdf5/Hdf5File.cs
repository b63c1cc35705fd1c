using System.Buffers.Binary;
using System.Text;

namespace Sememe.Formats.Tests.Hdf5;

/// <summary>A small HDF5 file in the newer layout (superblock 2, headers of version 2, links in the header), as <c>libver="latest"</c> writes it.</summary>
internal static class Hdf5File
{
    public const int Float32Class = 0x11;
    private const int SuperblockLength = 48;

    /// <summary>One group <c>g</c> with one dataset <c>d</c> of two float32 numbers.</summary>
    /// <param name="layout">Body of the layout message; null for a contiguous one that points at the numbers.</param>
    /// <param name="typeClass">Class and version of the datatype.</param>
    /// <param name="extra">Further messages of the dataset.</param>
    public static byte[] Build(byte[]? layout = null, byte typeClass = Float32Class, params (byte Type, byte[] Body)[] extra)
    {
        byte[] superblock = [0x89, .. "HDF\r\n"u8, 0x1A, (byte)'\n', 2, 8, 8, 0, .. Number(0), .. Number(-1), .. Number(0), .. Number(SuperblockLength), 0, 0, 0, 0];
        int groupAt = SuperblockLength + Header((6, Link("g", 0))).Length;
        int datasetAt = groupAt + Header((6, Link("d", 0))).Length;
        byte[] Dataset(long data) => Header([(1, Dataspace(2)), (3, Float32(typeClass)), (8, layout ?? [3, 1, .. Number(data), .. Number(8)]), .. extra]);
        int dataAt = datasetAt + Dataset(0).Length;
        return [.. superblock, .. Header((6, Link("g", groupAt))), .. Header((6, Link("d", datasetAt))), .. Dataset(dataAt), .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)];
    }

    public static byte[] Number(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Header(params (byte Type, byte[] Body)[] messages)
    {
        byte[] body = [.. messages.SelectMany(static m => (byte[])[m.Type, (byte)m.Body.Length, 0, 0, .. m.Body])];
        return [.. "OHDR"u8, 2, 0, checked((byte)body.Length), .. body, 0, 0, 0, 0];
    }

    private static byte[] Link(string name, long address) => [1, 0, (byte)name.Length, .. Encoding.UTF8.GetBytes(name), .. Number(address)];

    private static byte[] Dataspace(long length) => [2, 1, 0, 1, .. Number(length)];

    private static byte[] Float32(byte typeClass) => [typeClass, 0x20, 31, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0];
}
