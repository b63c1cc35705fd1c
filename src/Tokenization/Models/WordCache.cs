using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sememe.Tokenization.Models;

/// <summary>The tokens of words seen before, up to 23 bytes and seven tokens each: a place for every word, taken by whoever comes last.</summary>
/// <remarks>Changes how long a word takes and never what it becomes: the whole word is compared.</remarks>
internal sealed class WordCache
{
    /// <summary>Longest word in bytes.</summary>
    public const int MaxLength = 23;

    /// <summary>Most tokens of a word.</summary>
    public const int MaxTokens = 7;

    private const int BitsOfByte = 8;

    // Odd constants with well mixed bits, as in WordTable.
    private const ulong FirstFactor = 0x9E3779B97F4A7C15;
    private const ulong SecondFactor = 0xBB67AE8584CAA73B;
    private const ulong ThirdFactor = 0xA54FF53A5F1D36F1;

    private readonly Entry[] _entries;
    private readonly int _shift;
    private Entry _spare;

    /// <param name="bits">Binary logarithm of the number of words.</param>
    public WordCache(int bits = 12)
    {
        _entries = new Entry[1 << bits];
        _shift = 64 - bits;
    }

    /// <summary>An entry that is never found, for words that are too long.</summary>
    public ref Entry Spare => ref _spare;

    /// <summary>Which bytes of 24 belong to a word of each length from 0 to 23.</summary>
    private static ReadOnlySpan<byte> Masks =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>The entry that a word of 1 to 23 bytes has or would take; 24 bytes must be readable at <paramref name="text"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Entry Find(ref byte text, int length, out Word word)
    {
        ref byte mask = ref Unsafe.Add(ref MemoryMarshal.GetReference(Masks), MaxLength - length);
        word.First = Unsafe.ReadUnaligned<ulong>(ref text) & Unsafe.ReadUnaligned<ulong>(ref mask);
        word.Second = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref text, 8)) & Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref mask, 8));
        word.Third = (Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref text, 16)) & Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref mask, 16)))
            | (ulong)(uint)length << 56;
        ulong hash = (word.First * FirstFactor) ^ (word.Second * SecondFactor) ^ (word.Third * ThirdFactor);
        hash = (hash ^ hash >> 29) * FirstFactor;
        return ref _entries[(int)(hash >> _shift)];
    }

    /// <summary>A word as three numbers; its length is in the last byte.</summary>
    internal struct Word
    {
        public ulong First;
        public ulong Second;
        public ulong Third;
    }

    /// <summary>A word and its tokens; 64 bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    internal struct Entry
    {
        private Word _word;

        // Number of tokens in the first byte, then where each ends in the word.
        private ulong _ends;

        // The first of the ids; the others lie behind it, up to the size of the entry.
        private int _id0;

        public readonly int Count => (int)(_ends & 0xFF);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly bool Holds(in Word word) => ((_word.First ^ word.First) | (_word.Second ^ word.Second) | (_word.Third ^ word.Third)) == 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int Id(ref Entry entry, int index) => Unsafe.Add(ref entry._id0, index);

        public readonly int End(int index) => (int)(_ends >> (BitsOfByte * (index + 1)) & 0xFF);

        /// <summary>Empties the entry for a word; without a length it is found by nobody until <see cref="Finish"/>.</summary>
        public void Begin() => (_word, _ends) = (default, 0);

        /// <summary>Adds a token; of the eighth on, only the number counts.</summary>
        public static void Add(ref Entry entry, int id, int end)
        {
            int count = entry.Count;
            if (count < MaxTokens)
            {
                Unsafe.Add(ref entry._id0, count) = id;
                entry._ends |= (ulong)(uint)end << (BitsOfByte * (count + 1));
            }

            entry._ends++;
        }

        /// <summary>Makes the entry that of a word, unless it has too many tokens.</summary>
        public void Finish(in Word word) => _word = Count <= MaxTokens ? word : default;
    }
}
