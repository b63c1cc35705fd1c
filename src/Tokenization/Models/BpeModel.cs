using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Models;

/// <summary>BPE, from bytes or from characters.</summary>
/// <remarks>Splits that are one token come from the word table, those that came lately from the cache; the others are taken apart.</remarks>
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
        BpeWordCache cache = memory.Words;
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

            ref BpeWordCache.Entry entry = ref cache.At(hash);
            if (((entry.Low ^ low) | (entry.High ^ high)) != 0)
            {
                count = EncodeShort(text.Bytes, start, length, memory, ref entry, low, high, ids, count);
                continue;
            }

            count = Append(in entry, ids, count);
        }

        sink.Count = count;
        sink.Words += batch.Count;
    }

    private int EncodeShort(
        byte[] bytes, int start, int length, BpeMemory memory, ref BpeWordCache.Entry entry, ulong low, ulong high, Span<int> ids, int count)
    {
        BpeLongWordCache.Key key = BpeLongWordCache.Read(ref bytes[start], length);
        ReadOnlySpan<int> tokens = memory.LongWords.Find(key);
        if (!tokens.IsEmpty)
        {
            return Append(tokens, ids, count);
        }

        EncodeSplit(bytes, start, length, memory);
        if (memory.Count <= BpeWordCache.MaxTokens)
        {
            entry.Set(low, high, memory.Ids.AsSpan(0, memory.Count));
        }
        else if (memory.Count <= BpeLongWordCache.MaxTokens)
        {
            memory.LongWords.Set(key, memory.Ids.AsSpan(0, memory.Count));
        }

        return Append(memory, ids, count);
    }

    private int EncodeLong(byte[] bytes, int start, int length, BpeMemory memory, Span<int> ids, int count)
    {
        if (length > BpeLongWordCache.MaxLength)
        {
            EncodeSplit(bytes, start, length, memory);
            return Append(memory, ids, count);
        }

        BpeLongWordCache.Key key = BpeLongWordCache.Read(ref bytes[start], length);
        ReadOnlySpan<int> tokens = memory.LongWords.Find(key);
        if (!tokens.IsEmpty)
        {
            return Append(tokens, ids, count);
        }

        EncodeSplit(bytes, start, length, memory);
        if (memory.Count <= BpeLongWordCache.MaxTokens)
        {
            memory.LongWords.Set(key, memory.Ids.AsSpan(0, memory.Count));
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
        memory.Begin();
        if (length > WordTable.MaxLength && _tables.HasLongWords && DoubleArray.Find(ref _tables.LongWords, bytes.AsSpan(start, length)) is >= 0 and var id)
        {
            memory.Add(id, length);
            return;
        }

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Append(in BpeWordCache.Entry entry, Span<int> ids, int count)
    {
        if (count + BpeWordCache.MaxTokens <= ids.Length)
        {
            // Writes four and counts those that are there.
            ref int next = ref Unsafe.Add(ref MemoryMarshal.GetReference(ids), count);
            next = entry.First;
            Unsafe.Add(ref next, 1) = entry.Second;
            Unsafe.Add(ref next, 2) = entry.Third;
            Unsafe.Add(ref next, 3) = entry.Fourth;
        }
        else
        {
            AppendOneByOne(entry, ids, count);
        }

        return count + 4 + (entry.First >> 31) + (entry.Second >> 31) + (entry.Third >> 31) + (entry.Fourth >> 31);
    }

    private static void AppendOneByOne(in BpeWordCache.Entry entry, Span<int> ids, int count)
    {
        ReadOnlySpan<int> tokens = [entry.First, entry.Second, entry.Third, entry.Fourth];
        for (int i = 0; i < tokens.Length && tokens[i] >= 0 && (uint)count < (uint)ids.Length; i++)
        {
            ids[count++] = tokens[i];
        }
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
