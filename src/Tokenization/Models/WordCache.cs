using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Models;

/// <summary>The tokens of words seen before: a fixed number of places, each taken over by the next word that belongs there.</summary>
/// <remarks>
/// Changes how long a word takes and never what it becomes: the whole word is compared. Words of up to 15 bytes with up to four tokens are read and
/// hashed as <see cref="WordTable"/> does it; each may take one of two places side by side. <see cref="Long"/> holds the others.
/// </remarks>
/// <param name="bits">Binary logarithm of the number of words.</param>
internal sealed class WordCache(int bits)
{
    /// <summary>Most tokens of a word.</summary>
    public const int MaxTokens = 4;

    private readonly Entry[] _entries = new Entry[1 << bits];
    private readonly int _shift = 64 - (bits - 1);

    /// <summary>Words that are too long for this one, or have too many tokens.</summary>
    public LongWordCache Long { get; } = new();

    /// <summary>The entry of a word of 1 to 15 bytes with this hash, or another one when it is not here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Entry Find(ulong low, ulong high, ulong hash)
    {
        ref Entry first = ref _entries[2 * (int)(hash >> _shift)];
        ref Entry second = ref Unsafe.Add(ref first, 1);
        return ref Unsafe.Add(ref first, (nint)(second.Holds(low, high) ? 1u : 0u));
    }

    /// <summary>Takes a word of up to 15 bytes with at most <see cref="MaxTokens"/> tokens; of the two in its places the older one goes.</summary>
    public void Set(ulong low, ulong high, ReadOnlySpan<int> ids, ReadOnlySpan<int> lengths, uint marks)
    {
        ref Entry first = ref _entries[2 * (int)(WordTable.Hash(low, high) >> _shift)];
        ref Entry second = ref Unsafe.Add(ref first, 1);
        if (!second.Holds(low, high))
        {
            if (!first.Holds(low, high))
            {
                second = first;
            }

            first.Set(low, high, ids, lengths, marks);
        }
        else
        {
            second.Set(low, high, ids, lengths, marks);
        }
    }

    /// <summary>The tokens of a word of up to <see cref="LongWordCache.MaxLength"/> bytes; empty when it is not here.</summary>
    /// <param name="text">Its first byte; so many and one more must be readable.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="room">Room for <see cref="MaxTokens"/> tokens.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<uint> Find(ref byte text, int length, Span<uint> room)
    {
        if (length <= WordTable.MaxLength)
        {
            WordTable.ReadWord(ref text, length, out ulong low, out ulong high);
            ref Entry entry = ref Find(low, high, WordTable.Hash(low, high));
            if (entry.Holds(low, high))
            {
                return room.Slice(0, entry.CopyTo(room));
            }
        }

        return Long.Find(LongWordCache.Read(ref text, length));
    }

    /// <summary>Takes a word of up to <see cref="LongWordCache.MaxLength"/> bytes with up to <see cref="LongWordCache.MaxTokens"/> tokens.</summary>
    public void Set(ref byte text, int length, ReadOnlySpan<int> ids, ReadOnlySpan<int> lengths, uint marks)
    {
        if (length <= WordTable.MaxLength && ids.Length <= MaxTokens)
        {
            WordTable.ReadWord(ref text, length, out ulong low, out ulong high);
            Set(low, high, ids, lengths, marks);
        }
        else
        {
            Long.Set(LongWordCache.Read(ref text, length), ids, lengths, marks);
        }
    }

    /// <summary>A word as <see cref="WordTable"/> reads it, and its tokens; those behind the last are absent.</summary>
    internal struct Entry
    {
        private const ulong IdsMask = (ulong)PackedToken.IdMask << 32 | PackedToken.IdMask;

        private ulong _low;
        private ulong _high;
        private ulong _firstTwo;
        private ulong _lastTwo;

        /// <summary>Number of tokens.</summary>
        public readonly int Count
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => MaxTokens - (int)(((_firstTwo >> 31 & 1) + (_firstTwo >> 63)) + ((_lastTwo >> 31 & 1) + (_lastTwo >> 63)));
        }

        /// <summary>The first token, which says what is known of the word.</summary>
        public readonly uint First => (uint)_firstTwo;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly bool Holds(ulong low, ulong high) => ((_low ^ low) | (_high ^ high)) == 0;

        /// <summary>Appends the ids, as far as there is room. Returns the number of all.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly int Append(Span<int> ids, int count)
        {
            if (count > ids.Length - MaxTokens)
            {
                return AppendOneByOne(ids, count);
            }

            // Writes four and counts those that are there.
            ref byte next = ref Unsafe.As<int, byte>(ref Unsafe.Add(ref MemoryMarshal.GetReference(ids), count));
            Unsafe.WriteUnaligned(ref next, _firstTwo & IdsMask);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref next, sizeof(ulong)), _lastTwo & IdsMask);
            return count + Count;
        }

        /// <summary>Copies the tokens. Returns their number.</summary>
        public readonly int CopyTo(Span<uint> tokens)
        {
            tokens[0] = (uint)_firstTwo;
            tokens[1] = (uint)(_firstTwo >> 32);
            tokens[2] = (uint)_lastTwo;
            tokens[3] = (uint)(_lastTwo >> 32);
            return Count;
        }

        /// <summary>Takes a word with at most <see cref="MaxTokens"/> tokens.</summary>
        public void Set(ulong low, ulong high, ReadOnlySpan<int> ids, ReadOnlySpan<int> lengths, uint marks)
        {
            Span<uint> tokens = stackalloc uint[MaxTokens];
            tokens.Fill(PackedToken.Absent);
            PackedToken.Pack(ids, lengths, marks, tokens);
            _low = low;
            _high = high;
            _firstTwo = tokens[0] | (ulong)tokens[1] << 32;
            _lastTwo = tokens[2] | (ulong)tokens[3] << 32;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private readonly int AppendOneByOne(Span<int> ids, int count)
        {
            Span<uint> tokens = stackalloc uint[MaxTokens];
            return PackedToken.Append(tokens.Slice(0, CopyTo(tokens)), ids, count);
        }
    }
}
