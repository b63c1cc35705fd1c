using Sememe.Formats.Hdf5;
using Sememe.Formats.Onnx;
using Sememe.Formats.Safetensors;

namespace Sememe.Formats.Tensors;

/// <summary>What a weights file says about itself, without its numbers.</summary>
/// <param name="Tensors">The tensors: all of a safetensors file, or of all files that an index names, or the datasets of an HDF5 file; initializers and constants of an ONNX file.</param>
/// <param name="Graph">The graph of an ONNX file; null for others.</param>
internal sealed record WeightsFile(TensorDirectory Tensors, OnnxGraph? Graph = null)
{
    private const string Hdf5Extension = ".hdf5";
    private const string OnnxExtension = ".onnx";
    private const string SafetensorsExtension = ".safetensors";

    /// <summary>Reads the description of a weights file; no weight is read.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="file">The weights file inside it, with forward slashes.</param>
    /// <exception cref="ModelFormatException">
    /// The file is missing, truncated, corrupt or of an unknown kind. It names the file as inside the folder; <see cref="ModelFormatException.InFolder"/> adds the folder.
    /// </exception>
    public static WeightsFile Read(string folder, string file)
    {
        try
        {
            if (ShardIndex.IsIndex(file))
            {
                return new WeightsFile(ShardedSafetensors.Read(folder, file));
            }

            using FileStream stream = new(Path.Combine(folder, file), FileMode.Open, FileAccess.Read, FileShare.Read);
            WeightsFile read = Read(stream, file);
            CheckExternal(folder, read);
            return read;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ModelFormatException(file, "cannot be read: " + exception.Message, exception);
        }
    }

    private static WeightsFile Read(Stream stream, string file)
    {
        if (HasExtension(file, SafetensorsExtension))
        {
            return new WeightsFile(SafetensorsReader.Read(stream, file));
        }

        if (HasExtension(file, OnnxExtension))
        {
            (OnnxGraph graph, TensorDirectory tensors) = OnnxReader.Read(stream, file);
            return new WeightsFile(tensors, graph);
        }

        if (HasExtension(file, Hdf5Extension))
        {
            return new WeightsFile(Hdf5Reader.Read(stream, file));
        }

        string remedy = ForeignWeights.HasForeignExtension(file) ? "; " + ForeignWeights.Remedy : "";
        throw new ModelFormatException(file, $"found a file named '{Path.GetExtension(file)}', expected {SafetensorsExtension}, {ShardIndex.Extension}, {OnnxExtension} or {Hdf5Extension}{remedy}");
    }

    /// <summary>Tensors that are in other files lie inside those.</summary>
    private static void CheckExternal(string folder, WeightsFile read)
    {
        foreach (IGrouping<string, TensorEntry> group in read.Tensors.Tensors.Where(t => t.File != read.Tensors.File).GroupBy(static t => t.File, StringComparer.Ordinal))
        {
            FileInfo other = new(Path.Combine(folder, group.Key));
            if (!other.Exists)
            {
                throw new ModelFormatException(group.Key, $"is missing, expected it to hold tensor '{group.First().Name}' of {read.Tensors.File}");
            }

            if (group.FirstOrDefault(tensor => tensor.Offset > other.Length - tensor.ByteLength) is { } outside)
            {
                RefusePointer(other, group.Key);
                throw new ModelFormatException(
                    group.Key,
                    $"found {other.Length} bytes, expected tensor '{outside.Name}' of {read.Tensors.File} at bytes {outside.Offset} to {outside.Offset + outside.ByteLength}; the file is truncated or another one");
            }
        }
    }

    private static void RefusePointer(FileInfo file, string name)
    {
        using FileStream stream = new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read);
        byte[] head = new byte[GitLfs.HeadLength];
        GitLfs.RefusePointer(name, head, stream.ReadUpTo(head, head.Length));
    }

    private static bool HasExtension(string file, string extension) => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
