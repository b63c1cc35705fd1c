using System.Runtime.InteropServices;

namespace Sememe.Tokenization.Tables;

/// <summary>The section of a stage that is any number of steps.</summary>
/// <remarks><code>u32 steps   steps × { u32 kind   u32 offset of the parameters in the section   u32 their length }   parameters, each at a multiple of 4</code></remarks>
internal static class StepTable
{
    public const int HeaderLength = 4;

    public const int EntryLength = 12;

    /// <summary>The steps in their order; none when there is no such section.</summary>
    public static TableStep[] Read(TableBlob tables, SectionKind kind)
    {
        TableSection section = tables.Find(kind);
        if (section.Length == 0)
        {
            return [];
        }

        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(tables.Slice(section).Slice(0, section.Length & ~3));
        TableStep[] steps = new TableStep[numbers[0]];
        for (int i = 0; i < steps.Length; i++)
        {
            ReadOnlySpan<int> entry = numbers.Slice(1 + 3 * i, 3);
            steps[i] = new TableStep(entry[0], new TableSection(section.Offset + entry[1], entry[2]));
        }

        return steps;
    }
}
