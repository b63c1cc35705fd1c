using System.Runtime.CompilerServices;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Models;

/// <summary>BPE, from bytes or from characters.</summary>
/// <remarks>Splits that are one token come from the word table, those that came lately from the cache; the others are cut where no token reaches across, and taken apart.</remarks>
internal sealed class BpeModel : Model
{
    private readonly BpeTables _tables;

    public BpeModel(TableBlob tables) => _tables = new BpeTables(tables);

    public override bool FindsAll => false;

    public override object CreateMemory() => new BpeMemory(_tables.MostCandidates);

    public override void Encode(NormalizedText text, SplitBatch batch, EncodeScratch scratch, ref TokenSink sink)
    {
        BpeMemory memory = (BpeMemory)scratch.ModelMemory!;
        if (sink.IsDetailed)
        {
            EncodeDetailed(text, batch, memory, ref sink);
        }
        else
        {
            EncodeIds(text, batch, memory, ref sink);
        }
    }

    public override int Find(ReadOnlySpan<byte> token)
    {
        if ((_tables.Flags & (BpeFlags.MarksFirst | BpeFlags.MarksLast)) != 0)
        {
            return -1;
        }

        byte[] bytes = new byte[token.Length];
        int length = token.Length;
        if ((_tables.Flags & BpeFlags.Bytes) == 0)
        {
            token.CopyTo(bytes);
        }
        else if (!ByteLevelAlphabet.TryDecode(token, bytes, out length))
        {
            return -1;
        }

        return DoubleArray.Find(ref _tables.Trie, bytes.AsSpan(0, length));
    }

    private void EncodeIds(NormalizedText text, SplitBatch batch, BpeMemory memory, ref TokenSink sink)
    {
        ref byte bytes = ref text.Bytes[0];
        ref byte words = ref _tables.Words;
        uint entries = Unsafe.ReadUnaligned<uint>(ref words);
        uint bucketMask = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref words, 4));
        WordCache cache = memory.Words;
        ref int starts = ref batch.Starts[0];
        ref int ends = ref batch.Ends[0];
        Span<int> ids = sink.Ids;
        int count = sink.Count;
        for (int i = 0; i < batch.Count; i++)
        {
            int start = Unsafe.Add(ref starts, i);
            int length = Unsafe.Add(ref ends, i) - start;
            if (length > WordTable.MaxLength)
            {
                count = EncodeLong(text.Bytes, start, length, memory, ids, count);
                continue;
            }

            WordTable.ReadWord(ref Unsafe.Add(ref bytes, start), length, out ulong low, out ulong high);
            ulong hash = WordTable.Hash(low, high);
            int id = WordTable.Find(ref words, entries, bucketMask, low, high, hash);
            if (id >= 0)
            {
                if ((uint)count < (uint)ids.Length)
                {
                    ids[count] = id;
                }

                count++;
                continue;
            }

            ref WordCache.Entry entry = ref cache.Find(low, high, hash);
            count = entry.Holds(low, high) ? entry.Append(ids, count) : EncodeShort(text.Bytes, start, length, memory, low, high, ids, count);
        }

        sink.Count = count;
        sink.Words += batch.Count;
    }

    private int EncodeShort(byte[] bytes, int start, int length, BpeMemory memory, ulong low, ulong high, Span<int> ids, int count)
    {
        LongWordCache.Key key = LongWordCache.Read(ref bytes[start], length);
        ReadOnlySpan<uint> tokens = memory.Words.Long.Find(key);
        if (!tokens.IsEmpty)
        {
            return PackedToken.Append(tokens, ids, count);
        }

        int end = EncodeParts(bytes, start, length, memory, ids, count);
        if (end > ids.Length)
        {
            return end;
        }

        if (end - count <= WordCache.MaxTokens)
        {
            memory.Words.Set(low, high, ids.Slice(count, end - count), lengths: default, marks: 0);
        }
        else if (end - count <= LongWordCache.MaxTokens)
        {
            memory.Words.Long.Set(key, ids.Slice(count, end - count), lengths: default, marks: 0);
        }

        return end;
    }

    private int EncodeLong(byte[] bytes, int start, int length, BpeMemory memory, Span<int> ids, int count)
    {
        if (length > LongWordCache.MaxLength)
        {
            return EncodeParts(bytes, start, length, memory, ids, count);
        }

        LongWordCache.Key key = LongWordCache.Read(ref bytes[start], length);
        ReadOnlySpan<uint> tokens = memory.Words.Long.Find(key);
        if (!tokens.IsEmpty)
        {
            return PackedToken.Append(tokens, ids, count);
        }

        int end = EncodeParts(bytes, start, length, memory, ids, count);
        if (end <= ids.Length && end - count <= LongWordCache.MaxTokens)
        {
            memory.Words.Long.Set(key, ids.Slice(count, end - count), lengths: default, marks: 0);
        }

        return end;
    }

    /// <summary>A split from one cut to the next: in scripts without blanks words are long and hardly ever return, what lies between cuts is short and does.</summary>
    private int EncodeParts(byte[] bytes, int start, int length, BpeMemory memory, Span<int> ids, int count)
    {
        if (FindLongWord(bytes, start, length) is >= 0 and var id)
        {
            return Append([id], ids, count);
        }

        int end = start + length;
        int[] cuts = memory.Cuts;
        int at = start;
        int found = _tables.HasJoints ? JointTable.FindCuts(ref _tables.Joints, ref bytes[0], ref at, end, cuts) : 0;
        if (found <= 1 && (found == 0 || cuts[0] == end))
        {
            Merge(bytes, start, length, memory);
            return Append(memory, ids, count);
        }

        while (true)
        {
            foreach (int cut in cuts.AsSpan(0, found))
            {
                count = EncodePart(bytes, start, cut - start, memory, ids, count);
                start = cut;
            }

            if (at == end)
            {
                return count;
            }

            found = JointTable.FindCuts(ref _tables.Joints, ref bytes[0], ref at, end, cuts);
        }
    }

    /// <summary>Short parts are kept beside words: such a word may be a token whatever the merges say, but then it is in the word table and not in the cache.</summary>
    private int EncodePart(byte[] bytes, int start, int length, BpeMemory memory, Span<int> ids, int count)
    {
        if (length > WordTable.MaxLength)
        {
            Merge(bytes, start, length, memory);
            return Append(memory, ids, count);
        }

        WordTable.ReadWord(ref bytes[start], length, out ulong low, out ulong high);
        ref WordCache.Entry entry = ref memory.Words.Find(low, high, WordTable.Hash(low, high));
        if (entry.Holds(low, high))
        {
            return entry.Append(ids, count);
        }

        Merge(bytes, start, length, memory);
        if (memory.Count <= WordCache.MaxTokens)
        {
            memory.Words.Set(low, high, memory.Ids.AsSpan(0, memory.Count), lengths: default, marks: 0);
        }

        return Append(memory, ids, count);
    }

    private void EncodeDetailed(NormalizedText text, SplitBatch batch, BpeMemory memory, ref TokenSink sink)
    {
        ref byte words = ref _tables.Words;
        uint entries = Unsafe.ReadUnaligned<uint>(ref words);
        uint bucketMask = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref words, 4));
        for (int i = 0; i < batch.Count; i++)
        {
            int start = batch.Starts[i];
            int end = batch.Ends[i];
            int id = end - start <= WordTable.MaxLength ? WordTable.Find(ref words, entries, bucketMask, ref text.Bytes[start], end - start) : -1;
            if (id >= 0)
            {
                sink.Add(id, sink.IsFull ? default : text.SourceOf(start, end));
            }
            else
            {
                EncodeSplit(text.Bytes, start, end - start, memory);
                Append(text, start, end, memory, ref sink);
            }

            sink.Words++;
        }
    }

    /// <summary>Leaves the tokens of a split in memory.</summary>
    private void EncodeSplit(byte[] bytes, int start, int length, BpeMemory memory)
    {
        if (FindLongWord(bytes, start, length) is >= 0 and var id)
        {
            memory.Begin();
            memory.Add(id, length);
            return;
        }

        Merge(bytes, start, length, memory);
    }

    /// <summary>The token that a long split is whatever the merges say, or -1.</summary>
    private int FindLongWord(byte[] bytes, int start, int length) =>
        length > WordTable.MaxLength && _tables.HasLongWords ? DoubleArray.Find(ref _tables.LongWords, bytes.AsSpan(start, length)) : -1;

    /// <summary>Leaves the tokens that merging gives in memory.</summary>
    private void Merge(byte[] bytes, int start, int length, BpeMemory memory)
    {
        memory.Begin();
        BpeFlags marks = _tables.Flags & (BpeFlags.MarksFirst | BpeFlags.MarksLast);
        int toTake = marks == 0 ? length : memory.Mark(bytes.AsSpan(start, length), marks);
        ref byte text = ref (marks == 0 ? ref bytes[start] : ref memory.Marked[0]);
        if ((_tables.Flags & BpeFlags.Proven) == 0 || !BpeBacktracker.TryEncode(_tables, ref text, toTake, memory))
        {
            memory.Begin();
            BpeMerger.Encode(_tables, ref text, toTake, memory);
        }
        else
        {
            memory.Unmark(marks);
        }
    }

    private static int Append(BpeMemory memory, Span<int> ids, int count)
    {
        int total = Append(memory.Ids.AsSpan(0, memory.Count), ids, count);
        memory.Shrink();
        return total;
    }

    private static int Append(ReadOnlySpan<int> tokens, Span<int> ids, int count)
    {
        int fit = Math.Max(0, Math.Min(tokens.Length, ids.Length - count));
        tokens.Slice(0, fit).CopyTo(ids.Slice(Math.Min(count, ids.Length)));
        return count + tokens.Length;
    }

    /// <summary>Tokens with their places.</summary>
    private static void Append(NormalizedText text, int start, int end, BpeMemory memory, ref TokenSink sink)
    {
        int at = start;
        int characters = 0; // length of the byte-level characters for the bytes before this one
        int wanted = 0;
        for (int i = 0; i < memory.Count; i++)
        {
            if (!memory.CountsCharacters)
            {
                int from = at;
                at = Math.Min(end, at + memory.Lengths[i]);
                sink.Add(memory.Ids[i], sink.IsFull ? default : PlaceOf(text, start, end, from, at));
                continue;
            }

            // Half a character stands for its byte, on either side.
            int first = characters > wanted ? at - 1 : at;
            wanted += memory.Lengths[i];
            while (at < end && characters < wanted)
            {
                characters += ByteLevelAlphabet.LengthOf(text.Bytes[at++]);
            }

            sink.Add(memory.Ids[i], sink.IsFull ? default : PlaceOf(text, start, end, first, at));
        }

        memory.Shrink();
    }

    /// <summary>A token that is part of a character stands where the whole character does.</summary>
    private static TextRange PlaceOf(NormalizedText text, int start, int end, int from, int to)
    {
        byte[] bytes = text.Bytes;
        while (from > start && Utf8.IsContinuation(bytes[from]))
        {
            from--;
        }

        while (to < end && Utf8.IsContinuation(bytes[to]))
        {
            to++;
        }

        return text.SourceOf(from, to);
    }
}
