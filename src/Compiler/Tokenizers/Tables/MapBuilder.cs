using Sememe.Compiler.Tokenizers.Unicode;
using Sememe.Tokenization.Normalizers.Steps;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the parameters of <see cref="MapStep"/>. Later ranges must not overlap earlier ones.</summary>
internal sealed class MapBuilder
{
    /// <summary>Stands for the character itself in what replaces it.</summary>
    public const int Itself = -1;

    private readonly List<(CodePointRange Range, int[] Content)> _ranges = [];

    public MapBuilder Drop(CodePointRange[] ranges) => Replace(ranges, []);

    public MapBuilder Replace(CodePointRange[] ranges, int[] content)
    {
        _ranges.AddRange(ranges.Select(range => (range, content)));
        return this;
    }

    public byte[] Build()
    {
        List<int> numbers = [0];
        List<int> pool = [];
        List<(int First, int Last, int Length, int Value)> merged = [];
        foreach ((CodePointRange range, int[] content) in _ranges.OrderBy(static entry => entry.Range.First))
        {
            bool isShifted = content.Length == 1 && content[0] != Itself && range.First == range.Last;
            int length = isShifted ? MapStep.Shifted : content.Length;
            int value = isShifted ? content[0] - range.First : pool.Count;
            if (isShifted && merged.Count > 0 && merged[merged.Count - 1] is var last && last.Last == range.First - 1 && last.Length == MapStep.Shifted && last.Value == value)
            {
                merged[merged.Count - 1] = last with { Last = range.Last };
                continue;
            }

            merged.Add((range.First, range.Last, length, value));
            if (!isShifted)
            {
                pool.AddRange(content);
            }
        }

        numbers[0] = merged.Count;
        foreach ((int first, int last, int length, int value) in merged)
        {
            numbers.AddRange([first, last, length, value]);
        }

        numbers.AddRange(pool);
        return TableWriter.Numbers([.. numbers]);
    }
}
