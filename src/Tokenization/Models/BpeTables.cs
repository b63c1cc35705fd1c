using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Models;

/// <summary>The tables of a BPE model.</summary>
/// <remarks>
/// Tokens stand in the trie as the bytes that they match, which for a byte-level model are the text's own; a mark before or behind them, which is no
/// byte of UTF-8, says that they match at the beginning or the end of a split only.
/// <code>
/// Bpe:        i32 <see cref="BpeFlags"/>   i32 unknown id or -1   i32 most tokens that begin one another   i32 0
/// MergeParts: per id u64 { left id: 21 bits   right id: 21 bits   rank of the merge + 1: 22 bits }, 0 for tokens that no merge makes
/// </code>
/// </remarks>
internal sealed class BpeTables
{
    public const int SectionLength = 16;

    public const byte FirstMark = 0xFE;

    public const byte LastMark = 0xFF;

    private readonly TableBlob _tables;
    private readonly TableSection _words;
    private readonly TableSection _longWords;
    private readonly TableSection _trie;
    private readonly TableSection _merges;
    private readonly TableSection _parts;
    private readonly TableSection _results;
    private readonly TableSection _byteTokens;
    private readonly TableSection _joints;

    public BpeTables(TableBlob tables)
    {
        _tables = tables;
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(tables.Slice(tables.Require(SectionKind.Bpe)));
        Flags = (BpeFlags)numbers[0];
        UnknownId = numbers[1];
        MostCandidates = numbers[2];
        _words = tables.Require(SectionKind.WordTable);
        _longWords = tables.Find(SectionKind.LongWords);
        _trie = tables.Require(SectionKind.VocabularyTrie);
        _merges = tables.Require(SectionKind.Merges);
        _parts = tables.Find(SectionKind.MergeParts);
        _results = tables.Find(SectionKind.MergeResults);
        _byteTokens = tables.Find(SectionKind.ByteTokens);
        _joints = tables.Find(SectionKind.Joints);
        MergeSlots = Unsafe.ReadUnaligned<uint>(ref Merges);
    }

    public BpeFlags Flags { get; }

    /// <summary>Id for characters that have no token; negative when they vanish.</summary>
    public int UnknownId { get; }

    /// <summary>Most tokens that start at one place of a text.</summary>
    public int MostCandidates { get; }

    public uint MergeSlots { get; }

    public bool HasByteTokens => _byteTokens.Length > 0;

    public bool HasLongWords => _longWords.Length > 0;

    /// <summary>Splits may be cut where the <see cref="JointTable"/> says.</summary>
    public bool HasJoints => _joints.Length > 0;

    public ref byte Words => ref Start(_words);

    public ref byte LongWords => ref Start(_longWords);

    public ref byte Trie => ref Start(_trie);

    public ref byte Merges => ref Start(_merges);

    public ref byte Parts => ref Start(_parts);

    public ref byte Results => ref Start(_results);

    public ref byte Joints => ref Start(_joints);

    /// <summary>The token of a byte, or -1.</summary>
    public int ByteToken(byte value) => _byteTokens.Length == 0 ? -1 : MemoryMarshal.Cast<byte, int>(_tables.Slice(_byteTokens))[value];

    /// <summary>What the merge of a rank makes.</summary>
    public static int Result(ref byte results, int rank) => Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref results, (nint)rank * sizeof(int)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Start(TableSection section) => ref MemoryMarshal.GetReference(_tables.Slice(section));
}
