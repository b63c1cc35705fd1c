using Sememe.Formats.Tensors;

namespace Sememe.Families.Weights;

/// <summary>What can be wrong with the tensor of a slot, in the words of messages.</summary>
internal static class SlotProblems
{
    /// <summary>No tensor of any name.</summary>
    public static WeightProblem Missing(WeightSlot slot, string prefix) =>
        new(
            WeightProblemKind.Missing,
            $"found no tensor {string.Join(" or ", slot.Names.Select(name => $"'{prefix}{name}'"))} ({slot.Role}), expected one of shape {slot.Shape}",
            slot.Role);

    /// <summary>Shape or element type that does not fit; null when the source fits.</summary>
    public static WeightProblem? Check(WeightSlot slot, WeightSource source)
    {
        TensorEntry tensor = source.Tensor;
        TensorShape expected = source.Layout == MatrixLayout.InByOut ? new TensorShape(slot.Shape[1], slot.Shape[0]) : slot.Shape;
        if (tensor.Shape != expected)
        {
            return new WeightProblem(
                WeightProblemKind.Misshapen,
                $"found tensor '{tensor.Name}' ({slot.Role}) of shape {tensor.Shape}, expected {expected} by {slot.StatedIn}",
                slot.Role);
        }

        if (source.Quantization is null ? !tensor.Type.IsFloat() : !tensor.Type.IsByte())
        {
            return new WeightProblem(
                WeightProblemKind.UnusableType,
                $"found tensor '{tensor.Name}' ({slot.Role}) of {tensor.Type}, expected float32, float16, bfloat16, or 8-bit integers with a scale",
                slot.Role);
        }

        return null;
    }

    /// <summary>Scales or zero points that do not go with the tensor; null when they fit.</summary>
    public static WeightProblem? CheckScales(WeightSlot slot, WeightSource source)
    {
        if (source.Quantization is not { } quantization)
        {
            return null;
        }

        TensorEntry tensor = source.Tensor;
        TensorEntry scale = quantization.Scale;
        int axis = quantization.Axis;
        long channels = axis < 0 ? 1 : axis < tensor.Shape.Rank ? tensor.Shape[axis] : 0;
        bool fits = scale.Type == ElementType.Float32 && scale.Shape.Count == channels
            && (quantization.ZeroPoint is not { } zero || (zero.Type == tensor.Type && zero.Shape.Count == channels));
        return fits ? null : new WeightProblem(
            WeightProblemKind.UnusableType,
            $"found scale '{scale.Name}' of {scale.Type} {scale.Shape}"
            + (quantization.ZeroPoint is { } point ? $" and zero point '{point.Name}' of {point.Type} {point.Shape}" : "")
            + $" for tensor '{tensor.Name}' ({slot.Role}) of {tensor.Type} {tensor.Shape}, expected {channels} of float32 and as many zero points of {tensor.Type}",
            slot.Role);
    }
}
