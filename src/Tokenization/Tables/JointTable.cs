using System.Runtime.CompilerServices;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Tables;

/// <summary>Which characters meet inside tokens. Between two that do not, a text may be cut: neither side acts on how the other is taken apart.</summary>
/// <remarks>
/// Pairs are marked in bits chosen by a hash. Two of them may share a bit, so that some places are not found; none is found that is not there.
/// <code>
/// f64 a margin (see <see cref="Models.UnigramModel"/>)   u32 by how much to shift hashes   u32 1: there are tokens that begin or end amid a character
/// u64 × 64 by the last byte of a character: bits of the first bytes that follow it in tokens that begin amid it   the bits of the pairs
/// </code>
/// </remarks>
internal static class JointTable
{
    public const int MarginOffset = 0;
    public const int ShiftOffset = 8;
    public const int FlagsOffset = 12;
    public const int AmidOffset = 16;
    public const int HeaderLength = AmidOffset + (Places * sizeof(ulong));

    /// <summary>What bytes are told apart by: their last six bits.</summary>
    public const int Places = 64;

    /// <summary>Two characters, or a character and the first byte of one, as the UTF-8 that they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Key(uint before, uint behind) => before | (ulong)behind << 32;

    /// <summary>Number of the bit of a pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bit(ulong key, int shift) => (uint)((key * 0x9E3779B97F4A7C15) >> shift); // the golden ratio

    /// <summary>The character at a place as the bytes that it is; four bytes must be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Character(ref byte text, out int length)
    {
        length = Utf8.LengthOf(text);
        return Unsafe.ReadUnaligned<uint>(ref text) & (uint.MaxValue >> (32 - (8 * length)));
    }

    /// <summary>Finds the places inside a text where it may be cut, and its end.</summary>
    /// <param name="table">A table.</param>
    /// <param name="text">The first byte of the text.</param>
    /// <param name="at">Where the text begins; where the next call has to go on.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="cuts">Receives the places.</param>
    /// <returns>Their number, not 0; the last is <paramref name="end"/> when the text has been gone through.</returns>
    public static int FindCuts(ref byte table, ref byte text, ref int at, int end, int[] cuts)
    {
        int shift = Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref table, ShiftOffset));
        bool hasParts = Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref table, FlagsOffset)) != 0;
        ref int next = ref cuts[0];
        int most = cuts.Length - 1;
        int count = 0;
        int place = at;
        uint before = Character(ref Unsafe.Add(ref text, place), out int length);
        for (place += length; place < end && count < most; place += length)
        {
            ref byte behind = ref Unsafe.Add(ref text, place);
            uint character = Character(ref behind, out length);
            uint isJoint = IsMarked(ref table, shift, Key(before, character));
            if (hasParts)
            {
                isJoint |= MeetsPart(ref table, shift, before, ref behind);
            }

            // Written and overwritten: where the next cut is, no branch predictor can foresee.
            Unsafe.Add(ref next, count) = place;
            count += (int)(isJoint ^ 1);
            before = character;
        }

        if (place >= end)
        {
            cuts[count++] = end;
            at = end;
        }
        else
        {
            at = cuts[count - 1];
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint IsMarked(ref byte table, int shift, ulong key)
    {
        uint bit = Bit(key, shift);
        return (uint)Unsafe.Add(ref table, (nint)(HeaderLength + (bit >> 3))) >> (int)(bit & 7) & 1;
    }

    /// <summary>Part of the character before a place may be in a token with the one behind it, or that one with part of the one behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint MeetsPart(ref byte table, int shift, uint before, ref byte place)
    {
        int last = Unsafe.Add(ref place, -1) & (Places - 1);
        ulong amid = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref table, AmidOffset + (last * sizeof(ulong))));
        return (uint)(amid >> (place & (Places - 1)) & 1) | IsMarked(ref table, shift, Key(before, place));
    }
}
