using System.Buffers;

namespace Sememe.Weights;

/// <summary>A mapped file as memory, for those who do not deal in pointers. Keeps the file mapped as long as it is referenced.</summary>
internal sealed unsafe class MappedMemory(MappedFile file) : MemoryManager<byte>
{
    /// <summary>All of the file, which is shorter than 2 GB.</summary>
    public override Span<byte> GetSpan() => new(file.Data, checked((int)file.Length));

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(file.Data + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }
    }
}
