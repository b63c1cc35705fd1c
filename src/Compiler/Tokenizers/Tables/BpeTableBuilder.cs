using System.Runtime.InteropServices;
using Sememe.Tokenization.Models;
using Sememe.Tokenization.Tables;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the sections of a BPE model (see <see cref="BpeTables"/>).</summary>
internal sealed class BpeTableBuilder
{
    private const int Bytes = 256;

    private readonly BpeSpec _model;
    private readonly BpeVocabulary _vocabulary;
    private readonly byte[] _merges;
    private readonly ulong[] _parts;

    /// <exception cref="NotSupportedException">More tokens or merges than the layout can hold.</exception>
    public BpeTableBuilder(BpeSpec model)
    {
        if (model.Vocabulary.Length > MergeTable.MaxId || model.Merges.Count > MergeTable.MaxRank)
        {
            throw new NotSupportedException(
                $"The model has {model.Vocabulary.Length} tokens and {model.Merges.Count} merges; the table layout holds {MergeTable.MaxId} and {MergeTable.MaxRank}.");
        }

        _model = model;
        _vocabulary = new BpeVocabulary(model);
        _merges = BuildMerges();
        _parts = new ulong[model.Vocabulary.Length];
    }

    public void Add(TableWriter tables)
    {
        VocabularyKey[] trie = _vocabulary.IsConsistent ? [.. BpeVocabulary.Keys(Reachable())] : _vocabulary.Units;
        BpeFlags flags = _vocabulary.Flags | (_vocabulary.IsConsistent ? BpeFlags.Proven : 0);
        tables.Add(SectionKind.Bpe, TableWriter.Numbers([(int)flags, _model.UnknownId ?? -1, MostCandidates(trie), 0]));
        tables.Add(SectionKind.VocabularyTrie, MemoryMarshal.AsBytes(new DoubleArrayBuilder(trie, tables.Cancellation).Build().AsSpan()).ToArray());
        tables.Add(SectionKind.Merges, _merges);
        if (_vocabulary.IsConsistent)
        {
            tables.Add(SectionKind.MergeParts, MemoryMarshal.AsBytes(_parts.AsSpan()).ToArray());
        }

        if (!_vocabulary.IsConsistent || MayNeedMerging())
        {
            tables.AddUnlessEmpty(SectionKind.MergeResults, BuildResults());
        }

        tables.AddUnlessEmpty(SectionKind.ByteTokens, TableWriter.Numbers(_vocabulary.ByteTokens));
        if (_vocabulary.IsConsistent && KnowsEveryUnit())
        {
            tables.Add(SectionKind.Joints, BuildJoints());
        }

        AddWords(tables, trie);
    }

    private byte[] BuildMerges()
    {
        // A third of the slots stays free; searches run on to the first of them.
        uint slots = (uint)_model.Merges.Count * 3 / 2 + 1;
        List<ulong> entries = [.. Enumerable.Repeat(MergeTable.Empty, (int)slots + 1)];
        for (int rank = 0; rank < _model.Merges.Count; rank++)
        {
            (int left, int right, _) = _model.Merges[rank];
            ulong key = MergeTable.Key(left, right);
            int slot = (int)MergeTable.Slot(key, slots);
            while (entries[slot] != MergeTable.Empty)
            {
                slot++;
            }

            entries[slot] = key | (ulong)rank << MergeTable.RankShift;
            if (slot == entries.Count - 1)
            {
                entries.Add(MergeTable.Empty);
            }
        }

        return [.. TableWriter.Numbers([(int)slots, 0]), .. MemoryMarshal.AsBytes(entries.ToArray().AsSpan()).ToArray()];
    }

    /// <summary>What each token matches that merging can arrive at. Fills in which two tokens it is merged from last.</summary>
    private byte[]?[] Reachable()
    {
        byte[]?[] matches = new byte[]?[_parts.Length];
        foreach (VocabularyKey unit in _vocabulary.Units)
        {
            matches[unit.Value] = unit.Bytes;
        }

        ref byte parts = ref MemoryMarshal.GetReference(MemoryMarshal.AsBytes(_parts.AsSpan()));
        uint slots = (uint)BitConverter.ToInt32(_merges, 0);
        for (int rank = 0; rank < _model.Merges.Count; rank++)
        {
            (int left, int right, int result) = _model.Merges[rank];

            // Of several merges into one token the one counts that merging the token's own text ends with.
            if (matches[left] is not null && matches[right] is not null && matches[result] is null
                && BpeBacktracker.IsValidPair(ref _merges[0], slots, ref parts, left, right, rank))
            {
                matches[result] = _vocabulary[result];
                _parts[result] = MergeTable.Key(left, right) | (ulong)(rank + 1) << MergeTable.RankShift;
            }
        }

        return matches;
    }

    /// <summary>Most tokens that are the beginning of one token, it included.</summary>
    private static int MostCandidates(VocabularyKey[] keys)
    {
        List<byte[]> open = [];
        int most = 1;
        foreach (VocabularyKey key in keys)
        {
            while (open.Count > 0 && !key.Bytes.AsSpan().StartsWith(open[open.Count - 1]))
            {
                open.RemoveAt(open.Count - 1);
            }

            open.Add(key.Bytes);
            most = Math.Max(most, open.Count);
        }

        return most;
    }

    /// <summary>Not where every unit has a token: nothing vanishes then, and no mark stands in the way.</summary>
    private bool MayNeedMerging() =>
        HasMarks || (_model.UnknownId is null && !(_model.ByteLevel && _vocabulary.Units.Length == Bytes));

    private bool HasMarks => (_vocabulary.Flags & (BpeFlags.MarksFirst | BpeFlags.MarksLast)) != 0;

    /// <summary>What a unit becomes never depends on its neighbours unless it merges with them: nothing vanishes, and nothing is fused.</summary>
    private bool KnowsEveryUnit() =>
        !HasMarks && (_model.ByteLevel
            ? _vocabulary.Units.Length == Bytes
            : _vocabulary.ByteTokens.Length > 0 && Array.TrueForAll(_vocabulary.ByteTokens, static id => id >= 0));

    private byte[] BuildJoints()
    {
        JointTableBuilder joints = new();
        for (int id = 0; id < _model.Vocabulary.Length; id++)
        {
            if (_vocabulary[id] is { } match)
            {
                joints.Add(match);
            }
        }

        return joints.Build();
    }

    private byte[] BuildResults()
    {
        int[] results = new int[_model.Merges.Count];
        for (int rank = 0; rank < results.Length; rank++)
        {
            results[rank] = _model.Merges[rank].Result;
        }

        return TableWriter.Numbers(results);
    }

    private void AddWords(TableWriter tables, VocabularyKey[] trie)
    {
        if (!_model.IgnoreMerges)
        {
            tables.Add(SectionKind.WordTable, WordTableBuilder.Build(_vocabulary.IsConsistent ? [.. WholeWords(trie).Where(IsShort)] : [], tables.Cancellation));
            return;
        }

        byte[]?[] texts = new byte[]?[_model.Vocabulary.Length];
        for (int id = 0; id < texts.Length; id++)
        {
            texts[id] = _vocabulary.PlainText(id);
        }

        VocabularyKey[] words = [.. BpeVocabulary.Keys(texts)];
        VocabularyKey[] longWords = [.. words.Where(static word => !IsShort(word))];
        tables.Add(SectionKind.WordTable, WordTableBuilder.Build([.. words.Where(IsShort)], tables.Cancellation));
        tables.AddUnlessEmpty(
            SectionKind.LongWords, longWords.Length == 0 ? [] : MemoryMarshal.AsBytes(new DoubleArrayBuilder(longWords, tables.Cancellation).Build().AsSpan()).ToArray());
    }

    /// <summary>Tokens that may be a split of their own, without their marks.</summary>
    private IEnumerable<VocabularyKey> WholeWords(VocabularyKey[] tokens)
    {
        int before = (_vocabulary.Flags & BpeFlags.MarksFirst) != 0 ? 1 : 0;
        int behind = (_vocabulary.Flags & BpeFlags.MarksLast) != 0 ? 1 : 0;
        return tokens
            .Where(token => (before == 0 || token.Bytes[0] == BpeTables.FirstMark) && (behind == 0 || token.Bytes[token.Bytes.Length - 1] == BpeTables.LastMark))
            .Select(token => before + behind == 0 ? token : new VocabularyKey(token.Bytes.AsSpan(before, token.Bytes.Length - before - behind).ToArray(), token.Value));
    }

    private static bool IsShort(VocabularyKey word) => word.Bytes.Length <= WordTable.MaxLength;
}
