using Sememe.Formats.Json;

namespace Sememe.Formats.Safetensors;

/// <summary><c>model.safetensors.index.json</c>: which of several safetensors files holds each tensor.</summary>
/// <param name="File">The index inside the model folder, with forward slashes.</param>
/// <param name="Shards">The files inside the model folder, in the order in which the index names them first, with the names of their tensors.</param>
internal sealed record ShardIndex(string File, IReadOnlyList<Shard> Shards)
{
    /// <summary>How the name of an index ends.</summary>
    public const string Extension = ".safetensors.index.json";

    private const string Map = "weight_map";

    /// <summary>True for the name of an index.</summary>
    public static bool IsIndex(string file) => file.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an index.</summary>
    /// <exception cref="ModelFormatException">Not JSON, no <c>weight_map</c>, a tensor named twice, or a file outside of the model folder.</exception>
    public static ShardIndex Read(string file, string text)
    {
        List<Shard> shards = [];
        Dictionary<string, Shard> byFile = new(StringComparer.Ordinal);
        JsonValue map = JsonText.Parse(file, text).Root.GetMember(Map);
        if (map.TryFindDuplicate(out JsonMember duplicate))
        {
            throw duplicate.Key.Error($"found tensor '{duplicate.Name}' a second time, expected each name once");
        }

        foreach (JsonMember member in map.GetMembers())
        {
            Located<string> location = member.Value.LocateString();
            string path = RelativePaths.Resolve(file, location.Value) is { } resolved && resolved.EndsWith(".safetensors", StringComparison.Ordinal)
                ? resolved
                : throw member.Value.Unexpected("a safetensors file beside the index");
            if (!byFile.TryGetValue(path, out Shard? shard))
            {
                shard = new Shard(location with { Value = path });
                byFile.Add(path, shard);
                shards.Add(shard);
            }

            shard.Tensors.Add(member.Key.LocateString());
        }

        return shards.Count > 0 ? new ShardIndex(file, shards) : throw map.Error($"found no tensor in \"{Map}\", expected the file of each");
    }
}

/// <summary>One of several safetensors files.</summary>
/// <param name="File">Its path inside the model folder, and where the index names it first.</param>
internal sealed record Shard(Located<string> File)
{
    /// <summary>Names of the tensors that the index says it holds.</summary>
    public List<Located<string>> Tensors { get; } = [];
}
