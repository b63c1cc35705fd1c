using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Tasks;
using Sememe.Formats.Tensors;
using Sememe.Testing;

namespace Sememe.Compiler.Tests;

/// <summary>A folder with options.json in place of config.json.</summary>
public sealed class ElmoFolderTests
{
    private static string Folder => TestPaths.InShared("models", "elmo");

    [SharedTheory]
    [InlineData("weights.hdf5")]
    [InlineData("model.safetensors")]
    public void The_network_is_read_and_every_tensor_found(string weights)
    {
        CompiledModel model = Compile(weights);

        Assert.Empty(model.Findings);
        Assert.Equal(("elmo", weights), (model.Specification!.Encoder!.Family, model.Specification.Weights));
        Assert.True(Assert.IsType<ContextTask>(model.Specification.Task).ReadsCharacters);
        Assert.Null(model.Tables);
    }

    [Fact]
    public void HDF5_weights_are_chosen_where_there_are_no_others()
    {
        Assert.Equal("weights.hdf5", WeightsChoice.Choose(["options.json", "weights.hdf5"], requested: null).File);
        Assert.Equal("model.safetensors", WeightsChoice.Choose(["weights.hdf5", "model.safetensors"], requested: null).File);
    }

    [SharedTheory]
    [InlineData("\"dim\": 64", "\"dim\": 65", "SEM007", "LSTMCell/W_0' (layer 0 LSTM gates 0 weight) of shape [48 × 256], expected [48 × 260] by options.json")]
    [InlineData("\"use_skip_connections\": true", "\"use_skip_connections\": false", "SEM006", "expected true: a biLM without them is not modelled")]
    [InlineData("\"n_layers\": 2", "\"n_layers\": 3", "SEM005", "found \"n_layers\" 3, expected 2, as many as weights.hdf5 holds tensors of")]
    [InlineData("\"n_layers\": 2", "\"n_layers\": 1", "SEM005", "found \"n_layers\" 1, expected 2, as many as weights.hdf5 holds tensors of")]
    [InlineData("{\"lstm\"", "{\"lstm", "SEM004", "")]
    public void A_mistake_in_the_options_is_found(string right, string wrong, string id, string message)
    {
        CompiledModel model = Compile("weights.hdf5", text => text.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(model.Findings, finding => finding.Id == id && string.Join(" ", finding.Arguments).Contains(message, StringComparison.Ordinal));
    }

    [SharedFact]
    public void A_folder_without_weights_is_an_error() =>
        Assert.Contains(Compile(weights: null).Findings, static finding => finding is { Id: FindingIds.FileMissing, File: "weights.hdf5" });

    private static CompiledModel Compile(string? weights, Func<string, string>? edit = null)
    {
        string options = File.ReadAllText(Path.Combine(Folder, ModelFileNames.ElmoOptions));
        List<ModelFile> files = [Text(ModelFileNames.ElmoOptions, edit is null ? options : edit(options))];
        if (weights is not null)
        {
            files.Add(Text(ModelFileNames.FolderManifest, FolderManifest.Write(WeightsChoice.Choose(["options.json", weights], null))));
            files.Add(Text(ModelFileNames.WeightsManifest, WeightsManifest.Of(Folder, weights).ToText()));
        }

        return ModelCompiler.Compile(ModelFolder.Pick("elmo", files), CancellationToken.None);
    }

    private static ModelFile Text(string path, string text) => new("elmo", path, "/" + path, text);
}
