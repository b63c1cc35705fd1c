using System.Runtime.CompilerServices;

namespace Sememe.Tokenization.Normalizers;

/// <summary>SentencePiece's trie of rules as it is in its files (Darts-clone): shared ends keep hundreds of thousands of rules small.</summary>
/// <remarks><code>unit: bits 0–7 and 31 label   bit 8 has a value   bits 9–31 offset of its children; a value is where its unit points, without bit 31</code></remarks>
internal static class CharsmapTrie
{
    private const uint LabelMask = 0x800000FF;
    private const uint HasValue = 1 << 8;
    private const uint ValueMask = 0x7FFFFFFF;

    /// <summary>Where the root's children are.</summary>
    public static uint Root(ref byte units) => Offset(Read(ref units, 0));

    /// <summary>Follows one byte; false when there is no such edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryStep(ref byte units, uint count, byte next, ref uint position, out bool hasValue)
    {
        uint at = position ^ next;
        uint unit = at < count ? Read(ref units, at) : LabelMask;
        hasValue = (unit & HasValue) != 0;
        if ((unit & LabelMask) != next)
        {
            return false;
        }

        position = at ^ Offset(unit);
        return true;
    }

    /// <summary>The value of a node that has one.</summary>
    public static int ValueAt(ref byte units, uint position) => (int)(Read(ref units, position) & ValueMask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Read(ref byte units, uint index) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref units, (nint)index * sizeof(uint)));

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);
}
