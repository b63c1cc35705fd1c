#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sememe.Tokenization.Normalizers;

/// <summary>What BertNormalizer makes of 32 ASCII characters at once.</summary>
/// <param name="lowercases">Whether A to Z become a to z.</param>
/// <param name="cleans">Whether white space becomes a blank and other control characters vanish.</param>
internal readonly struct AsciiMapper(bool lowercases, bool cleans)
{
    private readonly byte _caseBit = lowercases ? (byte)0x20 : (byte)0;
    private readonly byte _cleanMask = cleans ? (byte)0xFF : (byte)0;

    /// <summary>The characters as they become, but for those that vanish.</summary>
    /// <param name="block">32 bytes; those that are not ASCII stay.</param>
    /// <param name="vanishes">All ones for each that vanishes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<byte> Map(Vector256<byte> block, out Vector256<byte> vanishes)
    {
        Vector256<byte> caseBit = Vector256.Create(_caseBit);
        Vector256<byte> cleanMask = Vector256.Create(_cleanMask);
        Vector256<byte> isUpper = Vector256.LessThanOrEqual(block - Vector256.Create((byte)'A'), Vector256.Create((byte)25));
        Vector256<byte> isWhite = Vector256.Equals(block, Vector256.Create((byte)'\t')) | Vector256.Equals(block, Vector256.Create((byte)'\n'))
            | Vector256.Equals(block, Vector256.Create((byte)'\r'));
        Vector256<byte> isControl = Vector256.LessThan(block, Vector256.Create((byte)' ')) | Vector256.Equals(block, Vector256.Create((byte)0x7F));
        vanishes = Vector256.AndNot(isControl, isWhite) & cleanMask;
        return Vector256.ConditionalSelect(isWhite & cleanMask, Vector256.Create((byte)' '), block | (isUpper & caseBit));
    }
}
#endif
