using Sememe.CompilerServices;
using Sememe.Families;
using Sememe.Families.Weights;
using Sememe.Formats.Tensors;

namespace Sememe.Compiler.Specify;

/// <summary>Recognizes a configuration that asks for more layers than the weights have, or for fewer: many tensors, one mistake.</summary>
internal static class LayerCount
{
    /// <summary>How many layers config.json asks for: groups of them where they share their weights.</summary>
    public static int Stated(EncoderSpec encoder) => encoder.LayerGroups > 0 ? encoder.LayerGroups : encoder.Layers;

    /// <summary>How many layers the weights hold, where that is all that is wrong; null elsewhere.</summary>
    /// <param name="encoder">What config.json asks for.</param>
    /// <param name="tensors">What the weights hold.</param>
    /// <param name="problems">What does not fit.</param>
    public static int? Held(EncoderSpec encoder, TensorDirectory tensors, IReadOnlyList<WeightProblem> problems) =>
        problems.Count > 0 ? FewerThanStated(encoder, problems) : MoreThanStated(encoder, tensors);

    /// <summary>The layers from some number on are missing as a whole, and nothing else is.</summary>
    private static int? FewerThanStated(EncoderSpec encoder, IReadOnlyList<WeightProblem> problems)
    {
        if (!problems.All(static problem => problem is { Kind: WeightProblemKind.Missing, Role.Layer: >= 0 }))
        {
            return null;
        }

        int first = problems.Min(static problem => problem.Role!.Value.Layer);
        int count = Family.Of(encoder).Slots(encoder).Count(slot => slot.Role.Layer >= first);
        return first > 0 && count == problems.Count ? first / LayersThatCountAsOne(encoder) : null;
    }

    private static int? MoreThanStated(EncoderSpec encoder, TensorDirectory tensors)
    {
        int stated = Stated(encoder);
        int held = stated;
        while (HoldsLayer(WithLayers(encoder, held + 1), tensors))
        {
            held++;
        }

        return held > stated ? held : null;
    }

    /// <summary>True when the weights hold a tensor of the last layer.</summary>
    private static bool HoldsLayer(EncoderSpec encoder, TensorDirectory tensors)
    {
        string[] names =
        [
            .. Family.Of(encoder).Slots(encoder).Where(slot => slot.Role.Layer == encoder.WeightLayers - 1).SelectMany(static slot => slot.Names),
        ];
        return tensors.Tensors.Any(tensor => Array.Exists(names, name => IsNamed(tensor.Name, name)));
    }

    private static bool IsNamed(string tensor, string name) =>
        tensor.EndsWith(name, StringComparison.Ordinal) && (tensor.Length == name.Length || tensor[tensor.Length - name.Length - 1] == '.');

    private static EncoderSpec WithLayers(EncoderSpec encoder, int count) =>
        encoder.LayerGroups > 0 ? encoder with { LayerGroups = count } : encoder with { Layers = count };

    private static int LayersThatCountAsOne(EncoderSpec encoder) => encoder.LayerGroups > 0 ? encoder.InnerLayers : 1;
}
