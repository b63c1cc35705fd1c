namespace Sememe.Families.Weights;

/// <summary>An encoder and a decoder as ONNX files of their own, as Optimum exports them: <c>encoder_model.onnx</c> and <c>decoder_model.onnx</c> in one folder.</summary>
internal static class EncoderDecoderFiles
{
    /// <summary>What is expected where files are neither, for messages.</summary>
    public const string Expected =
        "expected encoder_model.onnx or decoder_model.onnx, with the other beside it; of files that take keys and values (_merged, _with_past) none is read, use model.safetensors, which needs no export";

    private const string EncoderBeginning = "encoder_model";
    private const string DecoderBeginning = "decoder_model";

    /// <summary>The paths of both, of which either may be given: names differ in their beginnings, <c>decoder_model_fp32.onnx</c> is beside <c>encoder_model_fp32.onnx</c>. Null for other names.</summary>
    public static (string Encoder, string Decoder)? Of(string path)
    {
        int at = Math.Max(path.LastIndexOf('/'), path.LastIndexOf('\\')) + 1;
        string folder = path.Substring(0, at);
        string name = path.Substring(at);
        bool isOne = name.StartsWith(EncoderBeginning, StringComparison.Ordinal) || name.StartsWith(DecoderBeginning, StringComparison.Ordinal);
        string end = isOne ? name.Substring(EncoderBeginning.Length) : "";
        return end.EndsWith(".onnx", StringComparison.Ordinal) && (end[0] is '.' or '_') && end.IndexOf("_merged", StringComparison.Ordinal) < 0 && end.IndexOf("_with_past", StringComparison.Ordinal) < 0
            ? (folder + EncoderBeginning + end, folder + DecoderBeginning + end)
            : null;
    }
}
