using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.PreTokenizers.Scanners;

/// <summary>CLIP's pattern: <c>'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+</c></summary>
internal sealed class ClipScanner(TableBlob tables) : Scanner
{
    private readonly TableSection _classes = tables.Require(SectionKind.PatternClasses);

    public override bool TryFind(byte[] text, int from, int end, out int matchStart, out int matchEnd)
    {
        ref byte classes = ref MemoryMarshal.GetReference(tables.Slice(_classes));
        matchStart = from < end ? Runs.EndOf(PatternClass.White, ref classes, ref text[0], from, end) : end;
        matchEnd = matchStart < end ? EndOfMatch(ref classes, ref text[0], matchStart, end) : end;
        return matchStart < end;
    }

    private static int EndOfMatch(ref byte classes, ref byte text, int at, int end)
    {
        if (Unsafe.Add(ref text, at) == '\'' && Runs.Contraction(ref Unsafe.Add(ref text, at), end - at) is > 0 and var contraction)
        {
            return at + contraction;
        }

        PatternClass kind = PatternClasses.Of(ref classes, ref Unsafe.Add(ref text, at), out int length);
        return (kind & PatternClass.Number) != 0 ? at + length
            : (kind & PatternClass.Letter) != 0 ? Runs.EndOf(PatternClass.Letter, ref classes, ref text, at, end)
            : Runs.EndOfSymbols(ref classes, ref text, at, end);
    }
}
