using System.Runtime.CompilerServices;

namespace Sememe.Tokenization.Unicode;

/// <summary>UTF-16 as it comes: a surrogate without its other half counts as U+FFFD.</summary>
internal static class Utf16
{
    public const uint ReplacementCharacter = 0xFFFD;
    public const uint FirstSurrogate = 0xD800;
    public const uint FirstLowSurrogate = 0xDC00;
    public const uint LastSurrogate = 0xDFFF;

    /// <summary>The character at <paramref name="at"/> and the number of units it takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Decode(ReadOnlySpan<char> text, int at, out int units)
    {
        uint first = text[at];
        units = 1;
        if (first - 0xD800 > 0x7FF)
        {
            return first;
        }

        if (first < 0xDC00 && (uint)(at + 1) < (uint)text.Length && text[at + 1] - 0xDC00u <= 0x3FF)
        {
            units = 2;
            return (first - 0xD800 << 10) + (text[at + 1] - 0xDC00u) + 0x10000;
        }

        return ReplacementCharacter;
    }

    /// <summary>The character that ends before <paramref name="end"/> and the number of units it takes.</summary>
    public static uint DecodeBefore(ReadOnlySpan<char> text, int end, out int units)
    {
        if (end > 1)
        {
            uint pair = Decode(text, end - 2, out units);
            if (units == 2)
            {
                return pair;
            }
        }

        return Decode(text.Slice(0, end), end - 1, out units);
    }
}
