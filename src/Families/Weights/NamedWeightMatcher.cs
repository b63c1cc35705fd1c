using Sememe.CompilerServices;
using Sememe.Formats.Tensors;

namespace Sememe.Families.Weights;

/// <summary>Matches a file that keeps every tensor under its PyTorch name: safetensors.</summary>
internal static class NamedWeightMatcher
{
    /// <summary>Finds every role's tensor and checks shape and element type.</summary>
    public static WeightMatch Match(EncoderSpec spec, TensorDirectory directory, HeadSpec? head = null)
    {
        Family family = Family.Of(spec);
        string prefix = WeightPrefix.Choose(
            WeightPrefix.Candidates(directory.Tensors.Select(static t => t.Name), family.Anchor), family.ModelType, out WeightProblem? ambiguous);
        if (ambiguous is not null)
        {
            return new WeightMatch(null, [ambiguous]);
        }

        WeightSources sources = new();
        List<WeightProblem> problems = [];
        NetworkSlots slots = new(family, spec, head, prefix);
        foreach (WeightSlot slot in slots.All)
        {
            if (Find(directory, slots.PrefixOf(slot), slot) is not { } tensor)
            {
                problems.Add(SlotProblems.Missing(slot, slots.PrefixOf(slot)));
            }
            else if (SlotProblems.Check(slot, new WeightSource(tensor, slot.Layout)) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                sources.Add(slot.Role, new WeightSource(tensor, slot.Layout));
            }
        }

        return new WeightMatch(problems.Count == 0 ? new WeightTable(sources) : null, problems);
    }

    private static TensorEntry? Find(TensorDirectory directory, string prefix, WeightSlot slot)
    {
        foreach (string name in slot.Names)
        {
            if (directory.TryGet(prefix + name, out TensorEntry? tensor))
            {
                return tensor;
            }
        }

        return null;
    }
}
