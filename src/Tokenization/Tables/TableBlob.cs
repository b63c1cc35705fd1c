using System.Runtime.InteropServices;

namespace Sememe.Tokenization.Tables;

/// <summary>One blob of tables: the string literal that generated code contains, or memory that a file is mapped to.</summary>
internal sealed class TableBlob
{
    private readonly string? _literal;
    private readonly ReadOnlyMemory<byte> _memory;

    /// <summary>Checks header and directory; the sections themselves are trusted, as code is.</summary>
    /// <exception cref="InvalidDataException">Not tables, cut short, or of another version.</exception>
    public TableBlob(string literal)
    {
        _literal = literal;
        CheckHeader(Bytes);
    }

    /// <summary>The same over memory.</summary>
    /// <exception cref="InvalidDataException">Not tables, cut short, or of another version.</exception>
    public TableBlob(ReadOnlyMemory<byte> memory)
    {
        _memory = memory;
        CheckHeader(Bytes);
    }

    public ReadOnlySpan<byte> Bytes => _literal is not null ? MemoryMarshal.AsBytes(_literal.AsSpan()) : _memory.Span;

    public ReadOnlySpan<byte> Slice(TableSection section) => Bytes.Slice(section.Offset, section.Length);

    public bool Has(SectionKind kind) => Find(kind).Length > 0;

    /// <summary>A section that must be there.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public TableSection Require(SectionKind kind)
    {
        TableSection section = Find(kind);
        return section.Length > 0 ? section : throw new InvalidDataException($"The tokenizer tables have no section {kind}. Rebuild the project that contains the model.");
    }

    /// <summary>A section, of length 0 where there is none.</summary>
    public TableSection Find(SectionKind kind)
    {
        ReadOnlySpan<byte> bytes = Bytes;
        int count = MemoryMarshal.Read<ushort>(bytes.Slice(6));
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<int> entry = MemoryMarshal.Cast<byte, int>(bytes.Slice(TableFormat.HeaderLength + i * TableFormat.DirectoryEntryLength, TableFormat.DirectoryEntryLength));
            if (entry[0] == (int)kind)
            {
                return new TableSection(entry[1], entry[2]);
            }
        }

        return default;
    }

    /// <summary>What the blob holds, in the order of its directory.</summary>
    public IReadOnlyList<(SectionKind Kind, TableSection Section)> Directory()
    {
        ReadOnlySpan<byte> bytes = Bytes;
        (SectionKind Kind, TableSection Section)[] sections = new (SectionKind Kind, TableSection Section)[MemoryMarshal.Read<ushort>(bytes.Slice(6))];
        for (int i = 0; i < sections.Length; i++)
        {
            ReadOnlySpan<int> entry = MemoryMarshal.Cast<byte, int>(bytes.Slice(TableFormat.HeaderLength + i * TableFormat.DirectoryEntryLength, TableFormat.DirectoryEntryLength));
            sections[i] = ((SectionKind)entry[0], new TableSection(entry[1], entry[2]));
        }

        return sections;
    }

    private static void CheckHeader(ReadOnlySpan<byte> bytes)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Tokenizer tables are little endian.");
        }

        if (bytes.Length < TableFormat.HeaderLength || MemoryMarshal.Read<uint>(bytes) != TableFormat.Magic)
        {
            throw new InvalidDataException("These are no tokenizer tables of Sememe.");
        }

        ushort version = MemoryMarshal.Read<ushort>(bytes.Slice(4));
        if (version != TableFormat.Version)
        {
            throw new InvalidDataException(
                $"The tokenizer tables have version {version} and this Sememe reads version {TableFormat.Version}. Rebuild the project that contains the model with the same version of the package.");
        }

        int count = MemoryMarshal.Read<ushort>(bytes.Slice(6));
        int directoryEnd = TableFormat.HeaderLength + count * TableFormat.DirectoryEntryLength;
        for (int at = TableFormat.HeaderLength; at < directoryEnd; at += TableFormat.DirectoryEntryLength)
        {
            if (directoryEnd > bytes.Length
                || MemoryMarshal.Read<uint>(bytes.Slice(at + 4)) + (ulong)MemoryMarshal.Read<uint>(bytes.Slice(at + 8)) > (ulong)bytes.Length)
            {
                throw new InvalidDataException("The tokenizer tables are cut short. Rebuild the project that contains the model.");
            }
        }
    }
}
