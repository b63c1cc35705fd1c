namespace Sememe.Formats.Hdf5;

/// <summary>The first bytes of an HDF5 file: versions 0 to 3.</summary>
internal static class Hdf5Superblock
{
    private const int SignatureLength = 8;
    private const int LongestSuperblock = 100;
    private const int AddressSize = 8;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>The address of the root group's header.</summary>
    public static long ReadRoot(Hdf5Source source)
    {
        Hdf5Block block = source.Read(0, Math.Min(source.Length, LongestSuperblock), "an HDF5 file's superblock");
        block.RequireSignature(Signature);
        byte version = block.ReadByte();
        return version switch
        {
            0 or 1 => ReadOld(block, version),
            2 or 3 => ReadNew(block),
            _ => throw block.ErrorBefore(1, $"found version {version} of the superblock, expected 0 to 3"),
        };
    }

    private static long ReadOld(Hdf5Block block, byte version)
    {
        block.Skip(4); // versions of free space, root group and shared headers: always 0
        RequireAddressSizes(block);
        block.Skip(1 + 2 + 2 + 4); // reserved, sizes of tree nodes, flags
        if (version == 1)
        {
            block.Skip(4);
        }

        RequireNoBase(block);
        block.Skip(3 * AddressSize); // free space, end of the file, driver
        block.Skip(AddressSize); // name of the root group
        return block.ReadAddress("the root group");
    }

    private static long ReadNew(Hdf5Block block)
    {
        RequireAddressSizes(block);
        block.Skip(1); // flags
        RequireNoBase(block);
        block.Skip(2 * AddressSize); // extension, end of the file
        return block.ReadAddress("the root group");
    }

    private static void RequireAddressSizes(Hdf5Block block)
    {
        byte offsets = block.ReadByte();
        byte lengths = block.ReadByte();
        if (offsets != AddressSize || lengths != AddressSize)
        {
            throw block.ErrorBefore(2, $"found addresses of {offsets} and lengths of {lengths} bytes, expected {AddressSize}");
        }
    }

    private static void RequireNoBase(Hdf5Block block)
    {
        if (block.ReadOptionalAddress() is not 0)
        {
            throw block.ErrorBefore(AddressSize, "found a base address, expected 0; save the file again without a user block");
        }
    }
}
