using System.Runtime.InteropServices;

namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>What the Unicode normalization forms know of code points, for look-up by halving.</summary>
/// <remarks>
/// <code>
/// u32 composes   u32 decompositions   u32 code points in the pool   u32 classes   u32 compositions
/// decompositions × { u32 code point   u32 length | place in the pool &lt;&lt; 8 }   u32 × pool
/// classes × u32 combining class | code point &lt;&lt; 8   compositions × { u32 first   u32 second   u32 composed }
/// </code>
/// </remarks>
internal readonly ref struct FormData
{
    public const int HeaderLength = 5;

    private readonly ReadOnlySpan<uint> _decompositions;
    private readonly ReadOnlySpan<uint> _pool;
    private readonly ReadOnlySpan<uint> _classes;
    private readonly ReadOnlySpan<uint> _compositions;

    public FormData(ReadOnlySpan<byte> section)
    {
        ReadOnlySpan<uint> numbers = MemoryMarshal.Cast<byte, uint>(section);
        Composes = numbers[0] != 0;
        ReadOnlySpan<uint> rest = numbers.Slice(HeaderLength);
        _decompositions = Take(ref rest, 2 * (int)numbers[1]);
        _pool = Take(ref rest, (int)numbers[2]);
        _classes = Take(ref rest, (int)numbers[3]);
        _compositions = Take(ref rest, 3 * (int)numbers[4]);
    }

    public bool Composes { get; }

    /// <summary>Full decomposition of a code point that is no Hangul syllable; empty when there is none.</summary>
    public ReadOnlySpan<uint> Decompose(uint codePoint)
    {
        int low = 0;
        int high = _decompositions.Length / 2;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (_decompositions[2 * middle] < codePoint)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        if (2 * low >= _decompositions.Length || _decompositions[2 * low] != codePoint)
        {
            return default;
        }

        uint place = _decompositions[2 * low + 1];
        return _pool.Slice((int)(place >> 8), (int)(place & 0xFF));
    }

    public int CombiningClass(uint codePoint)
    {
        int low = 0;
        int high = _classes.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (_classes[middle] >> 8 < codePoint)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < _classes.Length && _classes[low] >> 8 == codePoint ? (int)(_classes[low] & 0xFF) : 0;
    }

    /// <summary>What two code points compose to, Hangul left out; 0 when they do not.</summary>
    public uint Compose(uint first, uint second)
    {
        int low = 0;
        int high = _compositions.Length / 3;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            uint there = _compositions[3 * middle];
            if (there < first || (there == first && _compositions[3 * middle + 1] < second))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return 3 * low < _compositions.Length && _compositions[3 * low] == first && _compositions[3 * low + 1] == second ? _compositions[3 * low + 2] : 0;
    }

    private static ReadOnlySpan<uint> Take(scoped ref ReadOnlySpan<uint> rest, int count)
    {
        ReadOnlySpan<uint> taken = rest.Slice(0, count);
        rest = rest.Slice(count);
        return taken;
    }
}
