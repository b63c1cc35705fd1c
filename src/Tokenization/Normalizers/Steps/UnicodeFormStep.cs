using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>NFD, NFKD, NFC and NFKC, over Hugging Face's own tables and with its places.</summary>
internal sealed class UnicodeFormStep(TableBlob tables, TableSection section) : TextStep
{
    public override void Apply(CharacterList source, CharacterList destination, StretchEdges edges, StepMemory memory)
    {
        FormData data = new(tables.Slice(section));
        ChangeWriter writer = new(source, destination);
        Composition composition = new(data, memory.Marks);
        for (int i = 0; i < source.Count; i++)
        {
            uint codePoint = source.CodePoints[i];
            if (Hangul.IsSyllable(codePoint))
            {
                for (int part = 0; part < Hangul.PartsOf(codePoint); part++)
                {
                    composition.Add(Hangul.PartOf(codePoint, part), part, ref writer);
                }

                continue;
            }

            ReadOnlySpan<uint> parts = data.Decompose(codePoint);
            if (parts.IsEmpty)
            {
                composition.Add(codePoint, 0, ref writer);
            }

            for (int part = 0; part < parts.Length; part++)
            {
                composition.Add(parts[part], part, ref writer);
            }
        }

        composition.Finish(ref writer);
    }
}
