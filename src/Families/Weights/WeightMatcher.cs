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
        file.Graph is not { } graph ? NamedWeightMatcher.Match(spec, file.Tensors, head)
        : spec.Decoder is not null ? new WeightMatch(null, [EncoderAndDecoder(file.Tensors.File)])
        : OnnxWeightMatcher.Match(spec, graph, file.Tensors, head);

    /// <summary>Two graphs, whose weights are not looked for.</summary>
    private static WeightProblem EncoderAndDecoder(string file) => EncoderDecoderFiles.Of(file) is null
        ? new WeightProblem(WeightProblemKind.Ambiguous, $"found a graph of another name, {EncoderDecoderFiles.Expected}")
        : new WeightProblem(
            WeightProblemKind.OnnxRuntimeOnly,
            "encoder and decoder as graphs of their own run on ONNX Runtime only, without keys and values; use model.safetensors, or load them with Backend.OnnxRuntime");
}
