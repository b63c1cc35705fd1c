using Sememe.CompilerServices;
using Sememe.Families.Weights;
using Sememe.Formats.Tensors;

namespace Sememe.Families.Heads;

/// <summary>A Dense module of sentence-transformers: one linear layer in a weights file of its own.</summary>
internal static class DenseModule
{
    /// <summary>Role of its matrix.</summary>
    public static WeightRole Weight { get; } = new(WeightPart.HeadDense, WeightKind.Weight);

    /// <summary>Role of its bias.</summary>
    public static WeightRole Bias { get; } = new(WeightPart.HeadDense, WeightKind.Bias);

    /// <summary>Finds its tensors and checks shape and element type.</summary>
    public static WeightMatch Match(SentenceStep step, TensorDirectory directory)
    {
        WeightSources sources = new();
        List<WeightProblem> problems = [];
        foreach (WeightSlot slot in Slots(step))
        {
            if (!directory.TryGet(slot.Names[0], out TensorEntry? tensor))
            {
                problems.Add(SlotProblems.Missing(slot, ""));
            }
            else if (SlotProblems.Check(slot, new WeightSource(tensor)) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                sources.Add(slot.Role, new WeightSource(tensor));
            }
        }

        return new WeightMatch(problems.Count == 0 ? new WeightTable(sources) : null, problems);
    }

    private static IEnumerable<WeightSlot> Slots(SentenceStep step)
    {
        yield return new WeightSlot(Weight, WeightForm.Matrix, new TensorShape(step.Outputs, step.Inputs), ["linear.weight"]);
        if (step.HasBias)
        {
            yield return new WeightSlot(Bias, WeightForm.Bias, new TensorShape(step.Outputs), ["linear.bias"]);
        }
    }
}
