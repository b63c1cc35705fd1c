using System.Globalization;
using Sememe.Compiler;
using Sememe.Families;
using Sememe.Families.Weights;
using Sememe.Formats.Tensors;

namespace Sememe.Build.Reports;

/// <summary>How many numbers the network has, part by part, and how the weights file stores them.</summary>
internal static class ParameterSections
{
    public static IEnumerable<ReportSection> Of(CompiledModel model, WeightsManifest? weights)
    {
        if (model.Specification?.Encoder is { } encoder)
        {
            WeightSlot[] slots = [.. new NetworkSlots(Family.Of(encoder), encoder, model.Specification.Task.Head, "").All];
            yield return new ReportSection(
                "Parameters",
                "What the network needs, by config.json.",
                ["Part", "Tensors", "Parameters", "Share"],
                [.. slots.GroupBy(PartOf).Select(part => Row(part.Key, [.. part], slots)), Row("all", slots, slots)]);
        }

        if (weights?.Content is { } content)
        {
            yield return new ReportSection(
                "Weights",
                $"How {weights.File} stores its tensors; the application gets it as it is.",
                ["Type", "Tensors", "Numbers", "Bytes"],
                [.. content.Tensors.Tensors.GroupBy(static tensor => tensor.Type).Select(static type => new[]
                {
                    type.Key.ToString(), Texts.Number(type.Count()), Texts.Number(type.Sum(static tensor => tensor.Shape.Count)), Texts.Number(type.Sum(static tensor => tensor.ByteLength)),
                })]);
        }
    }

    private static string PartOf(WeightSlot slot) =>
        slot.Role.Part is WeightPart.HeadDense or WeightPart.HeadNorm or WeightPart.HeadOutput ? "head"
            : slot.Role.IsDecoder ? "decoder layer " + Texts.Number(slot.Role.Layer - WeightRole.FirstDecoderLayer)
            : slot.Role.Layer >= 0 ? "layer " + Texts.Number(slot.Role.Layer)
            : "embeddings and what layers share";

    private static string[] Row(string part, WeightSlot[] slots, WeightSlot[] all)
    {
        long parameters = slots.Sum(static slot => slot.Shape.Count);
        return
        [
            part, Texts.Number(slots.Length), Texts.Number(parameters),
            (100d * parameters / all.Sum(static slot => slot.Shape.Count)).ToString("0.0", CultureInfo.InvariantCulture) + " %",
        ];
    }
}
