using System.Runtime.CompilerServices;

namespace Sememe.Tokenization.Unicode;

/// <summary>Canonical decomposition of Hangul syllables (The Unicode Standard, §3.12).</summary>
internal static class Hangul
{
    public const uint FirstSyllable = 0xAC00;
    public const uint LastSyllable = 0xD7A3;
    private const uint FirstLead = 0x1100;
    private const uint FirstVowel = 0x1161;
    private const uint BeforeFirstTail = 0x11A7;
    private const uint Vowels = 21;
    private const uint Tails = 28;

    private const uint Leads = 19;

    public static bool IsSyllable(uint codePoint) => codePoint - FirstSyllable <= LastSyllable - FirstSyllable;

    /// <summary>True for a syllable without a trailing consonant.</summary>
    public static bool IsOpenSyllable(uint syllable) => (syllable - FirstSyllable) % Tails == 0;

    /// <summary>Number of jamo of a syllable: two or three.</summary>
    public static int PartsOf(uint syllable) => IsOpenSyllable(syllable) ? 2 : 3;

    /// <summary>A jamo of a syllable.</summary>
    public static uint PartOf(uint syllable, int part)
    {
        uint index = syllable - FirstSyllable;
        return part switch
        {
            0 => FirstLead + index / (Vowels * Tails),
            1 => FirstVowel + index / Tails % Vowels,
            _ => BeforeFirstTail + index % Tails,
        };
    }

    /// <summary>The syllable that a leading consonant and a vowel make, or an open syllable and a trailing consonant; 0 when they make none.</summary>
    public static uint Compose(uint first, uint second)
    {
        if (first - FirstLead < Leads && second - FirstVowel < Vowels)
        {
            return FirstSyllable + ((first - FirstLead) * Vowels + (second - FirstVowel)) * Tails;
        }

        return IsSyllable(first) && IsOpenSyllable(first) && second - BeforeFirstTail - 1 < Tails - 1 ? first + (second - BeforeFirstTail) : 0;
    }

    /// <summary>Writes the two or three jamo of a syllable, three bytes each. Returns the number of bytes.</summary>
    public static int Decompose(uint syllable, ref byte destination)
    {
        uint index = syllable - FirstSyllable;
        uint tail = index % Tails;
        Utf8.Encode(FirstLead + index / (Vowels * Tails), ref destination);
        Utf8.Encode(FirstVowel + index / Tails % Vowels, ref Unsafe.Add(ref destination, 3));
        if (tail == 0)
        {
            return 6;
        }

        Utf8.Encode(BeforeFirstTail + tail, ref Unsafe.Add(ref destination, 6));
        return 9;
    }
}
