using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Sememe.Weights;

/// <summary>The bytes of a file: mapped read-only, or copied into native memory.</summary>
/// <remarks>A file that is truncated while it is mapped is outside the contract; a copy does not mind.</remarks>
internal sealed unsafe partial class MappedFile : IDisposable
{
    private const int CopyAlignment = 64;
    private const int ReadBlock = 1 << 20;

    private readonly MemoryMappedFile? _mapping;
    private readonly MemoryMappedViewAccessor? _view;
    private byte* _data;

    private MappedFile(byte* data, long length)
    {
        _data = data;
        Length = length;
    }

    private MappedFile(MemoryMappedFile mapping, MemoryMappedViewAccessor view, long length)
    {
        (_mapping, _view, Length) = (mapping, view, length);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref _data);
        _data += view.PointerOffset;
    }

    ~MappedFile() => ReleaseData();

    /// <summary>Length of the file when it was opened.</summary>
    public long Length { get; }

    /// <summary>The first byte; valid until <see cref="Dispose"/>. The file may start anywhere a page does, its tensors at any byte.</summary>
    /// <exception cref="ObjectDisposedException">The file has been disposed.</exception>
    public byte* Data => _data is null ? throw new ObjectDisposedException(nameof(MappedFile)) : _data;

    /// <summary>Maps a file into memory, or copies it there.</summary>
    /// <exception cref="ModelFormatException">The file is missing, empty or may not be read.</exception>
    public static MappedFile Open(string path, bool copy)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            long length = stream.Length;
            if (length == 0)
            {
                throw new ModelFormatException(path, "found an empty file, expected weights");
            }

            return copy ? Copy(stream, path, length) : Map(stream, length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ModelFormatException(path, "cannot be read: " + exception.Message, exception);
        }
    }

    public void Dispose()
    {
        ReleaseData();
        _view?.Dispose();
        _mapping?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Takes the pages out of the process's memory that have been read; those that are read again come back from the system's cache. Does nothing for a copy, and on
    /// Windows, which has no such call for mapped files.
    /// </summary>
    public void ReleasePages()
    {
        const int DontNeed = 4; // MADV_DONTNEED, the same number on Linux and macOS
        if (_view is not null && _data is not null && (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()))
        {
            nuint offset = (nuint)_data % (nuint)Environment.SystemPageSize;
            _ = Advise(_data - offset, (nuint)Length + offset, DontNeed); // advice: nothing depends on whether it is taken
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);

    private static MappedFile Map(FileStream stream, long length)
    {
        MemoryMappedFile mapping = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        try
        {
            return new MappedFile(mapping, mapping.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read), length);
        }
        catch
        {
            mapping.Dispose();
            throw;
        }
    }

    private static MappedFile Copy(FileStream stream, string path, long length)
    {
        MappedFile file = new((byte*)NativeMemory.AlignedAlloc(checked((nuint)length), CopyAlignment), length);
        try
        {
            for (long done = 0; done < length;)
            {
                int read = stream.Read(new Span<byte>(file._data + done, (int)Math.Min(ReadBlock, length - done)));
                if (read == 0)
                {
                    throw ModelFormatException.At(path, done, $"found the end of the file, expected {length:N0} bytes; it was changed while it was read");
                }

                done += read;
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Gives back what no finalizer but ours knows of: the copy, or the hold on the view's handle, which is finalized after us.</summary>
    private void ReleaseData()
    {
        byte* data = _data;
        _data = null;
        if (data is null)
        {
            return;
        }

        if (_view is null)
        {
            NativeMemory.AlignedFree(data);
        }
        else
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }
}
