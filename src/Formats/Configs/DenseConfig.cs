using Sememe.Formats.Json;

namespace Sememe.Formats.Configs;

/// <summary><c>*_Dense/config.json</c> of sentence-transformers.</summary>
/// <param name="File">Name of the file, for messages.</param>
/// <param name="Inputs">Width of what goes in.</param>
/// <param name="Outputs">Width of what comes out.</param>
/// <param name="HasBias">True when there is a bias.</param>
/// <param name="Activation">Full name of PyTorch's class.</param>
internal sealed record DenseConfig(string File, Located<int> Inputs, Located<int> Outputs, bool HasBias, Located<string> Activation)
{
    public const string FileName = "config.json";

    private const string DefaultActivation = "torch.nn.modules.activation.Tanh";

    /// <summary>Reads the file.</summary>
    /// <exception cref="ModelFormatException">Not JSON, or a value is missing or of the wrong kind.</exception>
    public static DenseConfig Read(string file, string text)
    {
        JsonValue root = JsonText.Parse(file, text).Root;
        _ = root.GetMembers();
        return new DenseConfig(
            file,
            root.GetMember("in_features").LocateInt32(),
            root.GetMember("out_features").LocateInt32(),
            root.OptionalBoolean("bias")?.Value ?? true,
            root.OptionalString("activation_function") ?? new Located<string>(DefaultActivation, 0, 0));
    }
}
