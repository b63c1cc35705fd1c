using System.Runtime.CompilerServices;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.PreTokenizers.Scanners;

/// <summary>
/// cl100k's pattern, Llama 3's too, and with one digit at a time Qwen 2's:
/// <c>(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>
/// </summary>
internal sealed class Cl100kScanner(TableBlob tables, int mostDigits) : CoveringScanner(tables)
{
    /// <summary>Most digits in one match.</summary>
    public int MostDigits => mostDigits;

    public override int EndOfMatch(ref byte classes, ref byte text, int at, int end)
    {
        byte first = Unsafe.Add(ref text, at);
        if (first == '\'' && Runs.ContractionOfAnyCase(ref Unsafe.Add(ref text, at), end - at) is > 0 and var contraction)
        {
            return at + contraction;
        }

        PatternClass kind = PatternClasses.Of(ref classes, ref Unsafe.Add(ref text, at), out int length);
        int next = at + length;
        if ((kind & PatternClass.Letter) != 0)
        {
            return Runs.EndOf(PatternClass.Letter, ref classes, ref text, next, end);
        }

        if ((kind & PatternClass.Number) != 0)
        {
            return Runs.EndOfNumbers(ref classes, ref text, next, end, mostDigits - 1);
        }

        if ((kind & PatternClass.Newline) == 0 && Runs.EndOf(PatternClass.Letter, ref classes, ref text, next, end) is var letters && letters > next)
        {
            return letters;
        }

        int symbols = Runs.EndOfSymbols(ref classes, ref text, first == ' ' ? next : at, end);
        return symbols > (first == ' ' ? next : at)
            ? Runs.EndOf(PatternClass.Newline, ref classes, ref text, symbols, end)
            : Runs.EndOfWhiteWithNewlines(ref classes, ref text, at, end);
    }
}
