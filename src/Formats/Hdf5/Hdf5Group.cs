namespace Sememe.Formats.Hdf5;

/// <summary>Reads the members of a group: from a tree of symbol tables, which h5py writes by default, or from links in the header.</summary>
internal static class Hdf5Group
{
    private const int AddressSize = 8;
    private const int TreeHead = 24;
    private const int TableHead = 8;
    private const int SymbolLength = 40;
    private const int HeapHead = 32;
    private const int GroupNode = 0;
    private const uint SoftLink = 2;
    private const int DeepestTree = 16;

    private static ReadOnlySpan<byte> TreeSignature => "TREE"u8;

    private static ReadOnlySpan<byte> TableSignature => "SNOD"u8;

    private static ReadOnlySpan<byte> HeapSignature => "HEAP"u8;

    /// <summary>True for an object that has members instead of numbers.</summary>
    public static bool IsGroup(List<Hdf5Message> messages) =>
        messages.Exists(static message => message.Type is Hdf5MessageType.SymbolTable or Hdf5MessageType.LinkInfo or Hdf5MessageType.Link);

    /// <summary>The members, in the order of the file.</summary>
    public static List<Hdf5Link> ReadLinks(Hdf5Source source, List<Hdf5Message> messages)
    {
        List<Hdf5Link> links = [];
        foreach (Hdf5Message message in messages)
        {
            switch (message.Type)
            {
                case Hdf5MessageType.SymbolTable:
                    long tree = message.Body.ReadAddress("a group's tree");
                    Hdf5Block names = ReadHeap(source, message.Body.ReadAddress("a group's names"));
                    ReadTree(source, tree, names, links, DeepestTree);
                    break;
                case Hdf5MessageType.LinkInfo:
                    RefuseDense(message.Body);
                    break;
                case Hdf5MessageType.Link:
                    links.Add(ReadLink(message.Body));
                    break;
            }
        }

        return links;
    }

    private static Hdf5Block ReadHeap(Hdf5Source source, long address)
    {
        Hdf5Block heap = source.Read(address, HeapHead, "a heap of names");
        heap.RequireSignature(HeapSignature);
        heap.RequireVersion(0);
        heap.Skip(3);
        long length = heap.ReadLength();
        heap.Skip(AddressSize); // free list
        return source.Read(heap.ReadAddress("the names"), length, "a group's names");
    }

    private static void ReadTree(Hdf5Source source, long address, Hdf5Block names, List<Hdf5Link> links, int depth)
    {
        Hdf5Block head = source.Read(address, TreeHead, "a node of a group's tree");
        head.RequireSignature(TreeSignature);
        byte type = head.ReadByte();
        byte level = head.ReadByte();
        int count = head.ReadUInt16();
        if (type != GroupNode || level >= depth)
        {
            throw head.ErrorBefore(4, $"found a node of type {type} on level {level}, expected one of type {GroupNode} below level {depth}");
        }

        Hdf5Block entries = source.Read(address + TreeHead, count * 2L * AddressSize, "a node of a group's tree");
        for (int i = 0; i < count; i++)
        {
            entries.Skip(AddressSize); // key
            long child = entries.ReadAddress("a node's child");
            if (level == 0)
            {
                ReadTable(source, child, names, links);
            }
            else
            {
                ReadTree(source, child, names, links, level);
            }
        }
    }

    private static void ReadTable(Hdf5Source source, long address, Hdf5Block names, List<Hdf5Link> links)
    {
        Hdf5Block head = source.Read(address, TableHead, "a symbol table");
        head.RequireSignature(TableSignature);
        head.RequireVersion(1);
        head.Skip(1);
        int count = head.ReadUInt16();
        Hdf5Block symbols = source.Read(address + TableHead, count * (long)SymbolLength, "a symbol table");
        for (int i = 0; i < count; i++)
        {
            string name = names.TextAt(symbols.ReadLength());
            long? header = symbols.ReadOptionalAddress();
            if (symbols.ReadUInt32() == SoftLink || header is null)
            {
                throw symbols.ErrorBefore(4, $"found '{name}' as a soft link, expected a group or a dataset");
            }

            symbols.Skip(SymbolLength - 8 - AddressSize - 4);
            links.Add(new Hdf5Link(name, header.Value));
        }
    }

    /// <summary>Groups of many members in the newer layout have them in a fractal heap.</summary>
    private static void RefuseDense(Hdf5Block info)
    {
        info.RequireVersion(0);
        byte flags = info.ReadByte();
        info.Skip((flags & 1) != 0 ? 8 : 0);
        if (info.ReadOptionalAddress() is not null)
        {
            throw info.ErrorBefore(
                AddressSize, "found a group in dense storage, expected its links in the header or in symbol tables; save the file with h5py's default libver");
        }
    }

    private static Hdf5Link ReadLink(Hdf5Block link)
    {
        const int TypeFlag = 8;
        const int OrderFlag = 4;
        const int CharacterSetFlag = 16;
        link.RequireVersion(1);
        byte flags = link.ReadByte();
        byte type = (flags & TypeFlag) != 0 ? link.ReadByte() : (byte)0;
        link.Skip(((flags & OrderFlag) != 0 ? 8 : 0) + ((flags & CharacterSetFlag) != 0 ? 1 : 0));
        long length = link.ReadNumber(1 << (flags & 3));
        string name = length <= link.Left ? link.ReadText((int)length) : throw link.Error($"found a name of {length} bytes, expected it inside the link");
        return type == 0
            ? new Hdf5Link(name, link.ReadAddress($"'{name}'"))
            : throw link.Error($"found '{name}' as a link of type {type}, expected a hard link to a group or a dataset");
    }
}
