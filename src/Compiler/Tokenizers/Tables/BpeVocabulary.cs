using System.Text;
using Sememe.Tokenization.Models;
using Sememe.Tokenization.Unicode;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>What every token of a BPE model matches, and whether neighbours alone decide (see <see cref="BpeBacktracker"/>).</summary>
/// <remarks>
/// What a token matches is worked out from the units that merging starts from, along the merges; its spelling would do in most models, but prefixes,
/// suffixes and hostile merges make spellings ambiguous. Where one token would match two texts, nothing is proven and merging is done as defined.
/// </remarks>
internal sealed class BpeVocabulary
{
    private readonly BpeSpec _model;
    private readonly byte[]?[] _matches;
    private readonly bool[] _isOperand;

    public BpeVocabulary(BpeSpec model)
    {
        _model = model;
        _matches = new byte[]?[model.Vocabulary.Length];
        _isOperand = new bool[model.Vocabulary.Length];
        Flags = (model.ByteLevel ? BpeFlags.Bytes : 0) | (model.FuseUnknown ? BpeFlags.FuseUnknown : 0)
            | (model.ContinuingSubwordPrefix.Length > 0 ? BpeFlags.MarksFirst : 0) | (model.EndOfWordSuffix.Length > 0 ? BpeFlags.MarksLast : 0);
        ByteTokens = FindByteTokens();
        AddUnits();
        Units = [.. Keys(_matches)];
        IsConsistent = IsUnambiguous && FollowMerges();
    }

    public BpeFlags Flags { get; }

    /// <summary>Units and what they match.</summary>
    public VocabularyKey[] Units { get; }

    /// <summary>Ids of the tokens of bytes, -1 where there is none; empty without byte fallback.</summary>
    public int[] ByteTokens { get; }

    /// <summary>Every token matches one text, and merges come behind those that they build on.</summary>
    public bool IsConsistent { get; }

    private bool IsUnambiguous { get; set; } = true;

    /// <summary>The text that a token matches, with marks; null when it matches none.</summary>
    public byte[]? this[int id] => _matches[id];

    /// <summary>A token as it stands in a text, whatever the merges say; null when it stands in none.</summary>
    public byte[]? PlainText(int id)
    {
        byte[] spelling = Encoding.UTF8.GetBytes(_model.Vocabulary[id] ?? "");
        if (!_model.ByteLevel || spelling.Length == 0)
        {
            return spelling.Length == 0 ? null : spelling;
        }

        byte[] bytes = new byte[spelling.Length];
        return ByteLevelAlphabet.TryDecode(spelling, bytes, out int length) ? bytes.AsSpan(0, length).ToArray() : null;
    }

    /// <summary>Tokens that match something, as sorted keys.</summary>
    public static IEnumerable<VocabularyKey> Keys(byte[]?[] matches)
    {
        List<VocabularyKey> keys = new(matches.Length);
        for (int id = 0; id < matches.Length; id++)
        {
            if (matches[id] is { } match)
            {
                keys.Add(new VocabularyKey(match, id));
            }
        }

        keys.Sort();
        return keys;
    }

    private int[] FindByteTokens()
    {
        if (!_model.ByteFallback)
        {
            return [];
        }

        int[] tokens = new int[256];
        for (int value = 0; value < tokens.Length; value++)
        {
            tokens[value] = _model.Vocabulary.TryGetId($"<0x{value:X2}>", out int id) ? id : -1;
        }

        return tokens;
    }

    /// <summary>Units are single characters, with the prefix unless they come first and with the suffix if they come last.</summary>
    private void AddUnits()
    {
        for (int id = 0; id < _model.Vocabulary.Length; id++)
        {
            if (_model.Vocabulary[id] is not { Length: > 0 } spelling)
            {
                continue;
            }

            foreach (bool isFirst in Cases(_model.ContinuingSubwordPrefix, otherwise: true))
            {
                foreach (bool isLast in Cases(_model.EndOfWordSuffix, otherwise: false))
                {
                    AddUnit(id, spelling, isFirst, isLast);
                }
            }
        }
    }

    private static bool[] Cases(string affix, bool otherwise) => affix.Length > 0 ? [true, false] : [otherwise];

    private void AddUnit(int id, string spelling, bool isFirst, bool isLast)
    {
        string prefix = isFirst ? "" : _model.ContinuingSubwordPrefix;
        string suffix = isLast ? _model.EndOfWordSuffix : "";
        int length = spelling.Length - prefix.Length - suffix.Length;
        if (length is not (1 or 2)
            || !spelling.StartsWith(prefix, StringComparison.Ordinal) || !spelling.EndsWith(suffix, StringComparison.Ordinal)
            || (length == 2 && !char.IsSurrogatePair(spelling, prefix.Length)))
        {
            return;
        }

        byte[] unit = Encoding.UTF8.GetBytes(spelling.Substring(prefix.Length, length));
        if (_model.ByteLevel)
        {
            int value = ByteLevelAlphabet.ByteOf(Utf8.Decode(ref unit[0], out _));
            bool isMark = value >= BpeTables.FirstMark && (Flags & (BpeFlags.MarksFirst | BpeFlags.MarksLast)) != 0;
            if (value < 0 || isMark)
            {
                return; // no text has a byte that serves as a mark
            }

            unit = [(byte)value];
        }

        bool marksFirst = isFirst && (Flags & BpeFlags.MarksFirst) != 0;
        bool marksLast = isLast && (Flags & BpeFlags.MarksLast) != 0;
        byte[] match = [.. marksFirst ? [BpeTables.FirstMark] : Array.Empty<byte>(), .. unit, .. marksLast ? [BpeTables.LastMark] : Array.Empty<byte>()];
        if (_matches[id] is not null)
        {
            IsUnambiguous = false; // "##a" that is a continuing a, and the first of a word as well
        }

        _matches[id] = match;
    }

    /// <summary>What merges make matches what their parts match. False where the order of merges would let an earlier one become possible later.</summary>
    private bool FollowMerges()
    {
        foreach (int id in ByteTokens)
        {
            if (id >= 0)
            {
                _isOperand[id] = true; // a byte token may stand where nothing else may, so no merge may make or take it
            }
        }

        for (int rank = 0; rank < _model.Merges.Count; rank++)
        {
            (int left, int right, int result) = _model.Merges[rank];
            if (_isOperand[result] || IsForeign(left) || IsForeign(right))
            {
                return false;
            }

            if (_matches[left] is { } first && _matches[right] is { } second)
            {
                byte[] match = [.. first, .. second];
                if (_matches[result] is { } known && !known.AsSpan().SequenceEqual(match))
                {
                    return false;
                }

                _matches[result] = match;
            }

            _isOperand[left] = true;
            _isOperand[right] = true;
        }

        return true;
    }

    /// <summary>Unknown and byte tokens, which get into a sequence without matching.</summary>
    private bool IsForeign(int id) => id == _model.UnknownId || (ByteTokens.Length > 0 && Array.IndexOf(ByteTokens, id) >= 0);
}
