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
/// A split is cut where no piece has both characters (<see cref="JointTable"/>): parts are short and return, so that the best way through them is in the
/// cache. What comes before a part shifts all sums alike and could only decide by rounding; a part whose sums differ by less than the table's margin
/// is not taken alone but the whole split again, from left to right.
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

    /// <summary>Longest split in bytes whose parts are encoded one by one.</summary>
    public const int LongestWithParts = 1 << 16;

    /// <summary>Longest of these parts.</summary>
    public const int LongestPart = 255;

    private const double NoMargin = -1;

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
    private readonly TableSection _joints;
    private readonly double _margin;

    public UnigramModel(TableBlob tables)
    {
        _tables = tables;
        _section = tables.Require(SectionKind.Unigram);
        _trie = tables.Require(SectionKind.VocabularyTrie);
        _words = tables.Require(SectionKind.WordTable);
        _firsts = tables.Require(SectionKind.FirstBytes);
        _scores = tables.Require(SectionKind.UnigramScores);
        _joints = tables.Find(SectionKind.Joints);
        _margin = _joints.Length > 0 ? MemoryMarshal.Read<double>(tables.Slice(_joints).Slice(JointTable.MarginOffset)) : 0;
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
        WordCache cache = memory.Words;
        int[] starts = batch.Starts;
        int[] ends = batch.Ends;
        Span<int> ids = sink.Ids;
        int count = sink.Count;
        for (int i = 0; i < batch.Count; i++)
        {
            int start = starts[i] & ~SplitBatch.AddedMark;
            int length = ends[i] - start;
            if ((uint)(length - 1) < WordTable.MaxLength)
            {
                WordTable.ReadWord(ref Unsafe.Add(ref bytes, start), length, out ulong low, out ulong high);
                ulong hash = WordTable.Hash(low, high);
                int id = WordTable.Find(ref words, entries, bucketMask, low, high, hash);
                if (id >= 0)
                {
                    if ((uint)count < (uint)ids.Length)
                    {
                        ids[count] = id;
                    }

                    count++;
                    continue;
                }

                ref WordCache.Entry entry = ref cache.Find(low, high, hash);
                if (entry.Holds(low, high) && (entry.First & PackedToken.Plain) != 0)
                {
                    count = entry.Append(ids, count);
                    continue;
                }
            }

            sink.Count = count;
            UnigramSplit split = new(text, start, start + length, hasAddedMark: false, detailed: false, endsAtNext: false);
            EncodeSplit(ref split, memory, ref sink);
            count = sink.Count;
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

    /// <summary>Short splits from the cache, long ones part by part, and what is new or cannot be cut by looking for the best way.</summary>
    private void EncodeSplit(ref UnigramSplit split, UnigramMemory memory, ref TokenSink sink)
    {
        int length = split.End - split.Start;
        memory.Word.Clear();
        if (length > LongWordCache.MaxLength)
        {
            if (_joints.Length == 0 || length > LongestWithParts || !TryEncodeParts(ref split, memory, ref sink))
            {
                FindBestWay(ref split, memory, ref sink);
            }

            return;
        }

        Span<uint> room = stackalloc uint[WordCache.MaxTokens];
        ReadOnlySpan<uint> tokens = memory.Words.Find(ref split.Text.Bytes[split.Start], length, room);
        if (tokens.IsEmpty)
        {
            FindBestWay(ref split, memory, ref sink);
            Remember(split.Text, split.Start, length, memory.Word, memory, PackedToken.Plain);
        }
        else
        {
            AddPieces(ref split, split.Start, tokens, memory, ref sink);
            WriteUnknown(ref split, memory, ref sink);
        }
    }

    /// <summary>Leaves the pieces of a word, or of a part of one, in the cache.</summary>
    private void Remember(NormalizedText text, int start, int length, PieceList pieces, UnigramMemory memory, uint marks)
    {
        if (pieces.Count <= LongWordCache.MaxTokens)
        {
            memory.Words.Set(ref text.Bytes[start], length, pieces.Ids, pieces.Lengths, marks);
        }
    }

    /// <summary>Encodes a split from one cut to the next; false when what comes before a part may decide between two ways through it.</summary>
    private bool TryEncodeParts(ref UnigramSplit split, UnigramMemory memory, ref TokenSink sink)
    {
        UnigramSplit before = split;
        int count = sink.Count;
        int cursor = split.Text.Cursor;
        ref byte joints = ref MemoryMarshal.GetReference(_tables.Slice(_joints));
        int[] cuts = memory.Cuts;
        int start = split.Start;
        int at = start;
        int found = 0;
        for (int i = 0; start < split.End; i++)
        {
            if (i == found)
            {
                found = JointTable.FindCuts(ref joints, ref split.Text.Bytes[0], ref at, split.End, cuts);
                i = 0;
            }

            int length = cuts[i] - start;
            if (!TryAppendPart(ref split, start, length, memory, ref sink) && !TryEncodePart(ref split, start, length, memory, ref sink))
            {
                split = before;
                sink.Count = count;
                split.Text.Cursor = cursor;
                return false;
            }

            start = cuts[i];
        }

        WriteUnknown(ref split, memory, ref sink);
        return true;
    }

    /// <summary>Appends the ids of a part that is in the cache, where that is all there is to do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryAppendPart(ref UnigramSplit split, int start, int length, UnigramMemory memory, ref TokenSink sink)
    {
        const uint Sure = PackedToken.Plain | PackedToken.Certain;
        if (length > WordTable.MaxLength || !split.CanAppend)
        {
            return false;
        }

        WordTable.ReadWord(ref split.Text.Bytes[start], length, out ulong low, out ulong high);
        ref WordCache.Entry entry = ref memory.Words.Find(low, high, WordTable.Hash(low, high));
        if (!entry.Holds(low, high) || (entry.First & Sure) != Sure)
        {
            return false;
        }

        sink.Count = entry.Append(sink.Ids, sink.Count);
        split.Written = start + length;
        return true;
    }

    private bool TryEncodePart(ref UnigramSplit split, int start, int length, UnigramMemory memory, ref TokenSink sink)
    {
        if (length > LongWordCache.MaxLength)
        {
            return length <= LongestPart && TryEncodeNewPart(ref split, start, length, memory, ref sink);
        }

        Span<uint> room = stackalloc uint[WordCache.MaxTokens];
        ReadOnlySpan<uint> tokens = memory.Words.Find(ref split.Text.Bytes[start], length, room);
        if (tokens.IsEmpty || (tokens[0] & PackedToken.Certain) == 0)
        {
            if (!TryEncodeNewPart(ref split, start, length, memory, ref sink))
            {
                return false;
            }

            Remember(split.Text, start, length, memory.Part, memory, IsPlain(memory.Part.Ids) ? PackedToken.Certain | PackedToken.Plain : PackedToken.Certain);
            return true;
        }

        if ((tokens[0] & PackedToken.Plain) != 0 && split.CanAppend)
        {
            sink.Count = PackedToken.Append(tokens, sink.Ids, sink.Count);
            split.Written = start + length;
        }
        else
        {
            AddPieces(ref split, start, tokens, memory, ref sink);
        }

        return true;
    }

    /// <summary>Looks for the best way through a part of a split.</summary>
    private bool TryEncodeNewPart(ref UnigramSplit split, int start, int length, UnigramMemory memory, ref TokenSink sink)
    {
        if (!TryFindCertainWay(split.Text, start, length, memory))
        {
            return false;
        }

        PieceList pieces = memory.Part;
        for (int i = 0; i < pieces.Count; i++)
        {
            start += pieces.Lengths[i];
            AddPiece(ref split, pieces.Ids[i], start, memory, ref sink);
        }

        return true;
    }

    /// <summary>Leaves the pieces of the best way through a part in memory; false when sums on the way are so close to each other that rounding may decide.</summary>
    private bool TryFindCertainWay(NormalizedText text, int start, int length, UnigramMemory memory)
    {
        ref byte bytes = ref text.Bytes[start];
        ref byte trie = ref MemoryMarshal.GetReference(_tables.Slice(_trie));
        ref byte scores = ref MemoryMarshal.GetReference(_tables.Slice(_scores));
        ref byte firsts = ref MemoryMarshal.GetReference(_tables.Slice(_firsts));
        Span<UnigramNode> nodes = memory.Nodes.AsSpan(0, length + 1);
        nodes.Clear();
        for (int at = 0; at < length;)
        {
            at += OfferPieces(ref nodes[at], ref Unsafe.Add(ref bytes, at), length - at, ref trie, ref scores, ref firsts, _margin, out _);
        }

        return memory.TryCollectPart(length);
    }

    private void FindBestWay(ref UnigramSplit split, UnigramMemory memory, ref TokenSink sink)
    {
        ref byte bytes = ref split.Text.Bytes[0];
        ref byte trie = ref MemoryMarshal.GetReference(_tables.Slice(_trie));
        ref byte scores = ref MemoryMarshal.GetReference(_tables.Slice(_scores));
        ref byte firsts = ref MemoryMarshal.GetReference(_tables.Slice(_firsts));
        int first = split.Start; // place of the first node
        int end = split.End;
        int reach = first;
        memory.Nodes.AsSpan(0, Math.Min(memory.Nodes.Length, end - first + 1)).Clear();
        for (int at = first; at < end;)
        {
            if (at == reach && at - first >= LongStretch)
            {
                Settle(ref split, ref first, at, memory, ref sink);
            }

            while (at - first >= memory.Nodes.Length - _longest)
            {
                memory.Grow(memory.Nodes.Length);
            }

            int character = OfferPieces(
                ref memory.Nodes[at - first], ref Unsafe.Add(ref bytes, at), end - at, ref trie, ref scores, ref firsts, NoMargin, out int longest);
            reach = Math.Max(reach, at + longest);
            at += character;
        }

        WriteBestWay(ref split, first, end, memory, ref sink);
        WriteUnknown(ref split, memory, ref sink);
    }

    /// <summary>Offers every piece that begins at a place to the node where it ends. Returns the bytes of the character there.</summary>
    /// <param name="nodes">The node of the place, followed by those behind it.</param>
    /// <param name="text">The text from there on.</param>
    /// <param name="left">Bytes left of it.</param>
    /// <param name="trie">The pieces.</param>
    /// <param name="scores">Their scores.</param>
    /// <param name="firsts">The <see cref="FirstBytes"/>.</param>
    /// <param name="margin">The difference of two sums up to which they are close; negative when nobody asks.</param>
    /// <param name="longest">Bytes of the longest piece.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int OfferPieces(
        ref UnigramNode nodes, ref byte text, int left, ref byte trie, ref byte scores, ref byte firsts, double margin, out int longest)
    {
        bool areDoubles = (_flags & HasDoubleScores) != 0;
        bool areSingles = (_flags & HasSingleSums) != 0;
        double here = nodes.Score;
        int character = Utf8.LengthOf(text);
        bool hasSingle = false;
        uint start = FirstBytes.Find(ref firsts, ref text, out int length);
        uint position = start >> 1;
        bool hasValue = (start & 1) != 0;
        longest = character;
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
                    Offer(ref Unsafe.Add(ref nodes, length), here + score, id, length, areSingles, margin);
                    hasSingle |= length == character;
                    longest = Math.Max(longest, length);
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
            Offer(ref Unsafe.Add(ref nodes, character), areSingles ? (float)score : score, _unknown, character, areSingles, margin);
        }

        return character;
    }

    /// <summary>Writes what is settled up to a place that no piece reaches across, and goes on from there with the first node.</summary>
    private void Settle(ref UnigramSplit split, ref int first, int at, UnigramMemory memory, ref TokenSink sink)
    {
        double score = memory.Nodes[at - first].Score;
        WriteBestWay(ref split, first, at, memory, ref sink);
        memory.Nodes.AsSpan(0, Math.Min(memory.Nodes.Length, Math.Max(at - first + 1, split.End - at + 1))).Clear();
        memory.Nodes[0].Score = score;
        first = at;
    }

    /// <remarks>SentencePiece compares a sum of 64 bits with the stored one of 32.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Offer(ref UnigramNode node, double score, int id, int length, bool areSingles, double margin)
    {
        if (node.Length == 0)
        {
            node.Set(areSingles ? (float)score : score, id, length);
            return;
        }

        double difference = score - node.Score;
        bool isClose = Math.Abs(difference) <= margin;
        if (difference > 0)
        {
            node.Set(areSingles ? (float)score : score, id, length);
        }

        if (isClose)
        {
            node.MarkClose();
        }
    }

    /// <summary>Writes the pieces of the best way between two places that are on it.</summary>
    private void WriteBestWay(ref UnigramSplit split, int first, int end, UnigramMemory memory, ref TokenSink sink)
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
            UnigramNode node = nodes[at - first];
            AddPiece(ref split, node.Id, at, memory, ref sink);
        }
    }

    /// <summary>True when each of these pieces is the token of its id, whatever is beside it.</summary>
    private bool IsPlain(ReadOnlySpan<int> pieces)
    {
        foreach (int id in pieces)
        {
            if (id == _unknown || id >= _vocabularyLength)
            {
                return false;
            }
        }

        return true;
    }

    private void AddPieces(ref UnigramSplit split, int start, scoped ReadOnlySpan<uint> tokens, UnigramMemory memory, ref TokenSink sink)
    {
        bool isPlain = (tokens[0] & PackedToken.Plain) != 0;
        if (isPlain)
        {
            WriteUnknown(ref split, memory, ref sink);
        }

        foreach (uint token in tokens)
        {
            int id = PackedToken.Id(token);
            int end = start + PackedToken.End(token);
            if (isPlain)
            {
                AddToken(ref split, id, end, memory, ref sink);
            }
            else
            {
                AddPiece(ref split, id, end, memory, ref sink);
            }
        }
    }

    private static void AddToken(ref UnigramSplit split, int id, int end, UnigramMemory memory, ref TokenSink sink)
    {
        memory.Word.Add(id, end - split.Written);
        split.Add(id, end, ref sink);
    }

    /// <summary>Writes a piece; unknown ones wait, for others may follow.</summary>
    private void AddPiece(ref UnigramSplit split, int id, int end, UnigramMemory memory, ref TokenSink sink)
    {
        if (id == _unknown)
        {
            split.UnknownEnd = end;
            return;
        }

        WriteUnknown(ref split, memory, ref sink);
        AddToken(ref split, id < _vocabularyLength ? id : _unknown, end, memory, ref sink); // a piece that the vocabulary lacks is unknown
    }

    /// <summary>Unknown pieces side by side are one; it may happen to be a piece, or its bytes may be.</summary>
    private void WriteUnknown(ref UnigramSplit split, UnigramMemory memory, ref TokenSink sink)
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
            WriteBytes(ref split, end, run, ref sink);
            memory.Word.Overflow(); // several tokens of one place
        }
        else
        {
            AddToken(ref split, id < 0 || id >= _vocabularyLength ? _unknown : id, end, memory, ref sink);
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
    private void WriteBytes(ref UnigramSplit split, int end, ReadOnlySpan<byte> run, ref TokenSink sink)
    {
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
}
