using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>Replace of a regular expression that is one kind of character, so and so often: <c>' {2,}'</c>, <c>\s+</c>, <c>\d</c>.</summary>
/// <remarks><code>u32 fewest   u32 most   u32 ranges   ranges × { u32 first   u32 last }   u32 × content</code></remarks>
internal sealed class ReplaceRunsStep : TextStep
{
    private readonly TableBlob _tables;
    private readonly TableSection _section;
    private readonly int _fewest;
    private readonly int _most;
    private readonly int _ranges;

    public ReplaceRunsStep(TableBlob tables, TableSection section)
    {
        _tables = tables;
        _section = section;
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(tables.Slice(section));
        _fewest = numbers[0];
        _most = numbers[1];
        _ranges = numbers[2];
    }

    public override void Apply(CharacterList source, CharacterList destination, StretchEdges edges, StepMemory memory)
    {
        ReadOnlySpan<uint> numbers = MemoryMarshal.Cast<byte, uint>(_tables.Slice(_section)).Slice(3);
        ReadOnlySpan<uint> ranges = numbers.Slice(0, 2 * _ranges);
        ReadOnlySpan<uint> content = numbers.Slice(2 * _ranges);
        int at = 0;
        while (at < source.Count)
        {
            int end = at;
            while (end < source.Count && end - at < _most && IsIn(ranges, source.CodePoints[end]))
            {
                end++;
            }

            if (end - at < _fewest)
            {
                end = Math.Max(end, at + 1);
                destination.AddRange(source, at, end);
            }
            else
            {
                foreach (uint codePoint in content)
                {
                    destination.Add(codePoint, source, end - 1);
                }
            }

            at = end;
        }
    }

    private static bool IsIn(ReadOnlySpan<uint> ranges, uint codePoint)
    {
        for (int i = 0; i < ranges.Length; i += 2)
        {
            if (codePoint >= ranges[i] && codePoint <= ranges[i + 1])
            {
                return true;
            }
        }

        return false;
    }
}
