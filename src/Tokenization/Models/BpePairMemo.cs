using System.Runtime.CompilerServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Models;

/// <summary>Which pairs of tokens were found to be valid or not lately: a fixed number of places, each taken over by the next pair that belongs there.</summary>
internal sealed class BpePairMemo
{
    private const int Bits = 13;
    private const ulong Present = 1ul << 62;
    private const ulong Valid = 1ul << 63;

    private readonly ulong[] _pairs = new ulong[1 << Bits];

    /// <summary>True when merging makes of the text of these two tokens these two tokens.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsValidPair(BpeTables tables, int left, int right)
    {
        ulong key = MergeTable.Key(left, right) | Present;
        ref ulong place = ref _pairs[(int)((key * 0x9E3779B97F4A7C15) >> (64 - Bits))];
        return (place & ~Valid) == key ? (place & Valid) != 0 : Find(tables, left, right, key, ref place);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Find(BpeTables tables, int left, int right, ulong key, ref ulong place)
    {
        bool isValid = BpeBacktracker.IsValidPair(ref tables.Merges, tables.MergeSlots, ref tables.Parts, left, right);
        place = key | (isValid ? Valid : 0);
        return isValid;
    }
}
