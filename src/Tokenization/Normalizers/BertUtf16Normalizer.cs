#if NET
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Normalizers;

/// <summary>BertNormalizer from the caller's UTF-16 in one pass, for calls that want no places: what a character becomes is looked up as UTF-8.</summary>
/// <remarks>
/// An entry of the look-up is worked out when its character is first met, so that tokenizers start without it and only the pages of scripts that occur are
/// ever touched. Threads may do so at the same time: they write the same number, at once.
/// <code>entry of a code point: bits 0–55 UTF-8   56–63 its length, or Special   0: not worked out yet, or a surrogate</code>
/// </remarks>
internal sealed class BertUtf16Normalizer
{
    private const int LengthShift = 56;
    private const int MostInEntry = 7;

    /// <summary>The first entry of what takes more than a look-up.</summary>
    private const ulong Special = (MostInEntry + 1ul) << LengthShift;

    /// <summary>Entry of what vanishes: length 0, but worked out.</summary>
    private const ulong Nothing = 1;

    /// <summary>Most bytes that a unit becomes, and that writing them touches.</summary>
    private const int MaxBytes = 32;

    private const int BlockUnits = 32;
    private const int StretchUnits = 32;

    /// <summary>The planes in which scripts lie.</summary>
    private const int Characters = 0x20000;

    private readonly BertNormalizer _normalizer;
    private readonly ulong[] _entries = new ulong[Characters];

    public BertUtf16Normalizer(BertNormalizer normalizer) => _normalizer = normalizer;

    /// <summary>False where 64 bits are not written at once.</summary>
    public static bool IsSupported => Environment.Is64BitProcess && Vector128.IsHardwareAccelerated;

    /// <summary>Appends the normalized text.</summary>
    /// <param name="text">A text, or a stretch of one that no run of combining marks crosses.</param>
    /// <param name="destination">Receives it; keeps no places.</param>
    /// <param name="scratch">Memory for runs of combining marks.</param>
    public void Normalize(ReadOnlySpan<char> text, NormalizedText destination, EncodeScratch scratch)
    {
        int at = 0;
        while (at < text.Length)
        {
            destination.Reserve(StretchUnits * MaxBytes);
            if (text.Length - at >= BlockUnits)
            {
                at += CopyAsciiBlocks(text, at, destination);
            }

            int end = Math.Min(text.Length, at + StretchUnits);
            while (at < end)
            {
                at = CopyUnits(text, at, end, destination);
                at = CopyPairs(text, at, end, destination);
                if (at < end && !IsEasy(text[at]))
                {
                    at = NormalizeSpecial(text, at, destination, scratch);
                }
            }
        }
    }

    /// <summary>True when the look-up has something for a unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsEasy(char unit) => _entries[unit] - 1 < Special - 1;

    /// <summary>Copies what the look-up has for units up to the first that it has nothing for; returns where that is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CopyUnits(ReadOnlySpan<char> text, int start, int end, NormalizedText destination)
    {
        ref char units = ref MemoryMarshal.GetReference(text);
        ref ulong entries = ref MemoryMarshal.GetArrayDataReference(_entries);
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(destination.Bytes);
        nint length = destination.End;
        nint at = start;
        while (at < end)
        {
            ulong entry = Unsafe.Add(ref entries, (nint)Unsafe.Add(ref units, at));
            if (entry - 1 >= Special - 1)
            {
                break;
            }

            Unsafe.WriteUnaligned(ref Unsafe.Add(ref bytes, length), entry);
            length += (nint)(entry >> LengthShift);
            at++;
        }

        destination.End = (int)length;
        return (int)at;
    }

    /// <summary>The same for the pairs of the second plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CopyPairs(ReadOnlySpan<char> text, int start, int end, NormalizedText destination)
    {
        ref char units = ref MemoryMarshal.GetReference(text);
        ref ulong entries = ref MemoryMarshal.GetArrayDataReference(_entries);
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(destination.Bytes);
        nint length = destination.End;
        nint at = start;
        while (at + 1 < end)
        {
            uint high = Unsafe.Add(ref units, at) - Utf16.FirstSurrogate;
            uint low = Unsafe.Add(ref units, at + 1) - Utf16.FirstLowSurrogate;
            if (high >= (Characters - 0x10000) / 0x400 || low >= 0x400)
            {
                break;
            }

            ulong entry = Unsafe.Add(ref entries, (nint)(0x10000 + (high << 10) + low));
            if (entry - 1 >= Special - 1)
            {
                break;
            }

            Unsafe.WriteUnaligned(ref Unsafe.Add(ref bytes, length), entry);
            length += (nint)(entry >> LengthShift);
            at += 2;
        }

        destination.End = (int)length;
        return (int)at;
    }

    /// <summary>A character that the look-up has nothing for, or not yet. Returns where it ends.</summary>
    private int NormalizeSpecial(ReadOnlySpan<char> text, int at, NormalizedText destination, EncodeScratch scratch)
    {
        uint character = Utf16.Decode(text, at, out int units);
        uint entry = _normalizer.Entry(character);
        if ((entry & BertEntry.Slow) != 0)
        {
            return NormalizeSlowly(text, at, character, entry, units, destination, scratch);
        }

        Span<byte> written = destination.Bytes.AsSpan(destination.End, MaxBytes);
        int length = _normalizer.Write(character, entry, written);
        destination.End += length;
        bool isLone = units == 1 && text[at] != character;
        if (character < Characters && !isLone)
        {
            _entries[character] = Pack(written.Slice(0, length));
        }

        return at + units;
    }

    private static ulong Pack(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MostInEntry)
        {
            return utf8.Length == 0 ? Nothing : Special;
        }

        ulong entry = (ulong)utf8.Length << LengthShift;
        for (int i = 0; i < utf8.Length; i++)
        {
            entry |= (ulong)utf8[i] << (8 * i);
        }

        return entry;
    }

    /// <summary>A Hangul syllable, or a run of combining marks. Returns where it ends.</summary>
    private int NormalizeSlowly(
        ReadOnlySpan<char> text, int at, uint character, uint entry, int units, NormalizedText destination, EncodeScratch scratch)
    {
        if ((entry & BertEntry.ActionMask) == BertEntry.Hangul)
        {
            destination.End += Hangul.Decompose(character, ref destination.Bytes[destination.End]);
            return at + units;
        }

        bool isMark = !BertEntry.IsStarter(entry);
        int start = at;
        int end = at + units;
        while (isMark && start > 0 && !IsStarter(Utf16.DecodeBefore(text, start, out int before)))
        {
            start -= before;
        }

        while (end < text.Length && !IsStarter(Utf16.Decode(text, end, out int next)))
        {
            end += next;
        }

        if (isMark && start == at && end == at + units)
        {
            // One mark alone, in scripts that are younger than Hugging Face's list of marks: nothing to order.
            destination.End += Utf8.Encode(character, ref destination.Bytes[destination.End]);
            return end;
        }

        scratch.Source.Take(text.Slice(start, end - start), vectorized: true);
        scratch.Piece.View(scratch.Source, 0, scratch.Source.Length);
        CombiningRun.Normalize(_normalizer, scratch.Piece, scratch.Piece.Start, scratch.Piece.End, destination);
        return end;
    }

    private bool IsStarter(uint character) => BertEntry.IsStarter(_normalizer.Entry(character));

    /// <summary>Copies ASCII by blocks, up to the first block that has something else in it, or what vanishes. Returns how many units.</summary>
    private int CopyAsciiBlocks(ReadOnlySpan<char> text, int start, NormalizedText destination)
    {
        destination.Reserve(text.Length - start + (StretchUnits * MaxBytes));
        ref ushort units = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        ref byte bytes = ref destination.Bytes[destination.End];
        AsciiMapper mapper = _normalizer.Ascii;
        int at = start;
        while (at <= text.Length - BlockUnits)
        {
            Vector256<ushort> low = Vector256.LoadUnsafe(ref units, (nuint)at);
            Vector256<ushort> high = Vector256.LoadUnsafe(ref units, (nuint)(at + Vector256<ushort>.Count));
            Vector256<byte> mapped = mapper.Map(Vector256.Narrow(low, high), out Vector256<byte> vanishes);
            Vector256<ushort> isOther = (low | high) & Vector256.Create((ushort)0xFF80);
            if ((isOther | vanishes.AsUInt16()) != Vector256<ushort>.Zero)
            {
                break;
            }

            mapped.StoreUnsafe(ref bytes, (nuint)(at - start));
            at += BlockUnits;
        }

        destination.End += at - start;
        return at - start;
    }
}
#endif
