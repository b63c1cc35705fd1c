using Sememe.CompilerServices;
using Sememe.Families;
using Sememe.Families.Weights;
using Sememe.Formats.Tensors;

namespace Sememe.Compiler.Specify;

/// <summary>Recognizes a configuration that asks for more layers than the weights have, or for fewer: many tensors, one mistake.</summary>
internal static class LayerCount
{
    /// <summary>How many layers the weights hold where that is all that is wrong; null elsewhere.</summary>
    /// <param name="encoder">What config.json asks for.</param>
    /// <param name="tensors">What the weights hold.</param>
    /// <param name="problems">What does not fit.</param>
    public static LayerMismatch? Check(EncoderSpec encoder, TensorDirectory tensors, IReadOnlyList<WeightProblem> problems)
    {
        Family family = Family.Of(encoder);
        return Check(LayerStack.OfEncoder(encoder, family), tensors, problems)
            ?? (encoder.Decoder is null ? null : Check(LayerStack.OfDecoder(encoder, family), tensors, problems));
    }

    private static LayerMismatch? Check(LayerStack stack, TensorDirectory tensors, IReadOnlyList<WeightProblem> problems) =>
        (problems.Count > 0 ? FewerThanStated(stack, problems) : MoreThanStated(stack, tensors)) is { } held ? new LayerMismatch(stack.Key, stack.Stated, held) : null;

    /// <summary>The layers from some number on are missing as a whole, and nothing else is.</summary>
    private static int? FewerThanStated(LayerStack stack, IReadOnlyList<WeightProblem> problems)
    {
        if (!problems.All(problem => problem is { Kind: WeightProblemKind.Missing, Role: { } role } && stack.Holds(role)))
        {
            return null;
        }

        int first = problems.Min(problem => stack.LayerOf(problem.Role!.Value));
        int count = stack.Slots(stack.Stated).Count(slot => stack.LayerOf(slot.Role) >= first);
        return first > 0 && count == problems.Count ? first / stack.LayersThatCountAsOne : null;
    }

    private static int? MoreThanStated(LayerStack stack, TensorDirectory tensors)
    {
        int held = stack.Stated;
        while (HoldsLayer(stack, held + 1, tensors))
        {
            held++;
        }

        return held > stack.Stated ? held : null;
    }

    /// <summary>True when the weights hold a tensor of the last of so many layers.</summary>
    private static bool HoldsLayer(LayerStack stack, int count, TensorDirectory tensors)
    {
        int last = (count * stack.LayersThatCountAsOne) - 1;
        string[] names = [.. stack.Slots(count).Where(slot => stack.LayerOf(slot.Role) == last).SelectMany(static slot => slot.Names)];
        return tensors.Tensors.Any(tensor => Array.Exists(names, name => IsNamed(tensor.Name, name)));
    }

    private static bool IsNamed(string tensor, string name) =>
        tensor.EndsWith(name, StringComparison.Ordinal) && (tensor.Length == name.Length || tensor[tensor.Length - name.Length - 1] == '.');
}
