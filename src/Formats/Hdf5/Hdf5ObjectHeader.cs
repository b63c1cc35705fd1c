namespace Sememe.Formats.Hdf5;

/// <summary>Reads the messages of an object: of version 1, which h5py writes by default, and of version 2 (<c>libver="latest"</c>).</summary>
internal static class Hdf5ObjectHeader
{
    private const int FirstPrefix = 16;
    private const int SharedFlag = 2;
    private const int TimesFlag = 0x20;
    private const int AttributePhasesFlag = 0x10;
    private const int CreationOrderFlag = 4;
    private const int ChecksumLength = 4;
    private const int ShortestMessage = 4;

    private static ReadOnlySpan<byte> NewSignature => "OHDR"u8;

    private static ReadOnlySpan<byte> ContinuationSignature => "OCHK"u8;

    /// <summary>All messages, in the order of the file.</summary>
    public static List<Hdf5Message> Read(Hdf5Source source, long address)
    {
        const string What = "an object header";
        Hdf5Block prefix = source.Read(address, FirstPrefix, What);
        byte first = prefix.ReadByte();
        return first == NewSignature[0] ? ReadNew(source, address)
            : first == 1 ? ReadOld(source, address, prefix)
            : throw prefix.ErrorBefore(1, $"found version {first} of {What}, expected 1 or 2");
    }

    private static List<Hdf5Message> ReadOld(Hdf5Source source, long address, Hdf5Block prefix)
    {
        prefix.Skip(1 + 2 + 4); // reserved, number of messages, references
        long length = prefix.ReadUInt32();
        return ReadChunks(source, source.Read(address + FirstPrefix, length, "an object header"), ReadOldChunk);
    }

    private static List<Hdf5Message> ReadNew(Hdf5Source source, long address)
    {
        const int LongestPrefix = 4 + 1 + 1 + 16 + 4 + 8;
        Hdf5Block prefix = source.Read(address, Math.Min(LongestPrefix, source.Length - address), "an object header");
        prefix.RequireSignature(NewSignature);
        prefix.RequireVersion(2);
        byte flags = prefix.ReadByte();
        prefix.Skip(((flags & TimesFlag) != 0 ? 16 : 0) + ((flags & AttributePhasesFlag) != 0 ? 4 : 0));
        long length = prefix.ReadNumber(1 << (flags & 3));
        Hdf5Block chunk = source.Read(prefix.Offset, length, "an object header");
        bool hasOrder = (flags & CreationOrderFlag) != 0;
        return ReadChunks(source, chunk, (block, messages) => ReadNewChunk(block, messages, hasOrder));
    }

    /// <summary>A header goes on where its continuation messages say; the source's budget ends a ring of them.</summary>
    private static List<Hdf5Message> ReadChunks(Hdf5Source source, Hdf5Block first, Action<Hdf5Block, List<Hdf5Message>> readChunk)
    {
        List<Hdf5Message> messages = [];
        readChunk(first, messages);
        for (int i = 0; i < messages.Count; i++)
        {
            if (messages[i] is { Type: Hdf5MessageType.Continuation, Body: { } body })
            {
                long address = body.ReadAddress("the rest of a header");
                long length = body.ReadLength();
                if (length < ShortestMessage)
                {
                    throw body.ErrorBefore(8, $"found a rest of a header of {length} bytes, expected at least {ShortestMessage}");
                }

                readChunk(source.Read(address, length, "the rest of an object header"), messages);
            }
        }

        return messages;
    }

    private static void ReadOldChunk(Hdf5Block chunk, List<Hdf5Message> messages)
    {
        const int Head = 8;
        while (chunk.Left >= Head)
        {
            int type = chunk.ReadUInt16();
            int length = chunk.ReadUInt16();
            byte flags = chunk.ReadByte();
            chunk.Skip(3);
            messages.Add(new Hdf5Message(type, (flags & SharedFlag) != 0, chunk.Slice(length, "a header message")));
        }
    }

    private static void ReadNewChunk(Hdf5Block chunk, List<Hdf5Message> messages, bool hasOrder)
    {
        int end = 0;
        if (messages.Count > 0)
        {
            chunk.RequireSignature(ContinuationSignature);
            end = ChecksumLength; // inside a continuation's length; after the first part's
        }

        int head = hasOrder ? 6 : 4;
        while (chunk.Left - end >= head)
        {
            int type = chunk.ReadByte();
            int length = chunk.ReadUInt16();
            byte flags = chunk.ReadByte();
            chunk.Skip(hasOrder ? 2 : 0);
            messages.Add(new Hdf5Message(type, (flags & SharedFlag) != 0, chunk.Slice(length, "a header message")));
        }
    }
}
