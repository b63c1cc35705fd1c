using System.Runtime.CompilerServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Models;

/// <summary>BPE from left to right: the longest token that may follow the one before, else the next shorter one, else one step back.</summary>
/// <remarks>
/// Where merges are consistent, tokens are the ones that merging gives exactly when every two neighbours are what merging makes of these two alone
/// (github/rust-gems, <c>bpe</c>). A place that was reached and led nowhere is dead whatever comes before it, so every place is left at most once: linear time.
/// </remarks>
internal static class BpeBacktracker
{
    /// <summary>Adds the tokens of a split; false when a character vanishes or marks stand in the way, which takes merging proper.</summary>
    public static bool TryEncode(BpeTables tables, ref byte text, int length, BpeMemory memory)
    {
        ref byte trie = ref tables.Trie;
        uint root = DoubleArray.Root(ref trie);
        uint[] nodes = memory.CandidateNodes;
        int[] ends = memory.CandidateEnds;
        BpePairMemo pairs = memory.Pairs;
        memory.ClearDead(length);
        int at = 0;
        int last = -1;
        int first = 0; // token where what may be taken back begins
        int before = length + 1; // the token to find must end before this
        while (at < length)
        {
            int chosen = FindCandidates(ref trie, root, ref text, at, before - 1, nodes, ends) - 1;
            if (chosen < 0 && before > length)
            {
                if (!TryAddUnknown(tables, ref text, ref at, memory))
                {
                    return false;
                }

                last = -1;
                first = memory.Count;
                continue;
            }

            int id = 0;
            while (chosen >= 0)
            {
                id = DoubleArray.ValueAt(ref trie, nodes[chosen]);
                if ((last < 0 || pairs.IsValidPair(tables, last, id)) && !memory.IsDead(ends[chosen]))
                {
                    break;
                }

                chosen--;
            }

            if (chosen < 0)
            {
                if (memory.Count <= first)
                {
                    return false;
                }

                memory.MarkDead(at);
                before = at;
                at -= memory.Lengths[--memory.Count];
                last = memory.Count > first ? memory.Ids[memory.Count - 1] : -1;
                continue;
            }

            if (memory.Unknown > 0)
            {
                BpeUnknown.Flush(tables, memory);
                first = memory.Count;
            }

            last = id;
            memory.Add(id, ends[chosen] - at);
            at = ends[chosen];
            before = length + 1;
        }

        BpeUnknown.Flush(tables, memory);
        return true;
    }

    /// <summary>True when merging makes of the text of these two tokens these two tokens.</summary>
    public static bool IsValidPair(ref byte merges, uint slots, ref byte parts, int left, int right, int limit = MergeTable.None)
    {
        // Undoes merges, the latest first, and asks each time whether a merge across the border would have come before the one just undone.
        while (true)
        {
            if (MergeTable.Rank(ref merges, slots, left, right) < limit)
            {
                return false;
            }

            ulong leftParts = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref parts, (nint)left * sizeof(ulong)));
            ulong rightParts = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref parts, (nint)right * sizeof(ulong)));
            int leftRank = (int)(leftParts >> MergeTable.RankShift);
            int rightRank = (int)(rightParts >> MergeTable.RankShift);
            if (leftRank > rightRank)
            {
                limit = leftRank - 1; // of equal ranks the left one comes first
                left = (int)(leftParts >> MergeTable.IdBits & MergeTable.IdMask);
            }
            else if (rightRank > 0)
            {
                limit = rightRank;
                right = (int)(rightParts & MergeTable.IdMask);
            }
            else
            {
                return true;
            }
        }
    }

    /// <summary>The nodes of all tokens that start here and end at <paramref name="end"/> or before, the shortest first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FindCandidates(ref byte trie, uint position, ref byte text, int at, int end, uint[] nodes, int[] ends)
    {
        ref uint node = ref nodes[0];
        ref int nodeEnd = ref ends[0];
        int count = 0;
        while (at < end && DoubleArray.TryStep(ref trie, Unsafe.Add(ref text, at), ref position, out bool hasValue))
        {
            at++;

            // Overwritten by the next step unless this one counts; there is room for one more.
            Unsafe.Add(ref nodeEnd, count) = at;
            Unsafe.Add(ref node, count) = position;
            count += hasValue ? 1 : 0;
        }

        return count;
    }

    private static bool TryAddUnknown(BpeTables tables, ref byte text, ref int at, BpeMemory memory)
    {
        ref byte unit = ref Unsafe.Add(ref text, at);
        int length = BpeUnknown.UnitLength(unit, tables.Flags);
        at += length;
        return (tables.Flags & (BpeFlags.MarksFirst | BpeFlags.MarksLast)) == 0 && BpeUnknown.TryAdd(tables, ref unit, length, memory);
    }
}
