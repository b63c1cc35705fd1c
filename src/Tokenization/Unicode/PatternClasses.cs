using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Unicode;

/// <summary>The section that gives every code point its <see cref="PatternClass"/>.</summary>
/// <remarks><code>u64: bit (b &amp; 63) is set when a character whose UTF-8 starts with byte b can be anything but a letter; then a <see cref="TwoStageTable"/> of bytes</code></remarks>
internal static class PatternClasses
{
    public const int HeaderLength = 8;

    /// <summary>The lead bytes that can begin something else than a letter.</summary>
    public static ulong OtherLeads(ReadOnlySpan<byte> section) => MemoryMarshal.Read<ulong>(section);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PatternClass Of(ref byte section, uint codePoint) => (PatternClass)TwoStageTable.ReadByte(ref Unsafe.Add(ref section, HeaderLength), codePoint);

    /// <summary>The class of the character at <paramref name="text"/> and its length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PatternClass Of(ref byte section, ref byte text, out int length) => Of(ref section, Utf8.Decode(ref text, out length));
}
