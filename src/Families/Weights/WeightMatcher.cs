using Sememe.CompilerServices;
using Sememe.Formats.Tensors;

namespace Sememe.Families.Weights;

/// <summary>Finds the tensors of a network in a weights file of any kind. The build reports with it what the run time would stumble over.</summary>
internal static class WeightMatcher
{
    /// <summary>Matches a file against a specification.</summary>
    /// <param name="spec">The encoder.</param>
    /// <param name="file">What the file holds.</param>
    /// <param name="head">What stands on top of the encoder; null for nothing.</param>
    /// <exception cref="ArgumentException">The specification's family is not known.</exception>
    public static WeightMatch Match(EncoderSpec spec, WeightsFile file, HeadSpec? head = null) =>
        file.Graph is { } graph ? OnnxWeightMatcher.Match(spec, graph, file.Tensors, head) : NamedWeightMatcher.Match(spec, file.Tensors, head);
}
