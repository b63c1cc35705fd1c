using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.PreTokenizers.Scanners;

/// <summary>A pattern that matches at every place: a match starts where the one before ends.</summary>
internal abstract class CoveringScanner(TableBlob tables) : Scanner
{
    private readonly TableSection _classes = tables.Require(SectionKind.PatternClasses);

    /// <summary>The section of <see cref="PatternClasses"/>.</summary>
    public ref byte Classes => ref MemoryMarshal.GetReference(tables.Slice(_classes));

    public sealed override bool TryFind(byte[] text, int from, int end, out int matchStart, out int matchEnd)
    {
        matchStart = from;
        matchEnd = from < end ? EndOfMatch(ref Classes, ref text[0], from, end) : end;
        return from < end;
    }

    /// <summary>Where the match that starts at <paramref name="at"/> ends.</summary>
    public abstract int EndOfMatch(ref byte classes, ref byte text, int at, int end);
}
