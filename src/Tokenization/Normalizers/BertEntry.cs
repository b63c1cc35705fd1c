namespace Sememe.Tokenization.Normalizers;

/// <summary>What BertNormalizer makes of one code point, packed into 32 bits. Part of the table format.</summary>
/// <remarks><code>bits 0–1 action   2 isolated   3 slow   4–7 bytes of the replacement   8–23 where it is in the pool   24–31 combining class</code></remarks>
internal static class BertEntry
{
    public const uint ActionMask = 3;

    /// <summary>Stays as it is.</summary>
    public const uint Copy = 0;

    /// <summary>Becomes a string of the pool.</summary>
    public const uint Replace = 1;

    /// <summary>Vanishes.</summary>
    public const uint Drop = 2;

    /// <summary>A Hangul syllable, decomposed by arithmetic; <see cref="Slow"/> too.</summary>
    public const uint Hangul = 3;

    /// <summary>Gets blanks on both sides.</summary>
    public const uint Isolated = 4;

    /// <summary>Is not copied or replaced alone: a Hangul syllable, or what leaves a combining mark, whose place among other marks depends on their classes.</summary>
    public const uint Slow = 8;

    /// <summary>A mark that vanishes and has class 0, so that no other mark moves past it.</summary>
    public const uint DropStarter = Drop | 1 << LengthShift;

    public const int LengthShift = 4;
    public const uint MaxLength = 15;
    public const int OffsetShift = 8;
    public const uint MaxOffset = 0xFFFF;
    public const int ClassShift = 24;

    public static int Length(uint entry) => (int)(entry >> LengthShift & MaxLength);

    public static int Offset(uint entry) => (int)(entry >> OffsetShift & MaxOffset);

    /// <summary>Canonical combining class of the first code point of the decomposition.</summary>
    public static uint CombiningClass(uint entry) => entry >> ClassShift;

    /// <summary>False for what marks move past: other marks, and what clean_text removes before they are ordered.</summary>
    public static bool IsStarter(uint entry) => (entry & ActionMask) == Drop ? entry == DropStarter : CombiningClass(entry) == 0;
}
