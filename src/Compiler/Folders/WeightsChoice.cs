using Sememe.Compiler.Collections;
using Sememe.Families.Weights;
using Sememe.Formats;

namespace Sememe.Compiler.Folders;

/// <summary>Which weights file of a folder the application gets.</summary>
/// <param name="File">Path inside the model folder with <c>/</c>; null when none was chosen.</param>
/// <param name="Requested">What the project asked for; null when it left the choice to the convention.</param>
/// <param name="Foreign">Weights in a format that is not read, where the folder or the project has no others; null elsewhere.</param>
/// <param name="Candidates">All weights files that the folder holds, in ordinal order.</param>
internal sealed record WeightsChoice(string? File, string? Requested, string? Foreign, EquatableArray<string> Candidates)
{
    private static readonly string[] s_conventional = ["model.safetensors", ModelFileNames.ShardIndex, "model.onnx", "onnx/model.onnx", ModelFileNames.ElmoWeights];

    // With the decoder beside it; the names are in EncoderDecoderFiles.
    private static readonly string[] s_encoders = ["encoder_model.onnx", "onnx/encoder_model.onnx"];

    /// <summary>Chooses: what the project asks for; else <c>model.safetensors</c> or its shard index, <c>model.onnx</c>, <c>onnx/model.onnx</c>, <c>weights.hdf5</c>, <c>encoder_model.onnx</c> with its decoder; else the only ONNX file.</summary>
    /// <param name="files">All files of the folder, as paths inside it with <c>/</c>.</param>
    /// <param name="requested">The <c>Weights</c> metadata of the <c>LanguageModel</c> item; null or empty when there is none.</param>
    public static WeightsChoice Choose(IEnumerable<string> files, string? requested)
    {
        string[] candidates = [.. files.Where(IsWeights).OrderBy(static file => file, StringComparer.Ordinal)];
        string? wish = string.IsNullOrWhiteSpace(requested) ? null : requested!.Trim().Replace('\\', '/');
        string? chosen = wish is null ? ByConvention(candidates) : candidates.FirstOrDefault(file => file == wish);
        string? foreign = wish is not null ? files.FirstOrDefault(file => file == wish && (ForeignWeights.HasForeignExtension(file) || ForeignWeights.IsForeign(file)))
            : candidates.Length == 0 ? files.Where(ForeignWeights.IsForeign).OrderBy(static file => file, StringComparer.Ordinal).FirstOrDefault()
            : null;
        return new WeightsChoice(chosen, wish, foreign, new(candidates));
    }

    private static string? ByConvention(string[] candidates)
    {
        foreach (string name in s_conventional)
        {
            if (Array.IndexOf(candidates, name) >= 0)
            {
                return name;
            }
        }

        foreach (string name in s_encoders)
        {
            if (EncoderDecoderFiles.Of(name) is { } pair && Array.IndexOf(candidates, pair.Encoder) >= 0 && Array.IndexOf(candidates, pair.Decoder) >= 0)
            {
                return pair.Encoder;
            }
        }

        string[] graphs = [.. candidates.Where(static file => file.EndsWith(".onnx", StringComparison.Ordinal))];
        return graphs.Length == 1 ? graphs[0] : null;
    }

    private static bool IsWeights(string file) =>
        file.EndsWith(".safetensors", StringComparison.Ordinal) || file.EndsWith(".onnx", StringComparison.Ordinal) || file == ModelFileNames.ShardIndex || file == ModelFileNames.ElmoWeights;
}
