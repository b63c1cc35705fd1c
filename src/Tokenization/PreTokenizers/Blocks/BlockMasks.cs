#if NET
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.PreTokenizers.Blocks;

/// <summary>What the 64 bytes of a block are, one bit per byte. All bytes of a character have its class.</summary>
internal ref struct BlockMasks
{
    public const int Length = 64;

    public ulong Letters;
    public ulong Numbers;
    public ulong White;
    public ulong Blanks;
    public ulong Newlines;
    public ulong Apostrophes;

    /// <summary>First bytes of symbols of two, three and four bytes.</summary>
    public ulong WideSymbols2;
    public ulong WideSymbols3;
    public ulong WideSymbols4;

    /// <summary>Bytes that belong to the text.</summary>
    public ulong Valid;

    /// <summary>There are white characters beyond ASCII.</summary>
    public bool HasWideWhite;

    /// <summary>There are numbers beyond ASCII.</summary>
    public bool HasWideNumbers;

    /// <summary>Everything else.</summary>
    public readonly ulong Symbols => ~(Letters | Numbers | White) & Valid;

    /// <summary>Classifies a block; 64 bytes and a character more must be readable.</summary>
    /// <param name="block">First byte.</param>
    /// <param name="valid">Bytes that belong to the text, at most 64.</param>
    /// <param name="classes">The section of <see cref="PatternClasses"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BlockMasks(ref byte block, int valid, ref byte classes)
    {
        Vector256<byte> low = Vector256.LoadUnsafe(ref block);
        Vector256<byte> high = Vector256.LoadUnsafe(ref block, (nuint)Vector256<byte>.Count);
        Valid = valid >= Length ? ulong.MaxValue : (1ul << valid) - 1;
        Letters = Bits(IsLetter(low), IsLetter(high)) & Valid;
        Numbers = Bits(IsDigit(low), IsDigit(high)) & Valid;
        Blanks = Bits(Vector256.Equals(low, Vector256.Create((byte)' ')), Vector256.Equals(high, Vector256.Create((byte)' '))) & Valid;
        White = (Bits(IsControlWhite(low), IsControlWhite(high)) & Valid) | Blanks;
        Apostrophes = Bits(Vector256.Equals(low, Vector256.Create((byte)'\'')), Vector256.Equals(high, Vector256.Create((byte)'\''))) & Valid;
        Newlines = Bits(IsNewline(low), IsNewline(high)) & Valid;
        ulong notAscii = Bits(low, high) & Valid;
        if (notAscii != 0)
        {
            Letters |= notAscii;
            Reclassify(ref block, Bits(IsLead(low), IsLead(high)) & Valid, ref classes);
        }
    }

    /// <summary>Most characters beyond ASCII are letters; takes out those that are not.</summary>
    private void Reclassify(ref byte block, ulong leads, ref byte classes)
    {
        ulong others = Unsafe.ReadUnaligned<ulong>(ref classes);
        while (leads != 0)
        {
            int at = BitOperations.TrailingZeroCount(leads);
            leads &= leads - 1;
            if ((others >> (Unsafe.Add(ref block, at) & 63) & 1) == 0)
            {
                continue;
            }

            PatternClass kind = PatternClasses.Of(ref classes, ref Unsafe.Add(ref block, at), out int length);
            if ((kind & PatternClass.Letter) == 0)
            {
                Move(kind, 1ul << at, ((1ul << length) - 1) << at & Valid, length);
            }
        }
    }

    private void Move(PatternClass kind, ulong first, ulong all, int length)
    {
        Letters &= ~all;
        if ((kind & PatternClass.Number) != 0)
        {
            Numbers |= all;
            HasWideNumbers = true;
        }
        else if ((kind & PatternClass.White) != 0)
        {
            White |= all;
            HasWideWhite = true;
        }
        else
        {
            WideSymbols2 |= length == 2 ? first : 0;
            WideSymbols3 |= length == 3 ? first : 0;
            WideSymbols4 |= length == 4 ? first : 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector256<byte> low, Vector256<byte> high) => low.ExtractMostSignificantBits() | (ulong)high.ExtractMostSignificantBits() << 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> IsLetter(Vector256<byte> text) =>
        Vector256.LessThanOrEqual((text | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)25));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> IsDigit(Vector256<byte> text) => Vector256.LessThanOrEqual(text - Vector256.Create((byte)'0'), Vector256.Create((byte)9));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> IsControlWhite(Vector256<byte> text) =>
        Vector256.LessThanOrEqual(text - Vector256.Create((byte)'\t'), Vector256.Create((byte)('\r' - '\t')));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> IsNewline(Vector256<byte> text) =>
        Vector256.Equals(text, Vector256.Create((byte)'\n')) | Vector256.Equals(text, Vector256.Create((byte)'\r'));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> IsLead(Vector256<byte> text) => Vector256.GreaterThanOrEqual(text, Vector256.Create((byte)0xC0));
}
#endif
