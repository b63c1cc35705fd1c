using System.Diagnostics.CodeAnalysis;

namespace Sememe.Compiler.Tokenizers;

/// <summary>BPE.</summary>
internal sealed record BpeSpec(VocabularySpec Vocabulary, MergeList Merges) : TokenModelSpec(Vocabulary)
{
    /// <summary>Id for characters that have no token; null when they vanish.</summary>
    public int? UnknownId { get; init; }

    /// <summary>Stands before the spelling of every piece but the first of a split; empty for none.</summary>
    public string ContinuingSubwordPrefix { get; init; } = "";

    /// <summary>Stands behind the spelling of the last piece of a split; empty for none.</summary>
    public string EndOfWordSuffix { get; init; } = "";

    /// <summary>Unknown characters side by side are one unknown token.</summary>
    public bool FuseUnknown { get; init; }

    /// <summary>Unknown characters become tokens of their bytes, where there are such tokens.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>A split that is an entry of the vocabulary is that token, whatever the merges say.</summary>
    public bool IgnoreMerges { get; init; }

    /// <summary>The vocabulary spells bytes as visible characters (see <see cref="Sememe.Tokenization.Unicode.ByteLevelAlphabet"/>).</summary>
    public bool ByteLevel { get; init; }
}

/// <summary>Which tokens merge into which, the first first; compared by content. Never written after construction.</summary>
internal sealed class MergeList : IEquatable<MergeList>
{
    private readonly int[] _numbers;
    private readonly int _hash;

    /// <param name="numbers">Left id, right id and the id that they become, for one merge after the other. No pair twice.</param>
    public MergeList(int[] numbers)
    {
        _numbers = numbers;
        uint hash = 2166136261; // FNV-1a
        foreach (int number in numbers)
        {
            hash = unchecked((hash ^ (uint)number) * 16777619);
        }

        _hash = (int)hash;
    }

    public int Count => _numbers.Length / 3;

    /// <summary>The merge of a rank.</summary>
    public (int Left, int Right, int Result) this[int rank] => (_numbers[3 * rank], _numbers[3 * rank + 1], _numbers[3 * rank + 2]);

    public bool Equals([NotNullWhen(true)] MergeList? other) => other is not null && _hash == other._hash && _numbers.AsSpan().SequenceEqual(other._numbers);

    public override bool Equals(object? obj) => Equals(obj as MergeList);

    public override int GetHashCode() => _hash;
}
