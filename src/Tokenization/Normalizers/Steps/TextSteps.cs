using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>Opens the steps of a <see cref="MappedNormalizer"/>.</summary>
internal static class TextSteps
{
    /// <param name="tables">The tables.</param>
    /// <param name="section">Where the steps are: <code>u32 steps   steps × { u32 kind   u32 offset   u32 length }</code> Offsets count from here.</param>
    /// <exception cref="InvalidDataException">A step that this version does not know.</exception>
    public static TextStep[] Read(TableBlob tables, TableSection section)
    {
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(tables.Slice(section).Slice(0, section.Length & ~3));
        TextStep[] steps = new TextStep[numbers[0]];
        for (int i = 0; i < steps.Length; i++)
        {
            ReadOnlySpan<int> entry = numbers.Slice(1 + 3 * i, 3);
            steps[i] = Create(new TableStep(entry[0], new TableSection(section.Offset + entry[1], entry[2])), tables);
        }

        return steps;
    }

    private static TextStep Create(TableStep step, TableBlob tables) => (TextStepKind)step.Kind switch
    {
        TextStepKind.UnicodeForm => new UnicodeFormStep(tables, step.Parameters),
        TextStepKind.Map => new MapStep(tables, step.Parameters),
        TextStepKind.Strip => new StripStep(tables, step.Parameters),
        TextStepKind.Replace => new ReplaceStep(tables, step.Parameters),
        TextStepKind.ReplaceRuns => new ReplaceRunsStep(tables, step.Parameters),
        TextStepKind.Prepend => new PrependStep(tables, step.Parameters),
        TextStepKind.Precompiled => new PrecompiledStep(tables, step.Parameters),
        TextStepKind.ByteLevel => new ByteLevelStep(),
        _ => throw step.Unknown("part of a normalizer"),
    };
}
