using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;
#if NET
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace Sememe.Tokenization.PreTokenizers;

/// <summary>BertPreTokenizer: splits at white space, which is removed, and around every punctuation character, which is a split of its own.</summary>
/// <remarks><code>u32 1 when the normalizer has put blanks around punctuation outside ASCII and in the place of white space there</code></remarks>
internal sealed class BertPreTokenizer : PreTokenizer
{
    private readonly TableBlob _tables;
    private readonly TableSection _classes;
#if NET
    private readonly bool _vectorized;
    private readonly bool _asciiOnly;
    private readonly ulong _separatingLeads;
#endif

    public BertPreTokenizer(TableBlob tables, TableSection parameters, bool vectorized)
    {
        _tables = tables;
        _classes = tables.Require(SectionKind.CodePointClasses);
#if NET
        _vectorized = vectorized && Vector128.IsHardwareAccelerated;
        _asciiOnly = MemoryMarshal.Read<int>(tables.Slice(parameters)) != 0;
        _separatingLeads = CodePointClasses.SeparatingLeads(tables.Slice(_classes));
#else
        _ = (parameters, vectorized);
#endif
    }

    public override bool Next(NormalizedText text, SplitBatch batch)
    {
        batch.Count = 0;
        ReadOnlySpan<byte> classes = _tables.Slice(_classes);
#if NET
        if (_vectorized)
        {
            NextBlocks(text, batch, classes);
            return batch.Count > 0 || batch.Position < batch.End;
        }
#endif
        NextOneByOne(text, batch, classes);
        return batch.Count > 0;
    }

    /// <summary>The rule itself, character by character.</summary>
    private static void NextOneByOne(NormalizedText text, SplitBatch batch, ReadOnlySpan<byte> classes)
    {
        byte[] bytes = text.Bytes;
        int at = batch.Position;
        int start = -1;
        int count = 0;
        while (at < batch.End && count < SplitBatch.Capacity)
        {
            CodePointClass kind = CodePointClasses.Of(classes, Utf8.Decode(ref bytes[at], out int length));
            if ((kind & (CodePointClass.White | CodePointClass.Punctuation)) == 0)
            {
                start = start < 0 ? at : start;
                at += length;
                continue;
            }

            if (start >= 0)
            {
                Add(batch, ref count, start, at);
                start = -1;
            }

            if ((kind & CodePointClass.Punctuation) != 0)
            {
                Add(batch, ref count, at, at + length);
            }

            at += length;
        }

        if (start >= 0)
        {
            Add(batch, ref count, start, at);
        }

        batch.Position = at;
        batch.Count = count;
    }

    private static void Add(SplitBatch batch, ref int count, int start, int end)
    {
        batch.Starts[count] = start;
        batch.Ends[count++] = end;
    }

#if NET
    private const int BlockLength = 64;

    /// <summary>The same by blocks of 64 bytes: one bit per byte, boundaries by shifting.</summary>
    private void NextBlocks(NormalizedText text, SplitBatch batch, ReadOnlySpan<byte> classes)
    {
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(text.Bytes);
        int[] starts = batch.Starts;
        int[] ends = batch.Ends;
        int startCount = 0;
        int endCount = 0;
        int at = batch.Position;
        SplitCarry carry = batch.Carry;
        if (batch.Open >= 0)
        {
            starts[startCount++] = batch.Open;
        }

        while (at < batch.End && startCount <= SplitBatch.Capacity - BlockLength)
        {
            Classify(ref Unsafe.Add(ref bytes, at), out ulong white, out ulong punctuation, out ulong notAscii);
            if (batch.End - at < BlockLength)
            {
                ulong valid = (1ul << (batch.End - at)) - 1;
                white |= ~valid;
                punctuation &= valid;
                notAscii &= valid;
            }

            ulong word = ~(white | punctuation);
            ulong last = punctuation;
            if (!_asciiOnly && (notAscii | carry.Inside) != 0)
            {
                Reclassify(ref Unsafe.Add(ref bytes, at), notAscii, classes, ref carry, ref word, ref punctuation, ref last);
            }

            startCount = BitPositions.Append(punctuation | (word & ~(word << 1 | carry.Word)), at, starts, startCount);
            endCount = BitPositions.Append((last << 1 | carry.Last) | (~word & (word << 1 | carry.Word)), at, ends, endCount);
            carry.Word = word >> 63;
            carry.Last = last >> 63;
            at += BlockLength;
        }

        if (at >= batch.End)
        {
            at = batch.End;
            if (endCount < startCount)
            {
                ends[endCount++] = at;
            }
        }

        batch.Open = endCount < startCount ? starts[startCount - 1] : -1;
        batch.Carry = carry;
        batch.Position = at;
        batch.Count = endCount;
    }

    private static void Classify(ref byte block, out ulong white, out ulong punctuation, out ulong notAscii)
    {
        Classify(Vector256.LoadUnsafe(ref block), out uint whiteLow, out uint punctuationLow, out uint notAsciiLow);
        Classify(Vector256.LoadUnsafe(ref block, (nuint)Vector256<byte>.Count), out uint whiteHigh, out uint punctuationHigh, out uint notAsciiHigh);
        white = whiteLow | (ulong)whiteHigh << 32;
        punctuation = punctuationLow | (ulong)punctuationHigh << 32;
        notAscii = notAsciiLow | (ulong)notAsciiHigh << 32;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Classify(Vector256<byte> text, out uint white, out uint punctuation, out uint notAscii)
    {
        Vector256<byte> isLetter = Vector256.LessThanOrEqual((text | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)25));
        Vector256<byte> isDigit = Vector256.LessThanOrEqual(text - Vector256.Create((byte)'0'), Vector256.Create((byte)9));
        Vector256<byte> isVisible = Vector256.LessThanOrEqual(text - Vector256.Create((byte)'!'), Vector256.Create((byte)('~' - '!')));
        Vector256<byte> isWhite = Vector256.Equals(text, Vector256.Create((byte)' '))
            | Vector256.LessThanOrEqual(text - Vector256.Create((byte)'\t'), Vector256.Create((byte)('\r' - '\t')));
        white = isWhite.ExtractMostSignificantBits();
        punctuation = Vector256.AndNot(isVisible, isLetter | isDigit).ExtractMostSignificantBits();
        notAscii = text.ExtractMostSignificantBits();
    }

    /// <summary>Corrects the masks for white space and punctuation outside ASCII.</summary>
    private void Reclassify(
        ref byte block, ulong notAscii, ReadOnlySpan<byte> classes, ref SplitCarry carry, ref ulong word, ref ulong first, ref ulong last)
    {
        word &= ~carry.Inside;
        last |= carry.NextLast;
        carry.Inside = 0;
        carry.NextLast = 0;
        while (notAscii != 0)
        {
            int at = BitOperations.TrailingZeroCount(notAscii);
            notAscii &= notAscii - 1;
            byte lead = Unsafe.Add(ref block, at);
            if (lead < 0xC0 || (_separatingLeads >> (lead & 63) & 1) == 0)
            {
                continue;
            }

            CodePointClass kind = CodePointClasses.Of(classes, Utf8.Decode(ref Unsafe.Add(ref block, at), out int length));
            if ((kind & (CodePointClass.White | CodePointClass.Punctuation)) != 0)
            {
                UInt128 inside = ((UInt128.One << length) - 1) << at;
                word &= ~(ulong)inside;
                carry.Inside = (ulong)(inside >> 64);
                if ((kind & CodePointClass.Punctuation) != 0)
                {
                    UInt128 end = UInt128.One << (at + length - 1);
                    first |= 1ul << at;
                    last |= (ulong)end;
                    carry.NextLast = (ulong)(end >> 64);
                }
            }
        }
    }
#endif
}
