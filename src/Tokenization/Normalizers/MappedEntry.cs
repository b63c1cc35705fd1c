namespace Sememe.Tokenization.Normalizers;

/// <summary>What the steps of a <see cref="MappedNormalizer"/> make of one code point that stands among strangers, packed into 32 bits. Part of the table format.</summary>
/// <remarks>
/// <code>
/// bits 0–1 action   2 asks the steps   3 is nothing to cut before   4 is nothing to cut behind   5 acts on the ends of a text
/// 6–9 what it minds in the character before   10–13 what the character behind may mind in it   14–31 where its replacement is in the pool, in units of 4 bytes
/// </code>
/// </remarks>
internal static class MappedEntry
{
    public const uint ActionMask = 3;

    /// <summary>Stays as it is.</summary>
    public const uint Copy = 0;

    /// <summary>Becomes a string of the pool: its length in a byte, then the string.</summary>
    public const uint Replace = 1;

    /// <summary>Vanishes.</summary>
    public const uint Drop = 2;

    /// <summary>A Hangul syllable, decomposed by arithmetic.</summary>
    public const uint Hangul = 3;

    /// <summary>Always acts on its neighbours, or becomes too much for the pool.</summary>
    public const uint AsksSteps = 1 << 2;

    /// <summary>May belong with what stands before it.</summary>
    public const uint Joins = 1 << 3;

    /// <summary>May belong with what stands behind it.</summary>
    public const uint Holds = 1 << 4;

    /// <summary>A step that looks at the ends of a text may remove it there.</summary>
    public const uint Edge = 1 << 5;

    public const int MindsShift = 6;
    public const int MindedShift = 10;
    public const uint KindMask = 15;

    public const int PoolShift = 14;
    public const int PoolUnit = 4;
    public const uint MaxPoolIndex = (1u << (32 - PoolShift)) - 1;

    /// <summary>Longest replacement in bytes.</summary>
    public const int MaxLength = 15;

    // Kinds of neighbours: a character that minds a kind asks the steps behind one of it.

    /// <summary>The first three: a Replace of several equal characters each.</summary>
    public const uint FirstRun = 1;

    public const int Runs = 3;

    /// <summary>So short that the two can be a grapheme cluster of fewer than six bytes; or a character that a Precompiled rule made longer before one that vanishes.</summary>
    public const uint Cluster = 8;

    public static uint Minds(uint entry) => entry >> MindsShift & KindMask;

    public static uint Minded(uint entry) => entry >> MindedShift & KindMask;
}
