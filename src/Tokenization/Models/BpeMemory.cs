using System.Buffers;
using System.Runtime.CompilerServices;

namespace Sememe.Tokenization.Models;

/// <summary>What BPE needs while it works on one split, and the words that it took apart lately.</summary>
internal sealed class BpeMemory
{
    private const int OwnTokens = 256;
    private const int OwnDead = 64;
    private const int BitsOfWords = 14;

    private readonly int[] _ownIds = new int[OwnTokens];
    private readonly int[] _ownLengths = new int[OwnTokens];
    private readonly ulong[] _ownDead = new ulong[OwnDead];
    private readonly byte[] _ownMarked = new byte[OwnTokens];
    private ulong[] _dead;

    public BpeMemory(int mostCandidates)
    {
        Ids = _ownIds;
        Lengths = _ownLengths;
        _dead = _ownDead;
        Marked = _ownMarked;
        CandidateNodes = new uint[mostCandidates + 1];
        CandidateEnds = new int[mostCandidates + 1];
    }

    /// <summary>Tokens of the split so far.</summary>
    public int[] Ids { get; private set; }

    /// <summary>Their bytes.</summary>
    public int[] Lengths { get; private set; }

    public int Count { get; set; }

    /// <summary>Bytes of unknown text that waits to become a token; 0 when there is none.</summary>
    public int Unknown { get; set; }

    /// <summary>Nodes of the tokens that start at a place; one more than there can be.</summary>
    public uint[] CandidateNodes { get; }

    public int[] CandidateEnds { get; }

    /// <summary>Where a split may be cut.</summary>
    public int[] Cuts { get; } = new int[OwnTokens];

    /// <summary>Split with marks.</summary>
    public byte[] Marked { get; private set; }

    /// <summary>Words and parts of words that were seen before.</summary>
    public WordCache Words { get; } = new(BitsOfWords);

    public BpePairMemo Pairs { get; } = new();

    /// <summary>Lengths are those of the byte-level alphabet's characters and not of the bytes, because some bytes have vanished (see <see cref="BpeMerger"/>).</summary>
    public bool CountsCharacters { get; set; }

    public void Begin()
    {
        Count = 0;
        Unknown = 0;
        CountsCharacters = false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int id, int length)
    {
        if (Count == Ids.Length)
        {
            Grow();
        }

        Ids[Count] = id;
        Lengths[Count++] = length;
    }

    /// <summary>Says that no place is dead.</summary>
    public void ClearDead(int length)
    {
        int words = (length >> 6) + 1;
        if (words > _dead.Length)
        {
            _dead = ArrayPool<ulong>.Shared.Rent(words);
        }

        _dead.AsSpan(0, words).Clear();
    }

    /// <summary>True when no right sequence of tokens ends a token here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsDead(int at) => (_dead[at >> 6] >> (at & 63) & 1) != 0;

    public void MarkDead(int at) => _dead[at >> 6] |= 1ul << (at & 63);

    /// <summary>Copies a split and puts marks around it.</summary>
    public int Mark(ReadOnlySpan<byte> split, BpeFlags flags)
    {
        if (Marked.Length < split.Length + 2)
        {
            ReturnMarked();
            Marked = ArrayPool<byte>.Shared.Rent(split.Length + 2);
        }

        int length = 0;
        if ((flags & BpeFlags.MarksFirst) != 0)
        {
            Marked[length++] = BpeTables.FirstMark;
        }

        split.CopyTo(Marked.AsSpan(length));
        length += split.Length;
        if ((flags & BpeFlags.MarksLast) != 0)
        {
            Marked[length++] = BpeTables.LastMark;
        }

        return length;
    }

    /// <summary>Takes the marks out of the lengths.</summary>
    public void Unmark(BpeFlags flags)
    {
        if ((flags & BpeFlags.MarksFirst) != 0 && Count > 0)
        {
            Lengths[0]--;
        }

        if ((flags & BpeFlags.MarksLast) != 0 && Count > 0)
        {
            Lengths[Count - 1]--;
        }
    }

    /// <summary>Gives back what an exceptional split needed.</summary>
    public void Shrink()
    {
        if (Ids != _ownIds)
        {
            ArrayPool<int>.Shared.Return(Ids);
            ArrayPool<int>.Shared.Return(Lengths);
            Ids = _ownIds;
            Lengths = _ownLengths;
        }

        if (_dead != _ownDead)
        {
            ArrayPool<ulong>.Shared.Return(_dead);
            _dead = _ownDead;
        }

        ReturnMarked();
    }

    private void ReturnMarked()
    {
        if (Marked != _ownMarked)
        {
            ArrayPool<byte>.Shared.Return(Marked);
            Marked = _ownMarked;
        }
    }

    private void Grow()
    {
        int[] ids = ArrayPool<int>.Shared.Rent(2 * Ids.Length);
        int[] lengths = ArrayPool<int>.Shared.Rent(ids.Length);
        Ids.AsSpan(0, Count).CopyTo(ids);
        Lengths.AsSpan(0, Count).CopyTo(lengths);
        if (Ids != _ownIds)
        {
            ArrayPool<int>.Shared.Return(Ids);
            ArrayPool<int>.Shared.Return(Lengths);
        }

        Ids = ids;
        Lengths = lengths;
    }
}
