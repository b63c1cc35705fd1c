using System.Runtime.CompilerServices;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.PreTokenizers.Scanners;

/// <summary>GPT-2's pattern: <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c></summary>
internal sealed class Gpt2Scanner(TableBlob tables) : CoveringScanner(tables)
{
    public override int EndOfMatch(ref byte classes, ref byte text, int at, int end)
    {
        byte first = Unsafe.Add(ref text, at);
        if (first == '\'' && Runs.Contraction(ref Unsafe.Add(ref text, at), end - at) is > 0 and var contraction)
        {
            return at + contraction;
        }

        int visible = first == ' ' ? at + 1 : at;
        if (visible == end)
        {
            return end;
        }

        PatternClass kind = PatternClasses.Of(ref classes, ref Unsafe.Add(ref text, visible), out int length);
        return (kind & PatternClass.Letter) != 0 ? Runs.EndOf(PatternClass.Letter, ref classes, ref text, visible + length, end)
            : (kind & PatternClass.Number) != 0 ? Runs.EndOf(PatternClass.Number, ref classes, ref text, visible + length, end)
            : (kind & PatternClass.White) == 0 ? Runs.EndOfSymbols(ref classes, ref text, visible + length, end)
            : Runs.EndOfWhite(ref classes, ref text, at, end);
    }
}
