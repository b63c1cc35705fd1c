using System.Runtime.InteropServices;
using System.Text;
using Sememe.Formats.SentencePiece;
using Sememe.Tokenization.Models;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the sections of <see cref="UnigramModel"/> for SentencePiece's own sums.</summary>
internal static class SentencePieceTables
{
    /// <summary>What SentencePiece takes off the lowest score for a character that no piece is.</summary>
    private const float UnknownPenalty = 10;

    /// <summary>The trie knows the whole vocabulary, because unknown text may be spelled in it; only pieces have a score. Pieces without an id have numbers behind all ids.</summary>
    public static void Add(TableWriter tables, SentencePieceUnigramSpec model)
    {
        List<VocabularyKey> keys = [.. new VocabularyKeys(model.Vocabulary).Sorted.Where(static key => key.Bytes.Length > 0)];
        List<float> scores = [.. Enumerable.Repeat(float.NaN, model.Vocabulary.Length)];
        foreach (SentencePieceEntry piece in model.Pieces)
        {
            if (model.Vocabulary.TryGetId(piece.Text, out int id))
            {
                scores[id] = piece.Score;
                continue;
            }

            keys.Add(new VocabularyKey(Encoding.UTF8.GetBytes(piece.Text), scores.Count));
            scores.Add(piece.Score);
        }

        VocabularyKey[] sorted = [.. keys];
        Array.Sort(sorted);
        uint[] units = new DoubleArrayBuilder(sorted, tables.Cancellation).Build();
        float[] values = [.. scores];
        tables.Add(SectionKind.VocabularyTrie, MemoryMarshal.AsBytes(units.AsSpan()).ToArray());
        tables.Add(SectionKind.UnigramScores, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
        tables.Add(SectionKind.Unigram, WriteNumbers(model, sorted.Select(static key => key.Bytes.Length).Append(Utf8.MaxLength).Max()));
        tables.Add(SectionKind.FirstBytes, UnigramTables.WriteFirstBytes(units));
        tables.Add(SectionKind.WordTable, WordTableBuilder.Build([]));
    }

    private static byte[] WriteNumbers(SentencePieceUnigramSpec model, int longest)
    {
        long unknown = BitConverter.DoubleToInt64Bits(model.Pieces.Min(static piece => piece.Score) - UnknownPenalty);
        return TableWriter.Numbers([model.UnknownId, UnigramModel.HasSingleSums, (int)unknown, (int)(unknown >> 32), longest, model.Vocabulary.Length]);
    }
}
