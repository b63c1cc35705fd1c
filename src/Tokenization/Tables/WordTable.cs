using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sememe.Tokenization.Tables;

/// <summary>Words of at most 15 bytes and their token ids: a perfect hash, so that every look-up is one probe of one 20-byte entry.</summary>
/// <remarks>
/// Words hash to buckets; the build chose for each bucket a pilot that sends its words to entries of their own.
/// <code>
/// u32 entries   u32 buckets - 1 (buckets are a power of two)   u8 × buckets: pilots   entries × { u64 u64 word   i32 id }
/// </code>
/// A word is its bytes, zeros, and its length in the last byte; an unused entry has length 0 and equals no word.
/// A table of two 32-byte entries to a cache line would save a tenth of a nanosecond and cost twice the memory, which start-up pays for.
/// </remarks>
internal static class WordTable
{
    /// <summary>Longest word in bytes.</summary>
    public const int MaxLength = 15;

    public const int HeaderLength = 8;

    public const int EntryLength = 20;

    public const int IdOffset = 16;

    // Odd constants with well mixed bits (fractions of the golden ratio, square roots of 3, 5 and 7).
    private const ulong LowFactor = 0x9E3779B97F4A7C15;
    private const ulong HighFactor = 0xBB67AE8584CAA73B;
    private const ulong PilotFactor = 0x3C6EF372FE94F82B;
    private const ulong MixFactor = 0xA54FF53A5F1D36F1;

    /// <summary>Which bytes of 16 belong to a word of each length from 0 to 15.</summary>
    private static ReadOnlySpan<byte> Masks =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Reads a word of 1 to 15 bytes as two numbers; 16 bytes must be readable at <paramref name="text"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadWord(ref byte text, int length, out ulong low, out ulong high)
    {
        ref byte mask = ref Unsafe.Add(ref MemoryMarshal.GetReference(Masks), MaxLength - length);
        low = Unsafe.ReadUnaligned<ulong>(ref text) & Unsafe.ReadUnaligned<ulong>(ref mask);
        high = (Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref text, 8)) & Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref mask, 8)))
            | (ulong)(uint)length << 56;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash(ulong low, ulong high)
    {
        ulong hash = (low * LowFactor) ^ (high * HighFactor);
        return (hash ^ (hash >> 29)) * MixFactor;
    }

    /// <summary>Bucket of a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bucket(ulong hash, uint bucketMask) => (uint)(hash >> 20) & bucketMask;

    /// <summary>Entry of a hash under its bucket's pilot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Slot(ulong hash, byte pilot, uint entries) => (uint)(((hash ^ (pilot * PilotFactor)) >> 32) * entries >> 32);

    /// <summary>The id of a word of 1 to 15 bytes, or a negative number; 16 bytes must be readable at <paramref name="text"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Find(ref byte table, uint entries, uint bucketMask, ref byte text, int length)
    {
        ReadWord(ref text, length, out ulong low, out ulong high);
        return Find(ref table, entries, bucketMask, low, high, Hash(low, high));
    }

    /// <summary>The id of a word that has been read and hashed, or a negative number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Find(ref byte table, uint entries, uint bucketMask, ulong low, ulong high, ulong hash)
    {
        byte pilot = Unsafe.Add(ref table, (nint)(HeaderLength + Bucket(hash, bucketMask)));
        ref byte entry = ref Unsafe.Add(ref table, (nint)(HeaderLength + bucketMask + 1) + (nint)Slot(hash, pilot, entries) * EntryLength);
        ulong difference = (Unsafe.ReadUnaligned<ulong>(ref entry) ^ low) | (Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref entry, 8)) ^ high);
        return difference == 0 ? Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref entry, IdOffset)) : -1;
    }
}
