using Sememe.Formats.Tensors;

namespace Sememe.Formats.Tests.Safetensors;

public sealed class ShardedSafetensorsTests : IDisposable
{
    private const string Index = "model.safetensors.index.json";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sememe-shards-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Tensors_of_all_files_are_one_directory()
    {
        WriteShard("model-00001-of-00002.safetensors", "a", "unlisted");
        WriteShard("model-00002-of-00002.safetensors", "b", "c");

        TensorDirectory directory = Read(
            """{"metadata": {"total_size": 12}, "weight_map": {"a": "model-00001-of-00002.safetensors", "c": "model-00002-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}}""");

        Assert.Equal(
            [("a", "model-00001-of-00002.safetensors"), ("c", "model-00002-of-00002.safetensors"), ("b", "model-00002-of-00002.safetensors")],
            directory.Tensors.Select(static tensor => (tensor.Name, tensor.File)));
        Assert.Equal(Index, directory.File);
    }

    [Theory]
    [InlineData("""{"weight_map": {"a": "a.safetensors", "b": "gone.safetensors"}}""", "(1,44): gone.safetensors is missing, expected it beside the index: it holds 1 tensors; download all 2 files")]
    [InlineData("""{"weight_map": {"a": "a.safetensors", "b": "a.safetensors"}}""", "(1,39): found no tensor 'b' in a.safetensors, expected it there; index and files are of different versions")]
    [InlineData("""{"weight_map": {"a": "../a.safetensors"}}""", "(1,22): found string \"../a.safetensors\", expected a safetensors file beside the index")]
    [InlineData("""{"weight_map": {"a": "/etc/passwd"}}""", "(1,22): found string \"/etc/passwd\", expected a safetensors file beside the index")]
    [InlineData("""{"weight_map": {"a": "a.bin"}}""", "(1,22): found string \"a.bin\", expected a safetensors file beside the index")]
    [InlineData("""{"weight_map": {"a": 1}}""", "(1,22): found number 1, expected a string")]
    [InlineData("""{"weight_map": {"a": "a.safetensors", "a": "a.safetensors"}}""", "(1,39): found tensor 'a' a second time, expected each name once")]
    [InlineData("""{"weight_map": {}}""", "(1,16): found no tensor in \"weight_map\", expected the file of each")]
    [InlineData("""{"metadata": {}}""", "(1,1): found no \"weight_map\", expected it in this object")]
    public void A_broken_index_is_an_error_at_its_place(string index, string message)
    {
        WriteShard("a.safetensors", "a");

        Assert.Equal(Index + message, Assert.Throws<ModelFormatException>(() => Read(index)).Message);
    }

    [Fact]
    public void A_broken_file_is_named()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "a.safetensors"), "abc");

        Assert.Equal("a.safetensors", Assert.Throws<ModelFormatException>(() => Read("""{"weight_map": {"a": "a.safetensors"}}""")).File);
    }

    [Fact]
    public void Weights_of_PyTorch_come_with_the_remedy()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "pytorch_model.bin"), "PK");

        string message = Assert.Throws<ModelFormatException>(() => WeightsFile.Read(_folder.FullName, "pytorch_model.bin")).Message;

        Assert.StartsWith("pytorch_model.bin: found a file named '.bin', expected .safetensors, .safetensors.index.json, .onnx or .hdf5; ", message, StringComparison.Ordinal);
        Assert.Contains("save_pretrained('.', safe_serialization=True)", message, StringComparison.Ordinal);
    }

    private TensorDirectory Read(string index)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, Index), index);
        return WeightsFile.Read(_folder.FullName, Index).Tensors;
    }

    private void WriteShard(string file, params string[] names)
    {
        string entries = string.Join(",", names.Select(static (name, i) => $$"""
            "{{name}}":{"dtype":"F32","shape":[1],"data_offsets":[{{4 * i}},{{4 * (i + 1)}}]}
            """.Trim()));
        File.WriteAllBytes(Path.Combine(_folder.FullName, file), SafetensorsFile.Build("{" + entries + "}", 4 * names.Length));
    }
}
