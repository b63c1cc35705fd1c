using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>Replace of a string: every occurrence, from left to right, becomes the content, which has the place of the last character replaced.</summary>
/// <remarks><code>u32 characters of the pattern   u32 × pattern   u32 × content</code></remarks>
internal sealed class ReplaceStep(TableBlob tables, TableSection section) : TextStep
{
    public override void Apply(CharacterList source, CharacterList destination, StretchEdges edges, StepMemory memory)
    {
        ReadOnlySpan<uint> numbers = MemoryMarshal.Cast<byte, uint>(tables.Slice(section));
        ReadOnlySpan<uint> pattern = numbers.Slice(1, (int)numbers[0]);
        ReadOnlySpan<uint> content = numbers.Slice(1 + pattern.Length);
        ReadOnlySpan<uint> text = source.Text;
        int at = 0;
        while (at < text.Length)
        {
            int skip = text.Slice(at).IndexOf(pattern);
            if (skip < 0)
            {
                break;
            }

            destination.AddRange(source, at, at + skip);
            at += skip + pattern.Length;
            foreach (uint codePoint in content)
            {
                destination.Add(codePoint, source, at - 1);
            }
        }

        destination.AddRange(source, at, text.Length);
    }
}
