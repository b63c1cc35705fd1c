using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Models;

/// <summary>Unigram: of all ways to cut a split into pieces the one with the highest sum of scores (Kudo 2018), found without a lattice.</summary>
/// <remarks>
/// One node per byte keeps the best way there. Sums are those of Hugging Face, 64-bit and from left to right; of equal sums the first stays, that is
/// the one whose last piece is longest. Splits that are best left whole were found at build time and come from the word table.
/// Where pieces begin that no longer one reaches across, the best way is settled and its tokens are written, so that memory is bounded by the text's habits.
/// <code>
/// i32 unknown id   u32 flags   f64 score of an unknown character   u32 bytes of the longest piece, at least 4   i32 × 256 ids of bytes (-1: none), with <see cref="FallsBackToBytes"/>, or u32 length of the vocabulary, with <see cref="HasSingleSums"/>
/// scores: f32 × pieces, f64 with <see cref="HasDoubleScores"/>; with <see cref="HasSingleSums"/> NaN for what is in the vocabulary and no piece
/// </code>
/// </remarks>
internal sealed class UnigramModel : Model
{
    /// <summary>A blank in the tables stands for ▁, and the pre-tokenizer leaves blanks as they are.</summary>
    public const int HasBlankMarks = 1;

    public const int HasDoubleScores = 2;
    public const int FallsBackToBytes = 4;

    /// <summary>SentencePiece's own: sums are rounded to 32 bits, and the model's pieces are not the vocabulary's.</summary>
    public const int HasSingleSums = 8;
    public const int HeaderLength = 20;

    /// <summary>From this many nodes on, what is settled is written.</summary>
    private const int LongStretch = 1 << 10;

    private static readonly byte[] s_mark = [0xE2, 0x96, 0x81];

    private readonly TableBlob _tables;
    private readonly TableSection _section;
    private readonly TableSection _trie;
    private readonly TableSection _words;
    private readonly TableSection _scores;
    private readonly TableSection _firsts;
    private readonly int _unknown;
    private readonly int _flags;
    private readonly double _unknownScore;
    private readonly int _longest;
    private readonly int _vocabularyLength;

    public UnigramModel(TableBlob tables)
    {
        _tables = tables;
        _section = tables.Require(SectionKind.Unigram);
        _trie = tables.Require(SectionKind.VocabularyTrie);
        _words = tables.Require(SectionKind.WordTable);
        _firsts = tables.Require(SectionKind.FirstBytes);
        _scores = tables.Require(SectionKind.UnigramScores);
        ReadOnlySpan<byte> section = tables.Slice(_section);
        _unknown = MemoryMarshal.Read<int>(section);
        _flags = MemoryMarshal.Read<int>(section.Slice(4));
        _unknownScore = MemoryMarshal.Read<double>(section.Slice(8));
        _longest = MemoryMarshal.Read<int>(section.Slice(16));
        _vocabularyLength = (_flags & HasSingleSums) != 0 ? MemoryMarshal.Read<int>(section.Slice(HeaderLength)) : int.MaxValue;
    }

    public override object CreateMemory() => new UnigramMemory();

    public override int Find(ReadOnlySpan<byte> token)
    {
        ref byte trie = ref MemoryMarshal.GetReference(_tables.Slice(_trie));
        if ((_flags & HasBlankMarks) == 0)
        {
            int id = DoubleArray.Find(ref trie, token);
            return id < _vocabularyLength ? id : -1;
        }

        uint position = DoubleArray.Root(ref trie);
        bool hasValue = false;
        while (!token.IsEmpty)
        {
            bool isMark = token.StartsWith(s_mark);
            byte next = isMark ? (byte)' ' : token[0];
            if ((!isMark && next == ' ') || !DoubleArray.TryStep(ref trie, next, ref position, out hasValue))
            {
                return -1;
            }

            token = token.Slice(isMark ? s_mark.Length : 1);
        }

        return hasValue ? DoubleArray.ValueAt(ref trie, position) : -1;
    }

    public override void Encode(NormalizedText text, SplitBatch batch, EncodeScratch scratch, ref TokenSink sink)
    {
        UnigramMemory memory = (UnigramMemory)scratch.ModelMemory!;
        if (sink.IsDetailed)
        {
            EncodeDetailed(text, batch, memory, ref sink);
        }
        else
        {
            EncodeIds(text, batch, memory, ref sink);
        }

        memory.Shrink();
    }

    private void EncodeIds(NormalizedText text, SplitBatch batch, UnigramMemory memory, ref TokenSink sink)
    {
        ref byte bytes = ref text.Bytes[0];
        ref byte words = ref MemoryMarshal.GetReference(_tables.Slice(_words));
        uint entries = Unsafe.ReadUnaligned<uint>(ref words);
        uint bucketMask = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref words, 4));
        int[] starts = batch.Starts;
        int[] ends = batch.Ends;
        Span<int> ids = sink.Ids;
        int count = sink.Count;
        for (int i = 0; i < batch.Count; i++)
        {
            int start = starts[i] & ~SplitBatch.AddedMark;
            int length = ends[i] - start;
            int id = (uint)(length - 1) < WordTable.MaxLength ? WordTable.Find(ref words, entries, bucketMask, ref Unsafe.Add(ref bytes, start), length) : -1;
            if (id < 0)
            {
                sink.Count = count;
                UnigramSplit split = new(text, start, start + length, hasAddedMark: false, detailed: false, endsAtNext: false);
                EncodeSplit(ref split, memory, ref sink);
                count = sink.Count;
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

    private void EncodeDetailed(NormalizedText text, SplitBatch batch, UnigramMemory memory, ref TokenSink sink)
    {
        ref byte bytes = ref text.Bytes[0];
        ref byte words = ref MemoryMarshal.GetReference(_tables.Slice(_words));
        uint entries = Unsafe.ReadUnaligned<uint>(ref words);
        uint bucketMask = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref words, 4));
        for (int i = 0; i < batch.Count; i++)
        {
            int start = batch.Starts[i] & ~SplitBatch.AddedMark;
            int length = batch.Ends[i] - start;
            int id = (uint)(length - 1) < WordTable.MaxLength ? WordTable.Find(ref words, entries, bucketMask, ref Unsafe.Add(ref bytes, start), length) : -1;
            UnigramSplit split = new(text, start, start + length, batch.Starts[i] < 0, detailed: true, endsAtNext: (_flags & HasSingleSums) != 0);
            if (id >= 0)
            {
                split.Add(id, start + length, ref sink);
            }
            else
            {
                EncodeSplit(ref split, memory, ref sink);
            }

            sink.Words++;
        }
    }

    /// <summary>From the cache, or by looking for the best way.</summary>
    private void EncodeSplit(ref UnigramSplit split, UnigramMemory memory, ref TokenSink sink)
    {
        int length = split.End - split.Start;
        if (length > WordCache.MaxLength)
        {
            FindBestWay(ref split, memory, ref sink, ref memory.Words.Spare);
            return;
        }

        ref WordCache.Entry entry = ref memory.Words.Find(ref split.Text.Bytes[split.Start], length, out WordCache.Word word);
        if (entry.Holds(word))
        {
            int count = entry.Count;
            if (!sink.IsDetailed)
            {
                for (int i = 0; i < count; i++)
                {
                    sink.AddId(WordCache.Entry.Id(ref entry, i));
                }

                return;
            }

            for (int i = 0; i < count; i++)
            {
                split.Add(WordCache.Entry.Id(ref entry, i), split.Start + entry.End(i), ref sink);
            }

            return;
        }

        entry.Begin();
        FindBestWay(ref split, memory, ref sink, ref entry);
        entry.Finish(word);
    }

    private void FindBestWay(ref UnigramSplit split, UnigramMemory memory, ref TokenSink sink, ref WordCache.Entry entry)
    {
        ref byte bytes = ref split.Text.Bytes[0];
        ref byte trie = ref MemoryMarshal.GetReference(_tables.Slice(_trie));
        ref byte scores = ref MemoryMarshal.GetReference(_tables.Slice(_scores));
        ref byte firsts = ref MemoryMarshal.GetReference(_tables.Slice(_firsts));
        bool areDoubles = (_flags & HasDoubleScores) != 0;
        bool areSingles = (_flags & HasSingleSums) != 0;
        int first = split.Start; // place of the first node
        int end = split.End;
        int reach = first;
        memory.Nodes.AsSpan(0, Math.Min(memory.Nodes.Length, end - first + 1)).Clear();
        for (int at = first; at < end;)
        {
            if (at == reach && at - first >= LongStretch)
            {
                Settle(ref split, ref first, at, memory, ref sink, ref entry);
            }

            while (at - first >= memory.Nodes.Length - _longest)
            {
                memory.Grow(memory.Nodes.Length);
            }

            ref UnigramNode nodes = ref memory.Nodes[at - first];
            ref byte text = ref Unsafe.Add(ref bytes, at);
            double here = nodes.Score;
            int character = Utf8.LengthOf(text);
            int left = end - at;
            bool hasSingle = false;
            uint start = FirstBytes.Find(ref firsts, ref text, out int length);
            uint position = start >> 1;
            bool hasValue = (start & 1) != 0;
            while (start != 0)
            {
                if (hasValue)
                {
                    int id = DoubleArray.ValueAt(ref trie, position);
                    double score = areDoubles
                        ? Unsafe.ReadUnaligned<double>(ref Unsafe.Add(ref scores, (nint)id * sizeof(double)))
                        : Unsafe.ReadUnaligned<float>(ref Unsafe.Add(ref scores, (nint)id * sizeof(float)));
                    if (!areSingles || !double.IsNaN(score))
                    {
                        Offer(ref Unsafe.Add(ref nodes, length), here + score, id, length, areSingles);
                        hasSingle |= length == character;
                        reach = Math.Max(reach, at + length);
                    }
                }

                if (length == left || !DoubleArray.TryStep(ref trie, Unsafe.Add(ref text, length), ref position, out hasValue))
                {
                    break;
                }

                length++;
            }

            if (!hasSingle)
            {
                double score = here + _unknownScore;
                Offer(ref Unsafe.Add(ref nodes, character), areSingles ? (float)score : score, _unknown, character, areSingles);
                reach = Math.Max(reach, at + character);
            }

            at += character;
        }

        WriteBestWay(ref split, first, end, memory, ref sink, ref entry);
        WriteUnknown(ref split, ref sink, ref entry);
    }

    /// <summary>Writes what is settled up to a place that no piece reaches across, and goes on from there with the first node.</summary>
    private void Settle(ref UnigramSplit split, ref int first, int at, UnigramMemory memory, ref TokenSink sink, ref WordCache.Entry entry)
    {
        double score = memory.Nodes[at - first].Score;
        WriteBestWay(ref split, first, at, memory, ref sink, ref entry);
        memory.Nodes.AsSpan(0, Math.Min(memory.Nodes.Length, Math.Max(at - first + 1, split.End - at + 1))).Clear();
        memory.Nodes[0].Score = score;
        first = at;
    }

    /// <remarks>SentencePiece compares a sum of 64 bits with the stored one of 32.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Offer(ref UnigramNode node, double score, int id, int length, bool areSingles)
    {
        if (node.Length == 0 || score > node.Score)
        {
            node.Score = areSingles ? (float)score : score;
            node.Id = id;
            node.Length = length;
        }
    }

    /// <summary>Writes the pieces of the best way between two places that are on it; unknown ones wait, for others may follow.</summary>
    private void WriteBestWay(ref UnigramSplit split, int first, int end, UnigramMemory memory, ref TokenSink sink, ref WordCache.Entry entry)
    {
        UnigramNode[] nodes = memory.Nodes;
        int[] ends = memory.Ends;
        int count = 0;
        for (int at = end; at > first; at -= nodes[at - first].Length)
        {
            ends[count++] = at;
        }

        while (count > 0)
        {
            int at = ends[--count];
            int id = nodes[at - first].Id;
            if (id == _unknown)
            {
                split.UnknownEnd = at;
                continue;
            }

            WriteUnknown(ref split, ref sink, ref entry);
            Add(ref split, id, at, ref sink, ref entry);
        }
    }

    /// <summary>Unknown pieces side by side are one; it may happen to be a piece, or its bytes may be.</summary>
    private void WriteUnknown(ref UnigramSplit split, ref TokenSink sink, ref WordCache.Entry entry)
    {
        int end = split.UnknownEnd;
        if (end <= split.Written)
        {
            return;
        }

        ReadOnlySpan<byte> run = split.Text.Bytes.AsSpan(split.Written, end - split.Written);
        int id = DoubleArray.Find(ref MemoryMarshal.GetReference(_tables.Slice(_trie)), run);
        if (id < 0 && (_flags & FallsBackToBytes) != 0 && HasAllBytes(run))
        {
            WriteBytes(ref split, end, run, ref sink, ref entry);
        }
        else
        {
            Add(ref split, id < 0 ? _unknown : id, end, ref sink, ref entry);
        }
    }

    private bool HasAllBytes(ReadOnlySpan<byte> run)
    {
        foreach (byte value in run)
        {
            bool isMark = value == ' ' && (_flags & HasBlankMarks) != 0;
            if (isMark ? IdOf(s_mark[0]) < 0 || IdOf(s_mark[1]) < 0 || IdOf(s_mark[2]) < 0 : IdOf(value) < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A token for every byte, each with the place of the whole run.</summary>
    private void WriteBytes(ref UnigramSplit split, int end, ReadOnlySpan<byte> run, ref TokenSink sink, ref WordCache.Entry entry)
    {
        for (int i = 0; i <= WordCache.MaxTokens; i++)
        {
            WordCache.Entry.Add(ref entry, 0, 0); // several tokens of one place do not fit into the cache
        }

        TextRange place = split.PlaceUpTo(end, in sink);
        foreach (byte value in run)
        {
            if (value == ' ' && (_flags & HasBlankMarks) != 0)
            {
                foreach (byte part in s_mark)
                {
                    sink.Add(IdOf(part), place);
                }
            }
            else
            {
                sink.Add(IdOf(value), place);
            }
        }

        split.Written = end;
    }

    private int IdOf(byte value) => MemoryMarshal.Read<int>(_tables.Slice(_section).Slice(HeaderLength + value * sizeof(int)));

    private void Add(ref UnigramSplit split, int id, int end, ref TokenSink sink, ref WordCache.Entry entry)
    {
        id = id < _vocabularyLength ? id : _unknown; // a piece that the vocabulary lacks
        WordCache.Entry.Add(ref entry, id, end - split.Start);
        split.Add(id, end, ref sink);
    }
}
