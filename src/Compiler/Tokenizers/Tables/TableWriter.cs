using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Writes sections behind a header and a directory (see <see cref="TableFormat"/>).</summary>
/// <param name="cancellation">Looked at before every section, and by the builders of large ones.</param>
internal sealed class TableWriter(CancellationToken cancellation = default)
{
    private readonly List<(SectionKind Kind, byte[] Bytes)> _sections = [];

    /// <summary>Ends the work of those who build sections.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <exception cref="OperationCanceledException">Nobody wants the tables any more.</exception>
    public void Add(SectionKind kind, byte[] bytes)
    {
        cancellation.ThrowIfCancellationRequested();
        _sections.Add((kind, bytes));
    }

    public void AddUnlessEmpty(SectionKind kind, byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            Add(kind, bytes);
        }
    }

    /// <summary>The blob as UTF-16 code units, the form of a string literal.</summary>
    public string ToLiteral()
    {
        int at = TableFormat.HeaderLength + _sections.Count * TableFormat.DirectoryEntryLength;
        byte[] blob = new byte[_sections.Sum(static section => Aligned(section.Bytes.Length)) + at + TableFormat.Padding];
        List<int> header = [(int)TableFormat.Magic, TableFormat.Version | _sections.Count << 16];
        foreach ((SectionKind kind, byte[] bytes) in _sections)
        {
            header.AddRange([(int)kind, at, bytes.Length]);
            bytes.CopyTo(blob, at);
            at += Aligned(bytes.Length);
        }

        Numbers([.. header]).CopyTo(blob, 0);
        return MemoryMarshal.Cast<byte, char>(blob.AsSpan()).ToString();
    }

    /// <summary>32-bit numbers as bytes.</summary>
    public static byte[] Numbers(int[] numbers) => MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();

    public static int Aligned(int length) => (length + 3) & ~3;
}
