namespace Sememe.Formats.Hdf5;

/// <summary>Reads stretches of an HDF5 file by address, and no more of it than a sound file needs.</summary>
internal sealed class Hdf5Source(Stream stream, string file)
{
    // Structure, not numbers: real weights files have a few tens of kilobytes. Bounds what a file can make its reader do.
    private const long LargestStructure = 64L << 20;

    private long _taken;

    public string File { get; } = file;

    public long Length { get; } = stream.Length;

    /// <summary>The bytes from an address.</summary>
    /// <param name="address">Where they are.</param>
    /// <param name="length">How many.</param>
    /// <param name="what">What they are, for messages.</param>
    /// <exception cref="ModelFormatException">They are not all inside the file.</exception>
    public Hdf5Block Read(long address, long length, string what)
    {
        if (length > Length || address > Length - length)
        {
            throw ModelFormatException.At(File, Math.Min(address, Length), $"found the end of the file at byte {Length}, expected {what} at bytes {address} to {(decimal)address + length}; the file is truncated or corrupt");
        }

        _taken += length;
        if (_taken > LargestStructure)
        {
            throw ModelFormatException.At(File, address, $"found more than {LargestStructure} bytes of groups and headers, expected a file of weights; it is corrupt");
        }

        byte[] bytes = new byte[length];
        stream.Position = address;
        return stream.ReadUpTo(bytes, bytes.Length) == bytes.Length
            ? new Hdf5Block(File, address, new ArraySegment<byte>(bytes), what)
            : throw ModelFormatException.At(File, address, $"found the end of the file inside {what}; it was changed while it was read");
    }
}
