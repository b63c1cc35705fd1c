using System.Runtime.CompilerServices;

namespace Sememe.Tokenization.Models;

/// <summary>The tokens of words that were taken apart lately: a fixed number of places, each taken over by the next word that belongs there.</summary>
/// <remarks>Holds words of at most 15 bytes with at most four tokens. It belongs to one tokenizer and never changes a result.</remarks>
internal sealed class BpeWordCache
{
    /// <summary>Most tokens of a word.</summary>
    public const int MaxTokens = 4;

    private const int Bits = 13;

    private readonly Entry[] _entries = new Entry[1 << Bits];

    /// <summary>The entry where a word with this hash would be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Entry At(ulong hash) => ref _entries[(int)(hash >> (64 - Bits))];

    /// <summary>A word as <see cref="Tables.WordTable"/> reads it, and its tokens; those behind the last are negative.</summary>
    internal struct Entry
    {
        public ulong Low;
        public ulong High;
        public int First;
        public int Second;
        public int Third;
        public int Fourth;

        public void Set(ulong low, ulong high, ReadOnlySpan<int> ids)
        {
            Low = low;
            High = high;
            First = ids.Length > 0 ? ids[0] : -1;
            Second = ids.Length > 1 ? ids[1] : -1;
            Third = ids.Length > 2 ? ids[2] : -1;
            Fourth = ids.Length > 3 ? ids[3] : -1;
        }
    }
}
