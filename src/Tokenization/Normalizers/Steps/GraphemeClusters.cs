using System.Runtime.InteropServices;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>Extended grapheme clusters, as the Unicode version that Hugging Face has knows them.</summary>
/// <remarks><code>ranges × { u32 first   u32 last   u32 class }</code></remarks>
internal readonly ref struct GraphemeClusters
{
    public const int NumbersOfRange = 3;
    private const uint ZeroWidthJoiner = 0x200D;
    private const GraphemeClass Syllable = (GraphemeClass)(1 << 16);
    private const GraphemeClass OpenSyllable = (GraphemeClass)(1 << 17);

    private readonly ReadOnlySpan<uint> _ranges;

    public GraphemeClusters(ReadOnlySpan<byte> section) => _ranges = MemoryMarshal.Cast<byte, uint>(section);

    /// <summary>Where the cluster that begins at <paramref name="start"/> ends.</summary>
    public int FindEnd(ReadOnlySpan<uint> text, int start)
    {
        GraphemeClass before = ClassOf(text[start]);
        int pictographic = 0;
        int conjunct = 0;
        int at = start;
        while (true)
        {
            pictographic = AfterPictographic(pictographic, before, text[at]);
            conjunct = AfterConsonant(conjunct, before);
            at++;
            if (at == text.Length)
            {
                return at;
            }

            GraphemeClass next = ClassOf(text[at]);
            if (Breaks(before, next, text[at - 1], text[at])
                && !((next & GraphemeClass.Pictographic) != 0 && pictographic == 2)
                && !((next & GraphemeClass.Consonant) != 0 && conjunct == 2))
            {
                return at;
            }

            before = next;
        }
    }

    private GraphemeClass ClassOf(uint codePoint)
    {
        if (Hangul.IsSyllable(codePoint))
        {
            return Hangul.IsOpenSyllable(codePoint) ? OpenSyllable : Syllable;
        }

        int low = 0;
        int high = _ranges.Length / NumbersOfRange;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (_ranges[NumbersOfRange * middle + 1] < codePoint)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        int at = NumbersOfRange * low;
        return at < _ranges.Length && _ranges[at] <= codePoint ? (GraphemeClass)_ranges[at + 2] : GraphemeClass.None;
    }

    /// <summary>The rules that look at two characters only.</summary>
    private static bool Breaks(GraphemeClass before, GraphemeClass next, uint first, uint second)
    {
        if (((before | next) & GraphemeClass.Control) != 0)
        {
            return first != '\r' || second != '\n';
        }

        const GraphemeClass Vocalic = GraphemeClass.Vowel | GraphemeClass.Trailing;
        bool joins = (next & GraphemeClass.Joins) != 0
            || (before & GraphemeClass.Prepend) != 0
            || ((before & GraphemeClass.Leading) != 0 && (next & (GraphemeClass.Leading | GraphemeClass.Vowel | OpenSyllable | Syllable)) != 0)
            || ((before & (OpenSyllable | GraphemeClass.Vowel)) != 0 && (next & Vocalic) != 0)
            || ((before & (Syllable | GraphemeClass.Trailing)) != 0 && (next & GraphemeClass.Trailing) != 0);
        return !joins;
    }

    /// <summary>1 behind a pictographic character and its extensions, 2 behind a joiner that follows them.</summary>
    private static int AfterPictographic(int state, GraphemeClass kind, uint codePoint) =>
        (kind & GraphemeClass.Pictographic) != 0 ? 1
        : state != 1 ? 0
        : codePoint == ZeroWidthJoiner ? 2
        : (kind & GraphemeClass.Extend) != 0 ? 1 : 0;

    /// <summary>1 behind a consonant and its extensions, 2 when a linker is among them.</summary>
    private static int AfterConsonant(int state, GraphemeClass kind) =>
        (kind & GraphemeClass.Consonant) != 0 ? 1
        : state == 0 ? 0
        : (kind & GraphemeClass.Linker) != 0 ? 2
        : (kind & GraphemeClass.ConjunctExtend) != 0 ? state : 0;
}
