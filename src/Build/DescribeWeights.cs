using Microsoft.Build.Framework;
using Sememe.Families.Weights;
using Sememe.Formats.Tensors;

namespace Sememe.Build;

/// <summary>Writes what a weights file says about itself, for the generator, and which files the application needs. Reads no weight.</summary>
public sealed class DescribeWeights : Microsoft.Build.Utilities.Task
{
    /// <summary>The model folder.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>The weights file inside it, with <c>/</c>.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>Where the description goes.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>Where the list of files goes: one path inside the model folder a line.</summary>
    [Required]
    public string DataFiles { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        WeightsManifest manifest = WeightsManifest.Of(Folder, File); // a file that cannot be read is described too: the generator reports it at the class that uses the model
        ChangedFile.Write(Manifest, manifest.ToText());
        ChangedFile.Write(DataFiles, string.Join("\n", NeededFiles(manifest)) + "\n");

        // The stamp of the target; the description keeps its time, or a touched weights file would make the compiler run.
        ChangedFile.Touch(DataFiles);
        return true;
    }

    /// <summary>The weights file, the decoder beside an encoder, and the files that hold the tensors of ONNX files with external data.</summary>
    private IEnumerable<string> NeededFiles(WeightsManifest manifest) =>
        EncoderDecoderFiles.Of(File) is { } pair
            ? new[] { pair.Encoder, pair.Decoder }.Where(file => System.IO.File.Exists(Path.Combine(Folder, file)))
                .SelectMany(file => FilesOf(file == File ? manifest : WeightsManifest.Of(Folder, file))).Distinct(StringComparer.Ordinal)
            : FilesOf(manifest);

    private static IEnumerable<string> FilesOf(WeightsManifest manifest) =>
        new[] { manifest.File }
            .Concat((manifest.Content?.Tensors.Tensors ?? []).Select(static tensor => tensor.File))
            .Distinct(StringComparer.Ordinal);
}
