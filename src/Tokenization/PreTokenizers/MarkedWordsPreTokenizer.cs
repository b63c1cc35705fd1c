using System.Runtime.InteropServices;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;
#if NET
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
#endif

namespace Sememe.Tokenization.PreTokenizers;

/// <summary>Metaspace, alone or behind WhitespaceSplit, for a model whose tables have a blank for ▁: the text stays as it is, and words keep the blank before them.</summary>
/// <remarks>
/// Of ▁ as it stands in the text, the last of its three bytes becomes the blank that the word begins with. A mark that Metaspace adds in front takes the
/// place of the byte before, which belongs to nobody: the blank that was cut at, the end of an added token, or the margin of the text. Such words are
/// flagged (<see cref="SplitBatch.AddedMark"/>), because their mark has the place of their first character.
/// <code>u32 scheme   u32 1: drops blanks, as behind WhitespaceSplit</code>
/// </remarks>
internal sealed class MarkedWordsPreTokenizer : PreTokenizer
{
    private const byte MarkFirst = 0xE2;
    private const byte MarkSecond = 0x96;
    private const byte MarkThird = 0x81;
    private const byte NextLineFirst = 0xC2;
    private const byte NextLineSecond = 0x85;
    private const int BlockLength = 64;

    private readonly MetaspaceScheme _scheme;
    private readonly bool _dropsBlanks;
#if NET
    private readonly bool _vectorized;
#endif

    public MarkedWordsPreTokenizer(TableBlob tables, TableSection parameters, bool vectorized)
    {
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(tables.Slice(parameters));
        _scheme = (MetaspaceScheme)numbers[0];
        _dropsBlanks = numbers[1] != 0;
#if NET
        _vectorized = vectorized && Vector128.IsHardwareAccelerated;
#else
        _ = vectorized;
#endif
    }

    public override bool NeedsPlaces => _scheme == MetaspaceScheme.First;

    public override bool Next(NormalizedText text, SplitBatch batch)
    {
        int startCount = 0;
        int endCount = 0;
        if (batch.Open >= 0)
        {
            batch.Starts[startCount++] = batch.Open;
        }

        SplitCarry carry = batch.Carry;
        bool isBegin = carry.Last == 0;
        bool hasMarks = false;
        int at = batch.Position;
        while (at < batch.End && startCount <= SplitBatch.Capacity - BlockLength)
        {
            Classify(text.Bytes, at, out ulong blanks, out ulong marks);
            ulong valid = batch.End - at < BlockLength ? (1ul << (batch.End - at)) - 1 : ulong.MaxValue;
            marks &= valid;
            hasMarks |= marks != 0;
            blanks |= _dropsBlanks ? NextLines(text.Bytes, at, ref carry) : 0;
            ulong starts = _dropsBlanks ? CutWords(blanks | ~valid, marks, ref carry, out ulong ends) : CutBefore(blanks & valid | marks, ref carry, out ends);
            startCount = BitPositions.Append(starts, at, batch.Starts, startCount);
            endCount = BitPositions.Append(ends, at, batch.Ends, endCount);
            at += BlockLength;
        }

        at = Math.Min(at, batch.End);
        if (at == batch.End && endCount < startCount)
        {
            batch.Ends[endCount++] = at;
        }

        batch.Open = endCount < startCount ? batch.Starts[startCount - 1] : -1;
        batch.Carry = carry;
        batch.Position = at;
        batch.Count = endCount;
        PlaceMarks(text, batch, isBegin, hasMarks);
        return endCount > 0 || at < batch.End;
    }

    /// <summary>Words between blanks, and again at marks in them.</summary>
    private static ulong CutWords(ulong blanks, ulong marks, ref SplitCarry carry, out ulong ends)
    {
        ulong word = ~blanks;
        ulong inside = word << 1 | carry.Word;
        ulong starts = word & ~inside;
        ends = (blanks & inside) | (marks & ~starts);
        carry.Word = word >> 63;
        carry.Last = 1;
        return starts | marks;
    }

    /// <summary>U+0085, the one white space beside blanks that SentencePiece's rules leave: a bit for each of its two bytes.</summary>
    private ulong NextLines(byte[] bytes, int at, ref SplitCarry carry)
    {
        ulong firsts = 0;
#if NET
        if (_vectorized)
        {
            ref byte block = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(bytes), at);
            firsts = NextLines(ref block) | (ulong)NextLines(ref Unsafe.Add(ref block, Vector256<byte>.Count)) << 32;
        }
        else
#endif
        {
            for (int i = 0; i < BlockLength; i++)
            {
                firsts |= bytes[at + i] == NextLineFirst && bytes[at + i + 1] == NextLineSecond ? 1ul << i : 0;
            }
        }

        ulong both = firsts | firsts << 1 | carry.Inside;
        carry.Inside = firsts >> 63;
        return both;
    }

    /// <summary>Everything, cut before blanks and marks.</summary>
    private static ulong CutBefore(ulong marks, ref SplitCarry carry, out ulong ends)
    {
        ulong begin = 1 - carry.Last;
        ends = marks & ~begin;
        carry.Last = 1;
        return marks | begin;
    }

    /// <summary>Sees to it that every word begins with a blank, if it is to have one.</summary>
    private void PlaceMarks(NormalizedText text, SplitBatch batch, bool isBegin, bool hasMarks)
    {
        byte[] bytes = text.Bytes;
        int[] starts = batch.Starts;
        int count = _dropsBlanks || hasMarks ? batch.Count : Math.Min(batch.Count, isBegin ? 1 : 0);
        for (int i = 0; i < count; i++)
        {
            int start = starts[i];
            byte first = bytes[start];
            if (first == ' ')
            {
                continue;
            }

            if (first == MarkFirst && bytes[start + 1] == MarkSecond && bytes[start + 2] == MarkThird)
            {
                bytes[start + 2] = (byte)' ';
                starts[i] = start + 2;
            }
            else if (_scheme == MetaspaceScheme.Always || (_scheme == MetaspaceScheme.First && text.SourceOf(start, start + 1).Start == 0))
            {
                bytes[start - 1] = (byte)' ';
                starts[i] = start - 1 | SplitBatch.AddedMark;
            }
        }
    }

    /// <summary>A bit for every blank and for every ▁ that begins among 64 bytes.</summary>
    private void Classify(byte[] bytes, int at, out ulong blanks, out ulong marks)
    {
#if NET
        if (_vectorized)
        {
            ref byte block = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(bytes), at);
            Classify(ref block, out uint blanksLow, out uint marksLow);
            Classify(ref Unsafe.Add(ref block, Vector256<byte>.Count), out uint blanksHigh, out uint marksHigh);
            blanks = blanksLow | (ulong)blanksHigh << 32;
            marks = marksLow | (ulong)marksHigh << 32;
            return;
        }
#endif
        blanks = 0;
        marks = 0;
        for (int i = 0; i < BlockLength; i++)
        {
            byte value = bytes[at + i];
            blanks |= value == ' ' ? 1ul << i : 0;
            marks |= value == MarkFirst && bytes[at + i + 1] == MarkSecond && bytes[at + i + 2] == MarkThird ? 1ul << i : 0;
        }
    }

#if NET
    private static uint NextLines(ref byte block) =>
        (Vector256.Equals(Vector256.LoadUnsafe(ref block), Vector256.Create(NextLineFirst))
            & Vector256.Equals(Vector256.LoadUnsafe(ref block, 1), Vector256.Create(NextLineSecond))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Classify(ref byte block, out uint blanks, out uint marks)
    {
        Vector256<byte> text = Vector256.LoadUnsafe(ref block);
        Vector256<byte> isMark = Vector256.Equals(text, Vector256.Create(MarkFirst))
            & Vector256.Equals(Vector256.LoadUnsafe(ref block, 1), Vector256.Create(MarkSecond))
            & Vector256.Equals(Vector256.LoadUnsafe(ref block, 2), Vector256.Create(MarkThird));
        blanks = Vector256.Equals(text, Vector256.Create((byte)' ')).ExtractMostSignificantBits();
        marks = isMark.ExtractMostSignificantBits();
    }
#endif
}
