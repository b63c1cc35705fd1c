using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>A step that makes of every character something of its own: Lowercase, StripAccents, Nmt, the parts of BertNormalizer, Replace of single characters.</summary>
/// <remarks>
/// <code>u32 ranges   ranges × { u32 first   u32 last   i32 length   i32 value }   u32: code points of the pool</code>
/// Of a range with a length, every character becomes so many code points of the pool (none: it vanishes), <see cref="Itself"/> among them stands for the
/// character; with <see cref="Shifted"/>, the character plus the value.
/// </remarks>
internal sealed class MapStep : TextStep
{
    public const int Shifted = -1;
    public const uint Itself = uint.MaxValue;
    private const int NumbersOfRange = 4;

    private readonly TableBlob _tables;
    private readonly TableSection _section;
    private readonly int _ranges;

    public MapStep(TableBlob tables, TableSection section)
    {
        _tables = tables;
        _section = section;
        _ranges = MemoryMarshal.Read<int>(tables.Slice(section));
    }

    public override void Apply(CharacterList source, CharacterList destination, StretchEdges edges, StepMemory memory)
    {
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(_tables.Slice(_section)).Slice(1);
        for (int i = 0; i < source.Count; i++)
        {
            uint codePoint = source.CodePoints[i];
            ReadOnlySpan<int> range = Find(numbers, codePoint);
            if (range.IsEmpty)
            {
                destination.Add(codePoint, source, i);
            }
            else if (range[2] == Shifted)
            {
                destination.Add((uint)(codePoint + range[3]), source, i);
            }
            else
            {
                foreach (int part in numbers.Slice(NumbersOfRange * _ranges + range[3], range[2]))
                {
                    destination.Add((uint)part == Itself ? codePoint : (uint)part, source, i);
                }
            }
        }
    }

    /// <summary>The range that holds a code point; empty when none does.</summary>
    private ReadOnlySpan<int> Find(ReadOnlySpan<int> numbers, uint codePoint)
    {
        int low = 0;
        int high = _ranges;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if ((uint)numbers[NumbersOfRange * middle + 1] < codePoint)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < _ranges && (uint)numbers[NumbersOfRange * low] <= codePoint ? numbers.Slice(NumbersOfRange * low, NumbersOfRange) : default;
    }
}
