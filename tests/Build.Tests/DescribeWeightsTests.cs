using Sememe.Formats.Tensors;
using Sememe.Testing;

namespace Sememe.Build.Tests;

public sealed class DescribeWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_description_lists_the_tensors_and_the_file_to_copy()
    {
        TinyModelFolder.Write(_folder["tiny"]);

        WeightsManifest manifest = Describe("model.safetensors");

        Assert.True(manifest.Content!.Tensors.TryGet("embeddings.word_embeddings.weight", out _));
        Assert.Equal(["model.safetensors"], File.ReadAllLines(_folder["obj", "data.txt"]));
    }

    [Fact]
    public void All_files_that_an_index_names_are_described_and_copied()
    {
        _folder.Write("tiny/model.safetensors.index.json", """{"weight_map": {"x": "b.safetensors", "y": "a.safetensors", "z": "b.safetensors"}}""");
        TinyModelFolder.WriteSafetensors(_folder["tiny", "a.safetensors"], "y");
        TinyModelFolder.WriteSafetensors(_folder["tiny", "b.safetensors"], "x", "z");

        WeightsManifest manifest = Describe("model.safetensors.index.json");

        Assert.Equal(["x", "z", "y"], manifest.Content!.Tensors.Tensors.Select(static tensor => tensor.Name));
        Assert.Equal(["model.safetensors.index.json", "b.safetensors", "a.safetensors"], File.ReadAllLines(_folder["obj", "data.txt"]));
    }

    [SharedFact]
    public void An_encoder_is_copied_with_its_decoder()
    {
        Directory.CreateDirectory(_folder["tiny", "onnx"]);
        foreach (string file in (string[])["encoder_model.onnx", "decoder_model.onnx"])
        {
            File.Copy(TestPaths.InShared("models", "marian", "onnx", file), _folder["tiny", "onnx", file]);
        }

        Describe("onnx/encoder_model.onnx");

        Assert.Equal(["onnx/encoder_model.onnx", "onnx/decoder_model.onnx"], File.ReadAllLines(_folder["obj", "data.txt"]));
    }

    [Fact]
    public void A_truncated_file_is_described_by_what_is_wrong_with_it()
    {
        _folder.Write("tiny/model.safetensors", "abc");

        WeightsManifest manifest = Describe("model.safetensors");

        Assert.Null(manifest.Content);
        Assert.Equal("model.safetensors", manifest.Problem!.File);
    }

    [Fact]
    public void A_touched_file_leaves_the_description_as_it_was_and_the_stamp_new()
    {
        TinyModelFolder.Write(_folder["tiny"]);
        Describe("model.safetensors");
        DateTime past = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_folder["obj", "weights.txt"], past);
        File.SetLastWriteTimeUtc(_folder["obj", "data.txt"], past);

        Describe("model.safetensors");

        Assert.Equal(past, File.GetLastWriteTimeUtc(_folder["obj", "weights.txt"]));
        Assert.NotEqual(past, File.GetLastWriteTimeUtc(_folder["obj", "data.txt"]));
    }

    private WeightsManifest Describe(string file)
    {
        DescribeWeights task = new()
        {
            BuildEngine = new TestEngine(),
            Folder = _folder["tiny"],
            File = file,
            Manifest = _folder["obj", "weights.txt"],
            DataFiles = _folder["obj", "data.txt"],
        };
        Assert.True(task.Execute());
        return WeightsManifest.Parse("weights.txt", File.ReadAllText(_folder["obj", "weights.txt"]));
    }
}
