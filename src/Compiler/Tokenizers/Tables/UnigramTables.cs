using System.Runtime.InteropServices;
using System.Text;
using Sememe.Tokenization.Models;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the sections of <see cref="UnigramModel"/>.</summary>
internal static class UnigramTables
{
    /// <summary>What Hugging Face takes off the lowest score for a character that no piece is.</summary>
    private const double UnknownPenalty = 10;

    private const int Bytes = 256;

    /// <summary>Of a 64-bit number of size 1.</summary>
    private const double HalfUnitInLastPlace = 1.0 / (1L << 53);

    public static void Add(TableWriter tables, UnigramSpec model, bool hasBlankMarks)
    {
        VocabularyKey[] keys = Keys(model, hasBlankMarks);
        uint[] units = new DoubleArrayBuilder(keys, tables.Cancellation).Build();
        tables.Add(SectionKind.VocabularyTrie, MemoryMarshal.AsBytes(units.AsSpan()).ToArray());
        ReadOnlySpan<double> scores = model.Scores.AsSpan();
        bool areDoubles = false;
        foreach (double score in scores)
        {
            areDoubles |= (double)(float)score != score;
        }

        tables.Add(SectionKind.UnigramScores, WriteScores(scores, areDoubles));
        tables.Add(SectionKind.Unigram, WriteNumbers(model, hasBlankMarks, areDoubles, keys.Select(static key => key.Bytes.Length).Append(Utf8.MaxLength).Max()));
        tables.Add(SectionKind.FirstBytes, WriteFirstBytes(units));
        tables.Add(SectionKind.WordTable, WordTableBuilder.Build(new BestWhole(units, model, tables.Cancellation).Choose(keys, hasBlankMarks), tables.Cancellation));
        if (!model.ByteFallback || Enumerable.Range(0, Bytes).All(value => model.Vocabulary.TryGetId($"<0x{value:X2}>", out _)))
        {
            tables.Add(SectionKind.Joints, BuildJoints(model, keys)); // a run of unknown characters has either all of its bytes or none, wherever it is cut
        }
    }

    private static byte[] BuildJoints(UnigramSpec model, VocabularyKey[] keys)
    {
        JointTableBuilder joints = new();
        foreach (VocabularyKey key in keys)
        {
            joints.Add(key.Bytes);
        }

        // Every addition on the way to a sum is wrong by at most half a unit in the last place of the largest. Two sums that are compared, each of at
        // most so many pieces since the cut, move against each other by no more than that, with what comes before the cut and as often without.
        double largest = model.Scores.Select(Math.Abs).Append(Math.Abs(UnknownScore(model))).Max() * UnigramModel.LongestWithParts;
        return joints.Build(2 * 2 * (UnigramModel.LongestPart + 1) * largest * HalfUnitInLastPlace);
    }

    /// <summary>Pieces in the order of their bytes, marks made blanks. A piece that holds a blank then matches nothing.</summary>
    private static VocabularyKey[] Keys(UnigramSpec model, bool hasBlankMarks)
    {
        List<VocabularyKey> keys = new(model.Vocabulary.Length);
        for (int id = 0; id < model.Vocabulary.Length; id++)
        {
            string piece = model.Vocabulary[id]!;
            if (piece.Length == 0 || (hasBlankMarks && piece.Contains(' ')))
            {
                continue;
            }

            keys.Add(new VocabularyKey(Encoding.UTF8.GetBytes(hasBlankMarks ? piece.Replace(MarkedWordsPlan.Mark, " ") : piece), id));
        }

        VocabularyKey[] sorted = [.. keys];
        Array.Sort(sorted);
        return sorted;
    }

    private static byte[] WriteScores(ReadOnlySpan<double> scores, bool areDoubles)
    {
        if (areDoubles)
        {
            return MemoryMarshal.AsBytes(scores).ToArray();
        }

        float[] singles = new float[scores.Length];
        for (int i = 0; i < singles.Length; i++)
        {
            singles[i] = (float)scores[i];
        }

        return MemoryMarshal.AsBytes(singles.AsSpan()).ToArray();
    }

    /// <summary>See <see cref="FirstBytes"/>.</summary>
    public static byte[] WriteFirstBytes(uint[] units)
    {
        uint[] entries = new uint[FirstBytes.Length];
        for (int lead = 0; lead < 0x80; lead++)
        {
            entries[lead] = Entry(units, [(byte)lead]);
        }

        for (int lead = 0xC0; lead < 0xF8; lead++)
        {
            for (int second = 0x80; second < 0xC0; second++)
            {
                entries[FirstBytes.Index((uint)lead, (uint)second)] = Entry(units, [(byte)lead, (byte)second]);
            }
        }

        return MemoryMarshal.AsBytes(entries.AsSpan()).ToArray();
    }

    private static uint Entry(uint[] units, ReadOnlySpan<byte> bytes)
    {
        ref byte trie = ref MemoryMarshal.GetReference(MemoryMarshal.AsBytes(units.AsSpan()));
        uint position = DoubleArray.Root(ref trie);
        bool hasValue = false;
        foreach (byte next in bytes)
        {
            if (!DoubleArray.TryStep(ref trie, next, ref position, out hasValue))
            {
                return 0;
            }
        }

        return position << 1 | (hasValue ? 1u : 0);
    }

    /// <summary>Score of a character that no piece is.</summary>
    public static double UnknownScore(UnigramSpec model) => model.Scores.Min() - UnknownPenalty;

    private static byte[] WriteNumbers(UnigramSpec model, bool hasBlankMarks, bool areDoubles, int longest)
    {
        int flags = (hasBlankMarks ? UnigramModel.HasBlankMarks : 0) | (areDoubles ? UnigramModel.HasDoubleScores : 0)
            | (model.ByteFallback ? UnigramModel.FallsBackToBytes : 0);
        long score = BitConverter.DoubleToInt64Bits(UnknownScore(model));
        List<int> numbers = [model.UnknownId, flags, (int)score, (int)(score >> 32), longest];
        for (int value = 0; model.ByteFallback && value < Bytes; value++)
        {
            numbers.Add(model.Vocabulary.TryGetId($"<0x{value:X2}>", out int id) ? id : -1);
        }

        return TableWriter.Numbers([.. numbers]);
    }
}
