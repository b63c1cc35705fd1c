using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Models;

/// <summary>WordPiece: the longest piece that the word starts with, then the longest continuation, and so on; one unknown token when that fails.</summary>
/// <remarks>
/// Words that are pieces themselves come from the word table; the others walk the trie, the first character of a piece in one step. A walk reads on past the last piece that fits, at most by
/// the length of the longest piece, so the time is linear in the text.
/// <code>i32 unknown id   i32 most characters per word   u32 base of the continuing pieces' children (0: there are none)</code>
/// </remarks>
internal sealed class WordPieceModel : Model
{
    public const int SectionLength = 12;

    private readonly bool _vectorized;
    private readonly TableBlob _tables;
    private readonly TableSection _words;
    private readonly TableSection _trie;
    private readonly int _unknown;
    private readonly int _maxCharacters;
    private readonly uint _continuation;
    private readonly FirstCharacters _starts;
    private readonly FirstCharacters _continuations;

    public WordPieceModel(TableBlob tables, bool vectorized)
    {
        _vectorized = vectorized;
        _tables = tables;
        _words = tables.Require(SectionKind.WordTable);
        _trie = tables.Require(SectionKind.VocabularyTrie);
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(tables.Slice(tables.Require(SectionKind.WordPiece)));
        _unknown = numbers[0];
        _maxCharacters = numbers[1];
        _continuation = (uint)numbers[2];
        _starts = new FirstCharacters(DoubleArray.Root(ref MemoryMarshal.GetReference(tables.Slice(_trie))));
        _continuations = new FirstCharacters(_continuation);
    }

    public override void Encode(NormalizedText text, SplitBatch batch, EncodeScratch scratch, ref TokenSink sink)
    {
        if (sink.IsDetailed)
        {
            EncodeDetailed(text, batch, ref sink);
        }
        else
        {
            EncodeIds(text, batch, (LongWordCache?)scratch.ModelMemory, ref sink);
        }
    }

    public override int Find(ReadOnlySpan<byte> token) => DoubleArray.Find(ref MemoryMarshal.GetReference(_tables.Slice(_trie)), token);

    public override object? CreateMemory() => _vectorized ? new LongWordCache() : null;

    private void EncodeIds(NormalizedText text, SplitBatch batch, LongWordCache? cache, ref TokenSink sink)
    {
        ref byte bytes = ref text.Bytes[0];
        ref byte words = ref MemoryMarshal.GetReference(_tables.Slice(_words));
        ref byte trie = ref MemoryMarshal.GetReference(_tables.Slice(_trie));
        uint entries = Unsafe.ReadUnaligned<uint>(ref words);
        uint bucketMask = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref words, 4));
        int[] starts = batch.Starts;
        int[] ends = batch.Ends;
        Span<int> ids = sink.Ids;
        int count = sink.Count;
        FirstCharacters first = _starts;
        int unknown = _unknown;
        for (int i = 0; i < batch.Count; i++)
        {
            int start = starts[i];
            int length = ends[i] - start;

            // Words that begin outside ASCII are rarely pieces themselves in most vocabularies, and found in the trie when they are.
            ref byte word = ref Unsafe.Add(ref bytes, start);
            bool isAscii = word < 0x80;
            int id = -1;
            if (isAscii && length <= WordTable.MaxLength)
            {
                id = WordTable.Find(ref words, entries, bucketMask, ref word, length);
            }
            else if (!isAscii && first.Unit(ref trie, ref word, out _) == FirstCharacters.None)
            {
                id = unknown; // as for most words of scripts that the vocabulary does not have
            }

            if (id < 0)
            {
                count = isAscii && cache is not null && length <= Math.Min(LongWordCache.MaxLength, _maxCharacters)
                    ? EncodeRareWord(ref trie, ref word, length, cache, ids, count)
                    : EncodePieces(ref trie, ref word, length, ids, count);
                continue;
            }

            if ((uint)count < (uint)ids.Length)
            {
                ids[count] = id;
            }

            count++;
        }

        sink.Count = count;
        sink.Words += batch.Count;
    }

    /// <summary>The same for a word that begins in ASCII, or what came of it the last time: its pieces are long, and text in such scripts repeats its words.</summary>
    private int EncodeRareWord(ref byte trie, ref byte word, int length, LongWordCache cache, Span<int> ids, int count)
    {
        LongWordCache.Key key = LongWordCache.Read(ref word, length);
        ReadOnlySpan<uint> tokens = cache.Find(key);
        if (!tokens.IsEmpty)
        {
            return PackedToken.Append(tokens, ids, count);
        }

        int end = EncodePieces(ref trie, ref word, length, ids, count);
        if (end <= ids.Length && end - count <= LongWordCache.MaxTokens)
        {
            cache.Set(key, ids.Slice(count, end - count), lengths: default, marks: 0); // places are worked out anew when somebody asks
        }

        return end;
    }

    /// <summary>
    /// Writes the ids of a word's pieces from <paramref name="count"/> on, as far as there is room, or the unknown token; returns where the next word's go.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int EncodePieces(ref byte trie, ref byte word, int length, Span<int> ids, int count)
    {
        int before = count;
        FirstCharacters first = _starts;
        int at = length > _maxCharacters && Utf8.HasMoreThan(_maxCharacters, ref word, length) ? -1 : 0;
        while ((uint)at < (uint)length)
        {
            at = LongestPiece(ref trie, first, ref word, at, length, out int id);
            first = _continuations;
            if ((uint)count < (uint)ids.Length)
            {
                ids[count] = id;
            }

            count++;
        }

        if (at > 0)
        {
            return count;
        }

        if ((uint)before < (uint)ids.Length)
        {
            ids[before] = _unknown;
        }

        return before + 1;
    }

    /// <summary>End of the longest piece at a place of a word, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LongestPiece(ref byte trie, FirstCharacters first, ref byte word, int at, int length, out int id)
    {
        uint unit = first.Unit(ref trie, ref Unsafe.Add(ref word, at), out int characterLength);
        if (unit == FirstCharacters.None)
        {
            id = 0;
            return -1;
        }

        at += characterLength;
        uint position = unit >> DoubleArray.BaseShift;
        uint isPiece = 0 - (unit / DoubleArray.HasValue & 1);
        int pieceEnd = (at & (int)isPiece) | ~(int)isPiece;
        uint piece = position & isPiece;
        while (at < length)
        {
            uint label = Unsafe.Add(ref word, at) + 1u;
            unit = DoubleArray.Read(ref trie, position + label);
            if ((unit & DoubleArray.LabelMask) != label)
            {
                break;
            }

            // Without a branch: which nodes are pieces is what no branch predictor can foresee.
            at++;
            position = unit >> DoubleArray.BaseShift;
            isPiece = 0 - (unit / DoubleArray.HasValue & 1);
            pieceEnd ^= (pieceEnd ^ at) & (int)isPiece;
            piece ^= (piece ^ position) & isPiece;
        }

        id = DoubleArray.ValueAt(ref trie, piece);
        return pieceEnd;
    }

    private void EncodeDetailed(NormalizedText text, SplitBatch batch, ref TokenSink sink)
    {
        ref byte bytes = ref text.Bytes[0];
        ref byte words = ref MemoryMarshal.GetReference(_tables.Slice(_words));
        uint entries = Unsafe.ReadUnaligned<uint>(ref words);
        uint bucketMask = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref words, 4));
        for (int i = 0; i < batch.Count; i++)
        {
            int start = batch.Starts[i];
            int end = batch.Ends[i];
            int id = end - start <= WordTable.MaxLength
                ? WordTable.Find(ref words, entries, bucketMask, ref Unsafe.Add(ref bytes, start), end - start)
                : -1;
            if (id < 0)
            {
                EncodePieces(text, start, end, ref sink);
            }
            else
            {
                sink.Add(id, sink.IsFull ? default : text.SourceOf(start, end));
            }

            sink.Words++;
        }
    }

    private void EncodePieces(NormalizedText text, int start, int end, ref TokenSink sink)
    {
        int before = sink.Count;
        int cursor = text.Cursor;
        bool matched = !Utf8.HasMoreThan(_maxCharacters, text.Bytes.AsSpan(start, end - start)) && TryEncodePieces(text, start, end, ref sink);
        if (!matched)
        {
            sink.Count = before;
            text.Cursor = cursor;
            sink.Add(_unknown, sink.IsFull ? default : text.SourceOf(start, end));
        }
    }

    /// <summary>False when some rest starts with no continuing piece; then the pieces that were added do not count.</summary>
    private bool TryEncodePieces(NormalizedText text, int start, int end, ref TokenSink sink)
    {
        ref byte bytes = ref text.Bytes[0];
        ref byte trie = ref MemoryMarshal.GetReference(_tables.Slice(_trie));
        uint first = DoubleArray.Root(ref trie);
        while (start < end)
        {
            int pieceEnd = LongestPiece(ref trie, first, ref bytes, start, end, out int id);
            if (pieceEnd < 0)
            {
                return false;
            }

            sink.Add(id, sink.IsFull ? default : text.SourceOf(start, pieceEnd));
            start = pieceEnd;
            first = _continuation;
            if (first == 0 && start < end)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>End of the longest piece that the word's rest starts with, or -1.</summary>
    private static int LongestPiece(ref byte trie, uint position, ref byte bytes, int start, int end, out int id)
    {
        int pieceEnd = -1;
        uint piece = 0;
        for (int at = start; at < end; at++)
        {
            uint label = Unsafe.Add(ref bytes, at) + 1u;
            uint unit = DoubleArray.Read(ref trie, position + label);
            if ((unit & DoubleArray.LabelMask) != label)
            {
                break;
            }

            // Without a branch: which nodes are pieces is what no branch predictor can foresee.
            position = unit >> DoubleArray.BaseShift;
            uint isPiece = 0 - (unit / DoubleArray.HasValue & 1);
            pieceEnd ^= (pieceEnd ^ (at + 1)) & (int)isPiece;
            piece ^= (piece ^ position) & isPiece;
        }

        id = pieceEnd < 0 ? -1 : DoubleArray.ValueAt(ref trie, piece);
        return pieceEnd;
    }
}
