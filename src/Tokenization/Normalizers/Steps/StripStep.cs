using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>Strip: removes white space at the ends of the text.</summary>
/// <remarks><code>u32 left   u32 right</code></remarks>
internal sealed class StripStep : TextStep
{
    private readonly TableBlob _tables;
    private readonly TableSection _classes;
    private readonly bool _left;
    private readonly bool _right;

    public StripStep(TableBlob tables, TableSection section)
    {
        _tables = tables;
        _classes = tables.Require(SectionKind.CodePointClasses);
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(tables.Slice(section));
        _left = numbers[0] != 0;
        _right = numbers[1] != 0;
    }

    public override void Apply(CharacterList source, CharacterList destination, StretchEdges edges, StepMemory memory)
    {
        ReadOnlySpan<byte> classes = _tables.Slice(_classes);
        int start = 0;
        int end = source.Count;
        while (_left && (edges & StretchEdges.Start) != 0 && start < end && IsWhite(classes, source.CodePoints[start]))
        {
            start++;
        }

        while (_right && (edges & StretchEdges.End) != 0 && start < end && IsWhite(classes, source.CodePoints[end - 1]))
        {
            end--;
        }

        destination.AddRange(source, start, end);
    }

    private static bool IsWhite(ReadOnlySpan<byte> classes, uint codePoint) => (CodePointClasses.Of(classes, codePoint) & CodePointClass.White) != 0;
}
