namespace Sememe.Tokenization.Unicode;

/// <summary>How a code point takes part in extended grapheme clusters (UAX #29). The numbers are part of the table format and of hugging-face.txt.</summary>
/// <remarks>Hangul syllables are told by arithmetic; regional indicators make clusters of eight bytes only, which nobody asks for.</remarks>
[Flags]
internal enum GraphemeClass
{
    None = 0,

    /// <summary>Extend, SpacingMark or ZWJ: belongs to the cluster before.</summary>
    Joins = 1,

    /// <summary>Prepend: belongs to the cluster behind.</summary>
    Prepend = 2,

    /// <summary>Control: a cluster of its own.</summary>
    Control = 4,

    /// <summary>A leading consonant of Hangul.</summary>
    Leading = 8,

    /// <summary>A vowel of Hangul.</summary>
    Vowel = 16,

    /// <summary>A trailing consonant of Hangul.</summary>
    Trailing = 32,

    /// <summary>Extended_Pictographic.</summary>
    Pictographic = 64,

    /// <summary>Indic_Conjunct_Break=Consonant.</summary>
    Consonant = 128,

    /// <summary>Indic_Conjunct_Break=Linker.</summary>
    Linker = 256,

    /// <summary>Indic_Conjunct_Break=Extend or Linker.</summary>
    ConjunctExtend = 512,

    /// <summary>Extend.</summary>
    Extend = 1024,
}
