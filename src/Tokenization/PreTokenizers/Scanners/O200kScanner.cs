using System.Runtime.CompilerServices;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.PreTokenizers.Scanners;

/// <summary>
/// o200k's pattern: words end where lower case turns to upper case, a contraction belongs to its word. With U for
/// <c>[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]</c>, L for <c>[\p{Ll}\p{Lm}\p{Lo}\p{M}]</c> and C for <c>(?i:'s|'t|'re|'ve|'m|'ll|'d)?</c>:
/// <c>[^\r\n\p{L}\p{N}]?U*L+C|[^\r\n\p{L}\p{N}]?U+L*C|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>
/// </summary>
internal sealed class O200kScanner(TableBlob tables, int mostDigits, bool contractions) : CoveringScanner(tables)
{
    private const PatternClass Upper = PatternClass.Uppercase | PatternClass.OtherLetter | PatternClass.Mark;
    private const PatternClass Lower = PatternClass.Lowercase | PatternClass.OtherLetter | PatternClass.Mark;

    public override int EndOfMatch(ref byte classes, ref byte text, int at, int end)
    {
        byte first = Unsafe.Add(ref text, at);
        PatternClass kind = PatternClasses.Of(ref classes, ref Unsafe.Add(ref text, at), out int length);
        if ((kind & PatternClass.Number) != 0)
        {
            return Runs.EndOfNumbers(ref classes, ref text, at, end, mostDigits);
        }

        int word = EndOfWord(kind, ref classes, ref text, at, at + length, end);
        if (word > 0)
        {
            bool isContracted = contractions && word < end && Unsafe.Add(ref text, word) == '\'';
            return word + (isContracted ? Runs.ContractionOfAnyCase(ref Unsafe.Add(ref text, word), end - word) : 0);
        }

        int symbolsFrom = first == ' ' ? at + 1 : at;
        int symbols = Runs.EndOfSymbols(ref classes, ref text, symbolsFrom, end);
        return symbols > symbolsFrom ? EndOfLineEnds(ref text, symbols, end) : Runs.EndOfWhiteWithNewlines(ref classes, ref text, at, end);
    }

    /// <summary>Behind the word that starts at <paramref name="at"/>, without its contraction; 0 when none does.</summary>
    private static int EndOfWord(PatternClass first, ref byte classes, ref byte text, int at, int next, int end)
    {
        bool mayPrecede = (first & (PatternClass.Letter | PatternClass.Newline)) == 0;
        bool isLetter = (first & (PatternClass.Letter | PatternClass.Mark)) != 0;

        // As the engine tries them: each alternative with a character before it, then without.
        int afterFirst = mayPrecede ? EndOfLowercase(ref classes, ref text, next, end, out int upperAfterFirst) : Nothing(out upperAfterFirst);
        if (afterFirst > 0)
        {
            return afterFirst;
        }

        int whole = isLetter ? EndOfLowercase(ref classes, ref text, at, end, out int upper) : Nothing(out upper);
        return whole > 0 ? whole : upperAfterFirst > next ? upperAfterFirst : upper > at ? upper : 0;
    }

    /// <summary><c>U*L+</c>, 0 when it does not match; <paramref name="upperEnd"/> is the end of <c>U+L*</c> then.</summary>
    private static int EndOfLowercase(ref byte classes, ref byte text, int at, int end, out int upperEnd)
    {
        int lastLower = 0;
        while (at < end)
        {
            PatternClass kind = PatternClasses.Of(ref classes, ref Unsafe.Add(ref text, at), out int length);
            if ((kind & Upper) == 0)
            {
                break;
            }

            at += length;
            lastLower = (kind & Lower) != 0 ? at : lastLower;
        }

        upperEnd = at;
        int lower = Runs.EndOf(Lower, ref classes, ref text, at, end);
        return lower > at ? lower : lastLower; // U* gives back what L+ needs
    }

    private static int Nothing(out int upperEnd) => upperEnd = 0;

    private static int EndOfLineEnds(ref byte text, int at, int end)
    {
        while (at < end && Unsafe.Add(ref text, at) is (byte)'\r' or (byte)'\n' or (byte)'/')
        {
            at++;
        }

        return at;
    }
}
