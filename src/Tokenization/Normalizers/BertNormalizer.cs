using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;
#if NET
using System.Numerics;
using System.Runtime.Intrinsics;
#endif

namespace Sememe.Tokenization.Normalizers;

/// <summary>BertNormalizer with any flags: clean_text, handle_chinese_chars, strip_accents and lowercase are worked into one table at build time.</summary>
/// <remarks>
/// <code>u32 flags   u32 offset of the pool   u8 × 128: what ASCII becomes (0xFF: nothing)   two-stage table of <see cref="BertEntry"/>   pool of UTF-8</code>
/// </remarks>
internal sealed class BertNormalizer : Normalizer
{
    public const uint CleansFlag = 1;
    public const uint LowercasesFlag = 2;
    public const int HeaderLength = 8;
    public const int AsciiLength = 128;
    public const byte Nothing = 0xFF;
    public const int TableOffset = HeaderLength + AsciiLength;

    /// <summary>Most bytes that one character becomes, and that copying a replacement touches.</summary>
    private const int MaxBytes = 32;

    private readonly TableBlob _tables;
    private readonly TableSection _section;
    private readonly int _pool;
#if NET
    private readonly bool _vectorized;
#endif

    public BertNormalizer(TableBlob tables, TableSection parameters, bool vectorized)
    {
        _tables = tables;
        _section = parameters;
        ReadOnlySpan<byte> section = tables.Slice(_section);
        _pool = MemoryMarshal.Read<int>(section.Slice(4));
#if NET
        uint flags = MemoryMarshal.Read<uint>(section);
        _vectorized = vectorized && Vector128.IsHardwareAccelerated;
        Ascii = new AsciiMapper(lowercases: (flags & LowercasesFlag) != 0, cleans: (flags & CleansFlag) != 0);
#else
        _ = vectorized;
#endif
    }

#if NET
    /// <summary>What ASCII becomes.</summary>
    internal AsciiMapper Ascii { get; }
#endif

    public override void Normalize(NormalizedText source, NormalizedText destination)
    {
        ref byte section = ref MemoryMarshal.GetReference(_tables.Slice(_section));
        int at = source.Start;
        while (at < source.End)
        {
            destination.Reserve(MaxBytes);
#if NET
            if (_vectorized)
            {
                at += CopyAsciiBlocks(source, at, destination);
                if (at == source.End)
                {
                    break;
                }
            }
#endif
            at = NormalizeOneByOne(source, at, ref section, destination);
        }
    }

    /// <summary>Normalizes characters until it is worth to try a block again.</summary>
    private int NormalizeOneByOne(NormalizedText source, int at, ref byte section, NormalizedText destination)
    {
        ref byte text = ref source.Bytes[0];
        ref byte bytes = ref destination.Bytes[0];
        ref byte table = ref Unsafe.Add(ref section, TableOffset);
        int limit = destination.Capacity - MaxBytes;
        int length = destination.End;
        do
        {
            int unchanged = CopyUnchanged(ref text, at, Math.Min(source.End, at + limit - length), ref table, ref Unsafe.Add(ref bytes, length));
            if (unchanged > 0)
            {
                destination.AlignCopy(length, at, unchanged);
                length += unchanged;
                at += unchanged;
                continue;
            }

            byte lead = Unsafe.Add(ref text, at);
            if (lead < 0x80)
            {
                byte mapped = Unsafe.Add(ref section, HeaderLength + lead);
                Unsafe.Add(ref bytes, length) = mapped;
                int kept = mapped == Nothing ? 0 : 1;
                destination.AlignCopy(length, at, kept);
                length += kept;
                at++;
                continue;
            }

            uint character = Utf8.Decode(ref Unsafe.Add(ref text, at), out int units);
            uint entry = TwoStageTable.ReadUInt32(ref table, character);
            if ((entry & BertEntry.Slow) != 0)
            {
                destination.End = length;
                return NormalizeSlowly(character, entry, units, source, at, destination);
            }

            int written = Write(entry, ref Unsafe.Add(ref text, at), units, ref Unsafe.Add(ref section, _pool), ref Unsafe.Add(ref bytes, length));
            if (written > 0)
            {
                destination.Align(length, at, written, units);
            }

            length += written;
            at += units;
        }
        while (at < source.End && length < limit && ScalarPays(ref Unsafe.Add(ref text, at)));
        destination.End = length;
        return at;
    }

    /// <summary>Copies characters outside ASCII that stay as they are, and the blanks between them: most of the text in most scripts. Returns how many bytes.</summary>
    /// <remarks>Kept apart, and small, so that the compiler holds everything in registers.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CopyUnchanged(ref byte text, int start, int end, ref byte table, ref byte destination)
    {
        text = ref Unsafe.Add(ref text, start);
        int length = end - start;
        int at = 0;
        while (at < length)
        {
            uint lead = Unsafe.Add(ref text, at);
            if (lead < 0x80)
            {
                if (lead != ' ')
                {
                    break;
                }

                Unsafe.Add(ref destination, at++) = (byte)' ';
                continue;
            }

            uint character = Utf8.Decode(ref Unsafe.Add(ref text, at), out int units);
            if (TwoStageTable.ReadUInt32(ref table, character) != BertEntry.Copy)
            {
                break;
            }

            Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, at), Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref text, at)));
            at += units;
        }

        return at;
    }

    /// <summary>A Hangul syllable, or a run of combining marks. Returns where it ends.</summary>
    private int NormalizeSlowly(uint character, uint entry, int units, NormalizedText source, int at, NormalizedText destination)
    {
        if ((entry & BertEntry.ActionMask) != BertEntry.Hangul)
        {
            return CombiningRun.Normalize(this, source, at, destination);
        }

        int written = Hangul.Decompose(character, ref destination.Bytes[destination.End]);
        destination.Align(destination.End, at, written, units);
        destination.End += written;
        return at + units;
    }

    /// <summary>The string of the pool that a code point becomes.</summary>
    internal ReadOnlySpan<byte> Replacement(uint entry) => _tables.Slice(_section).Slice(_pool + BertEntry.Offset(entry), BertEntry.Length(entry));

    /// <summary>What a code point becomes.</summary>
    internal uint Entry(uint codePoint) =>
        TwoStageTable.ReadUInt32(ref Unsafe.Add(ref MemoryMarshal.GetReference(_tables.Slice(_section)), TableOffset), codePoint);

    /// <summary>Writes what a character becomes that is not <see cref="BertEntry.Slow"/>; returns how many bytes that is.</summary>
    /// <param name="character">The character.</param>
    /// <param name="entry">What it becomes.</param>
    /// <param name="destination">At least 32 bytes.</param>
    internal int Write(uint character, uint entry, Span<byte> destination)
    {
        ref byte section = ref MemoryMarshal.GetReference(_tables.Slice(_section));
        if (character < AsciiLength)
        {
            destination[0] = Unsafe.Add(ref section, HeaderLength + (int)character);
            return destination[0] == Nothing ? 0 : 1;
        }

        Span<byte> utf8 = stackalloc byte[sizeof(ulong)];
        int units = Utf8.Encode(character, ref utf8[0]);
        return Write(entry, ref utf8[0], units, ref Unsafe.Add(ref section, _pool), ref destination[0]);
    }

    /// <summary>Writes what a character becomes that is not <see cref="BertEntry.Slow"/>. <see cref="MaxBytes"/> must be writable.</summary>
    /// <remarks>
    /// Without a branch: which characters stay, change, vanish or get blanks around them is what no branch predictor can foresee. So everything is
    /// written, and counted when wanted.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write(uint entry, ref byte character, int units, ref byte pool, ref byte destination)
    {
        uint action = entry & BertEntry.ActionMask;
        ref byte replacement = ref Unsafe.Add(ref pool, BertEntry.Offset(entry));
        int isReplaced = -(int)(action & BertEntry.Replace);
        ulong text = Unsafe.ReadUnaligned<ulong>(ref character);
        text ^= (text ^ Unsafe.ReadUnaligned<ulong>(ref replacement)) & (ulong)(long)isReplaced;
        int length = (units ^ ((units ^ BertEntry.Length(entry)) & isReplaced)) & ((int)(action >> 1) - 1);
        int blank = (int)(entry / BertEntry.Isolated & 1);
        destination = (byte)' ';
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, blank), text);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, blank + 8), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref replacement, 8)));
        Unsafe.Add(ref destination, blank + length) = (byte)' ';
        return length + 2 * blank;
    }

    /// <summary>True when the next characters are not worth a block: ASCII characters that stand alone are common in other scripts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool ScalarPays(ref byte next)
    {
#if NET
        return !_vectorized || ((next | Unsafe.Add(ref next, 1)) & 0x80) != 0;
#else
        return true;
#endif
    }

#if NET
    /// <summary>Copies ASCII characters by blocks of 32, up to the first character that vanishes or is not ASCII. Returns how many characters.</summary>
    private int CopyAsciiBlocks(NormalizedText source, int start, NormalizedText destination)
    {
        int at = start;
        int length = destination.End;
        ref byte text = ref MemoryMarshal.GetArrayDataReference(source.Bytes);
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(destination.Bytes);
        AsciiMapper mapper = Ascii;
        int end = Math.Min(source.End, at + destination.Capacity - length);
        uint others = 0;
        while (others == 0 && at < end)
        {
            Vector256<byte> block = Vector256.LoadUnsafe(ref text, (nuint)at);
            Vector256<byte> mapped = mapper.Map(block, out Vector256<byte> vanishes);
            mapped.StoreUnsafe(ref bytes, (nuint)length);
            others = (block | vanishes).ExtractMostSignificantBits();
            int copied = Math.Min(BitOperations.TrailingZeroCount(others), end - at);
            at += copied;
            length += copied;
        }

        if (at > start)
        {
            destination.AlignCopy(destination.End, start, at - start);
            destination.End = length;
        }

        return at - start;
    }
#endif
}
