using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Decoders;

/// <summary>The spelling of every token, as UTF-8.</summary>
/// <remarks>
/// <code>
/// u32 tokens   u32 × ⌈tokens / 16⌉: start of each 16th text   u16 × tokens (rounded up to even): start within its sixteen   u8 × tokens (rounded up to 4): flags   texts
/// </code>
/// A text with <see cref="TokenTextFlags.Rewritten"/> is three strings, each but the last with its length before it (u16).
/// </remarks>
internal sealed class TokenTexts
{
    public const int GroupLength = 16;

    private readonly TableBlob _tables;
    private readonly TableSection _section;

    public TokenTexts(TableBlob tables)
    {
        _tables = tables;
        _section = tables.Require(SectionKind.TokenTexts);
        Count = MemoryMarshal.Read<int>(tables.Slice(_section));
    }

    /// <summary>One more than the highest id.</summary>
    public int Count { get; }

    private int Groups => (Count + GroupLength - 1) / GroupLength;

    private int OffsetsAt => 4 + 4 * Groups;

    private int FlagsAt => OffsetsAt + 2 * (Count + 1 & ~1);

    private int TextsAt => FlagsAt + (Count + 3 & ~3);

    public TokenTextFlags Flags(int id) => (uint)id < (uint)Count ? (TokenTextFlags)_tables.Slice(_section)[FlagsAt + id] : TokenTextFlags.Absent;

    /// <summary>The spelling; empty for ids that no token has.</summary>
    public ReadOnlySpan<byte> Spelling(int id) => Part(id, 0);

    /// <summary>The first id from <paramref name="from"/> that has this spelling, or -1: looks at one after the other.</summary>
    public int Find(ReadOnlySpan<byte> spelling, int from)
    {
        for (int id = from; id < Count; id++)
        {
            if ((Flags(id) & TokenTextFlags.Absent) == 0 && Spelling(id).SequenceEqual(spelling))
            {
                return id;
            }
        }

        return -1;
    }

    /// <summary>The text that decoders begin with, those that do not ask which token comes first.</summary>
    public ReadOnlySpan<byte> Text(int id) => (Flags(id) & TokenTextFlags.Rewritten) != 0 ? Part(id, 1) : Part(id, 0);

    /// <summary>What a rewritten token decodes to.</summary>
    public ReadOnlySpan<byte> Rewritten(int id, bool first) => Part(id, first ? 1 : 2);

    private ReadOnlySpan<byte> Part(int id, int part)
    {
        ReadOnlySpan<byte> text = All(id);
        if ((Flags(id) & TokenTextFlags.Rewritten) == 0)
        {
            return text;
        }

        for (int i = 0; ; i++)
        {
            int length = i < 2 ? MemoryMarshal.Read<ushort>(text) : text.Length;
            text = i < 2 ? text.Slice(2) : text;
            if (i == part)
            {
                return text.Slice(0, length);
            }

            text = text.Slice(length);
        }
    }

    private ReadOnlySpan<byte> All(int id)
    {
        if ((uint)id >= (uint)Count)
        {
            return default;
        }

        ReadOnlySpan<byte> section = _tables.Slice(_section);
        int start = Start(section, id);
        int end = id + 1 < Count ? Start(section, id + 1) : section.Length;
        return section.Slice(start, end - start);
    }

    private int Start(ReadOnlySpan<byte> section, int id) =>
        TextsAt + MemoryMarshal.Read<int>(section.Slice(4 + 4 * (id / GroupLength))) + MemoryMarshal.Read<ushort>(section.Slice(OffsetsAt + 2 * id));
}
