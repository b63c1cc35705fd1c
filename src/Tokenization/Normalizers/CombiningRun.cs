using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Normalizers.Steps;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Normalizers;

/// <summary>Canonical ordering of a run of combining marks of which some stay.</summary>
/// <remarks>
/// Marks that strip_accents drops leave no trace in the text, but they take part in the order, and Hugging Face gives the k-th mark of the ordered
/// run the place of the k-th mark of the source. Most marks are dropped, so this is rare: it is entered at the first mark that stays, and looks back.
/// </remarks>
internal static class CombiningRun
{
    // A mark: combining class in bits 24 to 31 as MarkOrder has it, TakesPlace, code point in bits 0 to 20.
    private const int ClassShift = 24;

    /// <summary>Set for a mark that has a place of its own in the source; the further marks of one decomposition share the place before them.</summary>
    private const uint TakesPlace = 1u << 23;

    private const uint Dropped = 0x1FFFFF;

    private const int MostInDecomposition = 4;

    /// <summary>Longer runs rent their memory.</summary>
    private const int MostOnStack = 64;

    /// <summary>Normalizes the run that has its first remaining mark in the character at <paramref name="at"/>. Returns where the run ends.</summary>
    public static int Normalize(BertNormalizer normalizer, NormalizedText source, int at, NormalizedText destination)
    {
        int start = FindStart(normalizer, source, at);
        int end = FindEnd(normalizer, source, at);
        Normalize(normalizer, source, start, end, destination);
        return end;
    }

    /// <summary>Normalizes the run from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public static void Normalize(BertNormalizer normalizer, NormalizedText source, int start, int end, NormalizedText destination)
    {
        // Every character is one mark at most, but the first may be a starter that decomposes into some.
        int most = end - start + MostInDecomposition;
        if (most <= MostOnStack)
        {
            Normalize(normalizer, source, start, end, stackalloc uint[MostOnStack], stackalloc int[MostOnStack], destination);
        }
        else
        {
            NormalizeLongRun(normalizer, source, start, end, most, destination);
        }
    }

    private static void NormalizeLongRun(BertNormalizer normalizer, NormalizedText source, int start, int end, int most, NormalizedText destination)
    {
        uint[] marks = ArrayPool<uint>.Shared.Rent(most);
        int[] places = ArrayPool<int>.Shared.Rent(most);
        try
        {
            Normalize(normalizer, source, start, end, marks, places, destination);
        }
        finally
        {
            ArrayPool<uint>.Shared.Return(marks);
            ArrayPool<int>.Shared.Return(places);
        }
    }

    private static void Normalize(
        BertNormalizer normalizer, NormalizedText source, int start, int end, Span<uint> marks, Span<int> places, NormalizedText destination)
    {
        int count = 0;
        int placeCount = 0;
        for (int i = start; i < end;)
        {
            uint character = Utf8.Decode(ref source.Bytes[i], out int units);
            uint entry = normalizer.Entry(character);
            if (BertEntry.IsStarter(entry))
            {
                WriteStarter(normalizer, entry, i, units, destination, marks, ref count);
            }
            else if (BertEntry.CombiningClass(entry) != 0)
            {
                bool stays = (entry & BertEntry.ActionMask) != BertEntry.Drop;
                marks[count++] = BertEntry.CombiningClass(entry) << ClassShift | TakesPlace | (stays ? character : Dropped);
                places[placeCount++] = i;
            }

            i += units;
        }

        MarkOrder.Sort(marks.Slice(0, count));
        WriteMarks(source, marks.Slice(0, count), places.Slice(0, placeCount), start, destination);
    }

    /// <summary>Goes back over marks that were dropped (those that stay would have been met before).</summary>
    private static int FindStart(BertNormalizer normalizer, NormalizedText source, int at)
    {
        if (BertEntry.IsStarter(normalizer.Entry(Utf8.Decode(ref source.Bytes[at], out _))))
        {
            return at;
        }

        while (at > source.Start)
        {
            int previous = Utf8.PreviousStart(source.Bytes, at);
            if (BertEntry.IsStarter(normalizer.Entry(Utf8.Decode(ref source.Bytes[previous], out _))))
            {
                break;
            }

            at = previous;
        }

        return at;
    }

    private static int FindEnd(BertNormalizer normalizer, NormalizedText source, int at)
    {
        Utf8.Decode(ref source.Bytes[at], out int units);
        at += units;
        while (at < source.End)
        {
            if (BertEntry.IsStarter(normalizer.Entry(Utf8.Decode(ref source.Bytes[at], out units))))
            {
                break;
            }

            at += units;
        }

        return at;
    }

    /// <summary>A character that decomposes into a starter and marks: the starter is written, the marks join the run.</summary>
    private static void WriteStarter(
        BertNormalizer normalizer, uint entry, int place, int units, NormalizedText destination, Span<uint> marks, ref int count)
    {
        destination.Reserve(NormalizedText.Slack);
        ReadOnlySpan<byte> decomposition = normalizer.Replacement(entry);
        int starter = Utf8.LengthOf(decomposition[0]);
        decomposition.Slice(0, starter).CopyTo(destination.Bytes.AsSpan(destination.End));
        destination.Align(destination.End, place, starter, units);
        destination.End += starter;
        for (int i = starter; i < decomposition.Length;)
        {
            uint mark = Utf8.Decode(ref Unsafe.Add(ref MemoryMarshal.GetReference(decomposition), i), out int markLength);
            marks[count++] = BertEntry.CombiningClass(normalizer.Entry(mark)) << ClassShift | mark;
            i += markLength;
        }
    }

    private static void WriteMarks(NormalizedText source, ReadOnlySpan<uint> marks, ReadOnlySpan<int> places, int start, NormalizedText destination)
    {
        int place = start;
        int next = 0;
        foreach (uint mark in marks)
        {
            if ((mark & TakesPlace) != 0)
            {
                place = places[next++];
            }

            uint character = mark & Dropped;
            if (character != Dropped)
            {
                destination.Reserve(NormalizedText.Slack);
                int length = Utf8.Encode(character, ref destination.Bytes[destination.End]);
                Utf8.Decode(ref source.Bytes[place], out int units);
                destination.Align(destination.End, place, length, units);
                destination.End += length;
            }
        }
    }
}
