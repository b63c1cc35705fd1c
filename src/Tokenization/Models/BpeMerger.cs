using System.Buffers;
using System.Runtime.CompilerServices;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Models;

/// <summary>BPE as it is defined: of all pairs that merge the one of lowest rank, of equal ones the leftmost, until none does.</summary>
/// <remarks>For what <see cref="BpeBacktracker"/> cannot do: a heap of pairs, entries that have become stale are passed over.</remarks>
internal ref struct BpeMerger
{
    private const int Gone = -1;

    private readonly BpeTables _tables;
    private readonly BpeMemory _memory;
    private readonly ulong[] _heap;
    private readonly int[] _next;
    private readonly int[] _previous;
    private int _heapCount;

    private BpeMerger(BpeTables tables, BpeMemory memory)
    {
        _tables = tables;
        _memory = memory;

        // Each merge takes one entry and adds at most two.
        _heap = ArrayPool<ulong>.Shared.Rent(3 * memory.Count);
        _next = ArrayPool<int>.Shared.Rent(memory.Count);
        _previous = ArrayPool<int>.Shared.Rent(memory.Count);
        _heapCount = 0;
    }

    /// <summary>Adds the tokens of a split.</summary>
    public static void Encode(BpeTables tables, ref byte text, int length, BpeMemory memory)
    {
        AddUnits(tables, ref text, length, memory);
        if (memory.Count > 1)
        {
            BpeMerger merger = new(tables, memory);
            merger.MergeAll();
            merger.Return();
        }
    }

    private static void AddUnits(BpeTables tables, ref byte text, int length, BpeMemory memory)
    {
        ref byte trie = ref tables.Trie;
        BpeFlags flags = tables.Flags;
        int marksFirst = (flags & BpeFlags.MarksFirst) != 0 ? 1 : 0;
        int marksLast = (flags & BpeFlags.MarksLast) != 0 ? 1 : 0;
        int end = length - marksLast;

        // Hugging Face puts tokens behind each other as if nothing had vanished, in characters of one and two bytes that stand for bytes.
        memory.CountsCharacters = (flags & BpeFlags.Bytes) != 0 && tables.UnknownId < 0;
        for (int at = marksFirst; at < end;)
        {
            int bytes = BpeUnknown.UnitLength(Unsafe.Add(ref text, at), flags);
            int from = at == marksFirst ? 0 : at;
            int to = at + bytes == end ? length : at + bytes;
            int id = Find(ref trie, ref text, from, to);
            if (id >= 0)
            {
                BpeUnknown.Flush(tables, memory);
                memory.Add(id, memory.CountsCharacters ? ByteLevelAlphabet.LengthOf(Unsafe.Add(ref text, at)) : bytes);
            }
            else
            {
                _ = BpeUnknown.TryAdd(tables, ref Unsafe.Add(ref text, at), bytes, memory);
            }

            at += bytes;
        }

        BpeUnknown.Flush(tables, memory);
    }

    private static int Find(ref byte trie, ref byte text, int from, int to)
    {
        uint position = DoubleArray.Root(ref trie);
        bool hasValue = false;
        for (int i = from; i < to; i++)
        {
            if (!DoubleArray.TryStep(ref trie, Unsafe.Add(ref text, i), ref position, out hasValue))
            {
                return -1;
            }
        }

        return hasValue ? DoubleArray.ValueAt(ref trie, position) : -1;
    }

    private void MergeAll()
    {
        int count = _memory.Count;
        int[] ids = _memory.Ids;
        int[] lengths = _memory.Lengths;
        ref byte results = ref _tables.Results;
        for (int i = 0; i < count; i++)
        {
            _next[i] = i + 1 < count ? i + 1 : Gone;
            _previous[i] = i - 1;
        }

        for (int i = 0; i + 1 < count; i++)
        {
            Push(i, ids[i], ids[i + 1]);
        }

        while (_heapCount > 0)
        {
            ulong top = Pop();
            int at = (int)(uint)top;
            int result = BpeTables.Result(ref results, (int)(top >> 32));
            int right = _next[at];
            if (ids[at] == Gone || right == Gone || !Makes(result, ids[at], ids[right]))
            {
                continue;
            }

            ids[at] = result;
            lengths[at] += lengths[right];
            ids[right] = Gone;
            _next[at] = _next[right];
            if (_next[at] != Gone)
            {
                _previous[_next[at]] = at;
                Push(at, result, ids[_next[at]]);
            }

            if (_previous[at] >= 0)
            {
                Push(_previous[at], ids[_previous[at]], result);
            }
        }

        Compact(count, ids, lengths);
    }

    private readonly bool Makes(int result, int left, int right)
    {
        int rank = MergeTable.Rank(ref _tables.Merges, _tables.MergeSlots, left, right);
        return rank != MergeTable.None && BpeTables.Result(ref _tables.Results, rank) == result;
    }

    private readonly void Compact(int count, int[] ids, int[] lengths)
    {
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            if (ids[i] != Gone)
            {
                ids[kept] = ids[i];
                lengths[kept++] = lengths[i];
            }
        }

        _memory.Count = kept;
    }

    private void Push(int at, int left, int right)
    {
        int rank = MergeTable.Rank(ref _tables.Merges, _tables.MergeSlots, left, right);
        if (rank == MergeTable.None)
        {
            return;
        }

        ulong entry = (ulong)(uint)rank << 32 | (uint)at;
        int child = _heapCount++;
        while (child > 0 && _heap[(child - 1) / 2] > entry)
        {
            _heap[child] = _heap[(child - 1) / 2];
            child = (child - 1) / 2;
        }

        _heap[child] = entry;
    }

    private ulong Pop()
    {
        ulong top = _heap[0];
        ulong entry = _heap[--_heapCount];
        int parent = 0;
        while (true)
        {
            int child = 2 * parent + 1;
            if (child >= _heapCount)
            {
                break;
            }

            if (child + 1 < _heapCount && _heap[child + 1] < _heap[child])
            {
                child++;
            }

            if (_heap[child] >= entry)
            {
                break;
            }

            _heap[parent] = _heap[child];
            parent = child;
        }

        _heap[parent] = entry;
        return top;
    }

    private readonly void Return()
    {
        ArrayPool<ulong>.Shared.Return(_heap);
        ArrayPool<int>.Shared.Return(_next);
        ArrayPool<int>.Shared.Return(_previous);
    }
}
