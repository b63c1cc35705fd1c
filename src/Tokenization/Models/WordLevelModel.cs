using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Models;

/// <summary>WordLevel: a split is a token of the vocabulary or unknown.</summary>
/// <remarks><code>i32 unknown id</code></remarks>
internal sealed class WordLevelModel : Model
{
    private readonly TableBlob _tables;
    private readonly TableSection _words;
    private readonly TableSection _trie;
    private readonly int _unknown;

    public WordLevelModel(TableBlob tables)
    {
        _tables = tables;
        _words = tables.Require(SectionKind.WordTable);
        _trie = tables.Require(SectionKind.VocabularyTrie);
        _unknown = MemoryMarshal.Read<int>(tables.Slice(tables.Require(SectionKind.WordLevel)));
    }

    public override int Find(ReadOnlySpan<byte> token) => DoubleArray.Find(ref MemoryMarshal.GetReference(_tables.Slice(_trie)), token);

    public override void Encode(NormalizedText text, SplitBatch batch, EncodeScratch scratch, ref TokenSink sink)
    {
        ref byte bytes = ref text.Bytes[0];
        ref byte words = ref MemoryMarshal.GetReference(_tables.Slice(_words));
        uint entries = Unsafe.ReadUnaligned<uint>(ref words);
        uint bucketMask = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref words, 4));
        bool detailed = sink.IsDetailed;
        for (int i = 0; i < batch.Count; i++)
        {
            int start = batch.Starts[i];
            int end = batch.Ends[i];
            int id = end - start <= WordTable.MaxLength
                ? WordTable.Find(ref words, entries, bucketMask, ref Unsafe.Add(ref bytes, start), end - start)
                : Find(text.Bytes.AsSpan(start, end - start));
            sink.Add(id < 0 ? _unknown : id, detailed && !sink.IsFull ? text.SourceOf(start, end) : default);
            sink.Words++;
        }
    }
}
