using System.Globalization;

namespace Sememe.Compiler.Findings;

/// <summary>What the findings of a model folder say. Argument 0 is the place, <see cref="Finding.Prefix"/>; the others are the finding's own.</summary>
internal static class FindingMessages
{
    public const string Plain = "{0}{1}";
    public const string FileMissing = "{0}the file is missing: {1}";
    public const string NoWeights = "{0}the model folder holds no weights (model.safetensors or an ONNX file), so the class tokenizes and does nothing else";
    public const string SeveralWeights = "{0}the model folder holds several weights files and none by a usual name: {1}. Name one in the Weights metadata of the LanguageModel item.";
    public const string LfsPointer = "{0}this is a Git LFS pointer, not the file that it stands for; run 'git lfs pull'";
    public const string OnnxRuntimeOnly = "{0}{1}; only ONNX Runtime can run this file";

    /// <summary>A finding as one sentence, its place before it.</summary>
    public static string Of(Finding finding) => string.Format(CultureInfo.InvariantCulture, FormatOf(finding.Id), [finding.Prefix, .. finding.Arguments]);

    private static string FormatOf(string id) => id switch
    {
        FindingIds.FileMissing => FileMissing,
        FindingIds.NoWeights => NoWeights,
        FindingIds.SeveralWeights => SeveralWeights,
        FindingIds.LfsPointer => LfsPointer,
        FindingIds.OnnxRuntimeOnly => OnnxRuntimeOnly,
        _ => Plain,
    };
}
