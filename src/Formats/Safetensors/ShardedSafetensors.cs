using Sememe.Formats.Tensors;

namespace Sememe.Formats.Safetensors;

/// <summary>Reads the headers of all files that a <see cref="ShardIndex"/> names, as one directory.</summary>
internal static class ShardedSafetensors
{
    /// <summary>Reads the index and the headers; no tensor is touched.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="file">The index inside it.</param>
    /// <exception cref="ModelFormatException">The index or a file is missing, broken, or they do not go together.</exception>
    public static TensorDirectory Read(string folder, string file)
    {
        string text = File.ReadAllText(Path.Combine(folder, file));
        GitLfs.RefusePointer(file, text);
        ShardIndex index = ShardIndex.Read(file, text);
        List<TensorEntry> tensors = [];
        foreach (Shard shard in index.Shards)
        {
            TensorDirectory directory = ReadShard(folder, index, shard);
            foreach (Located<string> name in shard.Tensors)
            {
                tensors.Add(directory.TryGet(name.Value, out TensorEntry? tensor)
                    ? tensor
                    : throw At(index, name, $"found no tensor '{name.Value}' in {shard.File.Value}, expected it there; index and files are of different versions"));
            }
        }

        return new TensorDirectory(file, text.Length, tensors);
    }

    private static TensorDirectory ReadShard(string folder, ShardIndex index, Shard shard)
    {
        string path = Path.Combine(folder, shard.File.Value);
        if (!File.Exists(path))
        {
            throw At(
                index, shard.File, $"{shard.File.Value} is missing, expected it beside the index: it holds {shard.Tensors.Count} tensors; download all {index.Shards.Count} files");
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return SafetensorsReader.Read(stream, shard.File.Value);
    }

    private static ModelFormatException At<T>(ShardIndex index, Located<T> place, string message) => ModelFormatException.At(index.File, place.Line, place.Column, message);
}
