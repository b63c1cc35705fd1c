using System.Runtime.InteropServices;

namespace Sememe.Tokenization.Tables;

/// <summary>Tells damaged tables from sound ones, at memory speed. Against accidents, not against people.</summary>
internal static class TablesChecksum
{
    private const int Lanes = 4;

    // Odd constants with well mixed bits (fractions of the golden ratio, square roots of 3).
    private const ulong Factor = 0x9E3779B97F4A7C15;
    private const ulong LaneFactor = 0xBB67AE8584CAA73B;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        ulong first = 1;
        ulong second = 2;
        ulong third = 3;
        ulong fourth = 4;
        int at = 0;
        for (; at <= words.Length - Lanes; at += Lanes)
        {
            first = Add(first, words[at]);
            second = Add(second, words[at + 1]);
            third = Add(third, words[at + 2]);
            fourth = Add(fourth, words[at + 3]);
        }

        for (; at < words.Length; at++)
        {
            first = Add(first, words[at]);
        }

        foreach (byte rest in bytes.Slice(words.Length * sizeof(ulong)))
        {
            first = Add(first, rest);
        }

        ulong sum = Add((ulong)bytes.Length, first * LaneFactor);
        sum = Add(sum, second * LaneFactor);
        sum = Add(sum, third * LaneFactor);
        return Add(sum, fourth * LaneFactor);
    }

    private static ulong Add(ulong sum, ulong word)
    {
        sum = (sum ^ word) * Factor;
        return sum ^ sum >> 32;
    }
}
