using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.PreTokenizers.Scanners;

/// <summary>A text as it is. The empty text matches nowhere.</summary>
internal sealed class LiteralScanner(TableBlob tables, TableSection literal) : Scanner
{
    public override bool TryFind(byte[] text, int from, int end, out int matchStart, out int matchEnd)
    {
        ReadOnlySpan<byte> pattern = tables.Slice(literal);
        int found = pattern.IsEmpty ? -1 : text.AsSpan(from, end - from).IndexOf(pattern);
        matchStart = found < 0 ? end : from + found;
        matchEnd = found < 0 ? end : matchStart + pattern.Length;
        return found >= 0;
    }
}
