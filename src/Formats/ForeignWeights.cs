namespace Sememe.Formats;

/// <summary>Weights in formats that are not read, and what to do with them.</summary>
internal static class ForeignWeights
{
    private static readonly string[] s_extensions = [".bin", ".pt", ".pth", ".ckpt", ".h5", ".msgpack"];

    private static readonly string[] s_names = ["pytorch_model", "tf_model", "flax_model", "model"];

    /// <summary>How to make weights that are read.</summary>
    public const string Remedy =
        "PyTorch's files hold programs beside numbers and are not read; save the model as safetensors: "
        + "python -c \"from transformers import AutoModel as M; M.from_pretrained('.').save_pretrained('.', safe_serialization=True)\" "
        + "in the model folder (with the class of config.json's \"architectures\" in place of AutoModel where the model has a head)";

    /// <summary>True for a file that transformers would load weights from, and that is not read here.</summary>
    /// <param name="file">Path inside the model folder, with forward slashes.</param>
    public static bool IsForeign(string file) =>
        file.IndexOf('/') < 0
        && (file.EndsWith(".bin.index.json", StringComparison.Ordinal)
            || (HasForeignExtension(file) && Array.Exists(s_names, name => file.StartsWith(name, StringComparison.Ordinal))));

    /// <summary>True for the name of a file of such a format, wherever it lies.</summary>
    public static bool HasForeignExtension(string file) => Array.Exists(s_extensions, extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
}
