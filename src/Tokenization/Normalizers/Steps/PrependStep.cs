using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>Prepend: puts a string before a text that is not empty.</summary>
/// <remarks><code>u32 × characters</code></remarks>
internal sealed class PrependStep(TableBlob tables, TableSection section) : TextStep
{
    public override void Apply(CharacterList source, CharacterList destination, StretchEdges edges, StepMemory memory)
    {
        if ((edges & StretchEdges.Start) != 0 && source.Count > 0)
        {
            foreach (uint codePoint in MemoryMarshal.Cast<byte, uint>(tables.Slice(section)))
            {
                destination.Add(codePoint, source, 0);
            }
        }

        destination.AddRange(source, 0, source.Count);
    }
}
