using System.Runtime.InteropServices;
using System.Text;
using Sememe.Tokenization.Models;
using Sememe.Tokenization.Tables;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the sections of the model: one case per kind.</summary>
internal static class ModelTables
{
    public static ModelKind Add(TableWriter tables, TokenModelSpec model, bool hasBlankMarks)
    {
        switch (model)
        {
            case WordPieceSpec wordPiece:
                AddWordPiece(tables, wordPiece);
                return ModelKind.WordPiece;
            case BpeSpec bpe:
                new BpeTableBuilder(bpe).Add(tables);
                return ModelKind.Bpe;
            case UnigramSpec unigram:
                UnigramTables.Add(tables, unigram, hasBlankMarks);
                return ModelKind.Unigram;
            case SentencePieceUnigramSpec sentencePiece:
                SentencePieceTables.Add(tables, sentencePiece);
                return ModelKind.Unigram;
            case WordLevelSpec wordLevel:
                AddWordLevel(tables, wordLevel);
                return ModelKind.WordLevel;
            default:
                throw new InvalidOperationException($"{model.GetType().Name} has no tables."); // a gap in this switch, found by tests
        }
    }

    private static void AddWordLevel(TableWriter tables, WordLevelSpec model)
    {
        VocabularyKey[] keys = new VocabularyKeys(model.Vocabulary).Sorted;
        tables.Add(SectionKind.VocabularyTrie, MemoryMarshal.AsBytes(new DoubleArrayBuilder(keys, tables.Cancellation).Build().AsSpan()).ToArray());
        tables.Add(SectionKind.WordTable, WordTableBuilder.Build([.. keys.Where(static key => key.Bytes.Length is > 0 and <= WordTable.MaxLength)], tables.Cancellation));
        tables.Add(SectionKind.WordLevel, TableWriter.Numbers([model.UnknownId]));
    }

    private static void AddWordPiece(TableWriter tables, WordPieceSpec model)
    {
        VocabularyKeys keys = new(model.Vocabulary);
        DoubleArrayBuilder trie = new(keys.Sorted);
        uint[] units = trie.Build();
        byte[] prefix = Encoding.UTF8.GetBytes(model.ContinuingSubwordPrefix);
        tables.Add(SectionKind.VocabularyTrie, MemoryMarshal.AsBytes(units.AsSpan()).ToArray());
        tables.Add(SectionKind.WordTable, WordTableBuilder.Build(keys.Words(prefix, model.MaxInputCharsPerWord), tables.Cancellation));
        uint continuation = DoubleArrayBuilder.BaseAfter(units, prefix);
        tables.Add(SectionKind.WordPiece, TableWriter.Numbers([model.UnknownId, model.MaxInputCharsPerWord, (int)continuation]));
    }
}
