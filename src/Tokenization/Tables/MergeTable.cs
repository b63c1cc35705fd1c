using System.Runtime.CompilerServices;

namespace Sememe.Tokenization.Tables;

/// <summary>Which pairs of tokens merge, and their rank: the lower, the earlier. A hash table with open addressing.</summary>
/// <remarks><code>u32 slots where a search may start   u32 0   u64 × slots and those behind that the last pairs took { left id: 21 bits   right id: 21 bits   rank: 22 bits }; all ones where there is none, as in the last</code></remarks>
internal static class MergeTable
{
    public const int IdBits = 21;

    /// <summary>Highest id; the next higher one would make an empty slot.</summary>
    public const int MaxId = (1 << IdBits) - 2;

    public const int RankShift = 2 * IdBits;

    /// <summary>Highest rank; one more than it must still fit.</summary>
    public const int MaxRank = (1 << (64 - RankShift)) - 2;

    public const int HeaderLength = 8;

    /// <summary>The rank of pairs that do not merge.</summary>
    public const int None = int.MaxValue;

    public const ulong Empty = ulong.MaxValue;

    public const ulong KeyMask = (1ul << RankShift) - 1;

    public const uint IdMask = (1u << IdBits) - 1;

    private const ulong Factor = 0x9E3779B97F4A7C15;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Key(int left, int right) => (uint)left | (ulong)(uint)right << IdBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Slot(ulong key, uint slots) => (uint)(((key * Factor) >> 32) * slots >> 32);

    /// <summary>The rank of a pair, or <see cref="None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Rank(ref byte table, uint slots, int left, int right)
    {
        ulong key = Key(left, right);
        uint slot = Slot(key, slots);
        while (true)
        {
            ulong entry = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref table, (nint)HeaderLength + (nint)slot * sizeof(ulong)));
            if ((entry & KeyMask) == key)
            {
                return (int)(entry >> RankShift);
            }

            if (entry == Empty)
            {
                return None;
            }

            slot++;
        }
    }
}
