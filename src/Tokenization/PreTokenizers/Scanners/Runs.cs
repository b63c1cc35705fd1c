using System.Runtime.CompilerServices;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.PreTokenizers.Scanners;

/// <summary>Parts that the published patterns have in common.</summary>
internal static class Runs
{
    /// <summary>Behind the characters from <paramref name="at"/> that have one of the classes.</summary>
    public static int EndOf(PatternClass any, ref byte classes, ref byte text, int at, int end)
    {
        while (at < end && (PatternClasses.Of(ref classes, ref Unsafe.Add(ref text, at), out int length) & any) != 0)
        {
            at += length;
        }

        return at;
    }

    /// <summary>Behind the characters from <paramref name="at"/> that match <c>[^\s\p{L}\p{N}]</c>.</summary>
    public static int EndOfSymbols(ref byte classes, ref byte text, int at, int end)
    {
        while (at < end && (PatternClasses.Of(ref classes, ref Unsafe.Add(ref text, at), out int length) & PatternClass.NotSymbol) == 0)
        {
            at += length;
        }

        return at;
    }

    /// <summary>Behind at most so many numbers.</summary>
    public static int EndOfNumbers(ref byte classes, ref byte text, int at, int end, int most)
    {
        for (int i = 0; i < most && at < end && (PatternClasses.Of(ref classes, ref Unsafe.Add(ref text, at), out int length) & PatternClass.Number) != 0; i++)
        {
            at += length;
        }

        return at;
    }

    /// <summary><c>\s+(?!\S)|\s+</c>: the last white character stays behind when a visible one follows it.</summary>
    public static int EndOfWhite(ref byte classes, ref byte text, int at, int end)
    {
        int start = at;
        int last = at;
        while (at < end && (PatternClasses.Of(ref classes, ref Unsafe.Add(ref text, at), out int length) & PatternClass.White) != 0)
        {
            last = at;
            at += length;
        }

        return at == end || last == start ? at : last;
    }

    /// <summary><c>\s*[\r\n]+|\s+(?!\S)|\s+</c>: up to the last line end, if there is one.</summary>
    public static int EndOfWhiteWithNewlines(ref byte classes, ref byte text, int at, int end)
    {
        int start = at;
        int last = at;
        int newline = -1;
        while (at < end && (PatternClasses.Of(ref classes, ref Unsafe.Add(ref text, at), out int length) & PatternClass.White) != 0)
        {
            last = at;
            at += length;
            newline = Unsafe.Add(ref text, last) is (byte)'\r' or (byte)'\n' ? at : newline;
        }

        return newline > 0 ? newline : at == end || last == start ? at : last;
    }

    /// <summary>Bytes of <c>'s|'t|'re|'ve|'m|'ll|'d</c> at an apostrophe; 0 when it is none of these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Contraction(ref byte apostrophe, int available)
    {
        if (available < 2)
        {
            return 0;
        }

        byte first = Unsafe.Add(ref apostrophe, 1);
        if (first is (byte)'s' or (byte)'t' or (byte)'m' or (byte)'d')
        {
            return 2;
        }

        return available > 2 && IsLongContraction(first, Unsafe.Add(ref apostrophe, 2)) ? 3 : 0;
    }

    /// <summary>The same for <c>(?i:…)</c>. The long s (U+017F) is an s to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ContractionOfAnyCase(ref byte apostrophe, int available)
    {
        if (available < 2)
        {
            return 0;
        }

        byte first = (byte)(Unsafe.Add(ref apostrophe, 1) | 0x20);
        if (first is (byte)'s' or (byte)'t' or (byte)'m' or (byte)'d')
        {
            return 2;
        }

        if (available < 3)
        {
            return 0;
        }

        return IsLongContraction(first, (byte)(Unsafe.Add(ref apostrophe, 2) | 0x20))
            || (Unsafe.Add(ref apostrophe, 1) == 0xC5 && Unsafe.Add(ref apostrophe, 2) == 0xBF) ? 3 : 0;
    }

    private static bool IsLongContraction(byte first, byte second) =>
        (first, second) is ((byte)'r', (byte)'e') or ((byte)'v', (byte)'e') or ((byte)'l', (byte)'l');
}
