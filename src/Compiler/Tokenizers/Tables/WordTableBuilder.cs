using System.Buffers.Binary;
using Sememe.Tokenization.Tables;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds a <see cref="WordTable"/>: finds for every bucket a pilot that sends its words to free entries, the fullest buckets first.</summary>
internal sealed class WordTableBuilder
{
    /// <summary>Entries per word; the last buckets find room only if some stays.</summary>
    private const double Room = 1.12;

    private const int MostPilots = 256;
    private const int EmptyWords = 4;

    private readonly VocabularyKey[] _words;
    private readonly ulong[] _low;
    private readonly ulong[] _high;
    private readonly ulong[] _hashes;

    private WordTableBuilder(VocabularyKey[] words)
    {
        _words = words;
        _low = new ulong[words.Length];
        _high = new ulong[words.Length];
        _hashes = new ulong[words.Length];
        byte[] padded = new byte[WordTable.MaxLength + 1];
        for (int i = 0; i < words.Length; i++)
        {
            padded.AsSpan().Clear();
            words[i].Bytes.CopyTo(padded, 0);
            WordTable.ReadWord(ref padded[0], words[i].Bytes.Length, out _low[i], out _high[i]);
            _hashes[i] = WordTable.Hash(_low[i], _high[i]);
        }
    }

    /// <param name="words">Distinct words of 1 to 15 bytes.</param>
    /// <param name="cancellation">Looked at for every bucket.</param>
    public static byte[] Build(VocabularyKey[] words, CancellationToken cancellation = default)
    {
        WordTableBuilder builder = new(words);
        uint bucketMask = BucketMask(words.Length);
        int[] buckets = builder.FillBuckets(bucketMask, out int[] starts);
        for (int entries = (int)(words.Length * Room) + EmptyWords; ; entries += entries / 16 + 1)
        {
            if (builder.TryPlace(buckets, starts, (uint)entries, cancellation, out byte[] pilots, out int[] slots))
            {
                return builder.Write(bucketMask, (uint)entries, pilots, slots);
            }
        }
    }

    /// <summary>A power of two of buckets, with two to four words each.</summary>
    private static uint BucketMask(int words)
    {
        uint buckets = 4;
        while (buckets * 4 < words)
        {
            buckets *= 2;
        }

        return buckets - 1;
    }

    /// <summary>The words of each bucket, one bucket after the other; <paramref name="starts"/> has one more element than there are buckets.</summary>
    private int[] FillBuckets(uint bucketMask, out int[] starts)
    {
        starts = new int[bucketMask + 2];
        foreach (ulong hash in _hashes)
        {
            starts[WordTable.Bucket(hash, bucketMask) + 1]++;
        }

        for (int i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        int[] next = (int[])starts.Clone();
        int[] words = new int[_words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            words[next[WordTable.Bucket(_hashes[i], bucketMask)]++] = i;
        }

        return words;
    }

    private bool TryPlace(int[] words, int[] starts, uint entries, CancellationToken cancellation, out byte[] pilots, out int[] slots)
    {
        pilots = new byte[starts.Length - 1];
        slots = new int[_words.Length];
        bool[] isTaken = new bool[entries];
        int fullest = 0;
        for (int i = 0; i < pilots.Length; i++)
        {
            fullest = Math.Max(fullest, starts[i + 1] - starts[i]);
        }

        for (int size = fullest; size > 0; size--)
        {
            for (int i = 0; i < pilots.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (starts[i + 1] - starts[i] == size && !TryPlace(words.AsSpan(starts[i], size), entries, isTaken, slots, out pilots[i]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool TryPlace(ReadOnlySpan<int> words, uint entries, bool[] isTaken, int[] slots, out byte pilot)
    {
        for (int candidate = 0; candidate < MostPilots; candidate++)
        {
            pilot = (byte)candidate;
            int placed = 0;
            while (placed < words.Length)
            {
                uint slot = WordTable.Slot(_hashes[words[placed]], pilot, entries);
                if (isTaken[slot])
                {
                    break;
                }

                isTaken[slot] = true;
                slots[words[placed++]] = (int)slot;
            }

            if (placed == words.Length)
            {
                return true;
            }

            while (placed > 0)
            {
                isTaken[slots[words[--placed]]] = false;
            }
        }

        pilot = 0;
        return false;
    }

    private byte[] Write(uint bucketMask, uint entries, byte[] pilots, int[] slots)
    {
        int entriesAt = WordTable.HeaderLength + pilots.Length;
        byte[] table = new byte[entriesAt + entries * WordTable.EntryLength];
        TableWriter.Numbers([(int)entries, (int)bucketMask]).CopyTo(table, 0);
        pilots.CopyTo(table, WordTable.HeaderLength);
        for (int i = 0; i < _words.Length; i++)
        {
            Span<byte> entry = table.AsSpan(entriesAt + slots[i] * WordTable.EntryLength, WordTable.EntryLength);
            BinaryPrimitives.WriteUInt64LittleEndian(entry, _low[i]);
            BinaryPrimitives.WriteUInt64LittleEndian(entry.Slice(sizeof(ulong)), _high[i]);
            BinaryPrimitives.WriteInt32LittleEndian(entry.Slice(WordTable.IdOffset), _words[i].Value);
        }

        return table;
    }
}
