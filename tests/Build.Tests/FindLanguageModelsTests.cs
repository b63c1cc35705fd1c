using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Sememe.Testing;

namespace Sememe.Build.Tests;

public sealed class FindLanguageModelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestEngine _engine = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Text_files_that_decide_what_a_model_means_are_listed_with_model_and_path()
    {
        TinyModelFolder.Write(_folder["models", "tiny"]);
        _folder.Write("models/tiny/README.md", "no");
        _folder.Write("models/tiny/onnx/notes.json", "no");

        FindLanguageModels task = Run(new TaskItem(_folder["models", "tiny"]));

        Assert.Equal(
            ["(build)/folder.txt", "1_Pooling/config.json", "config.json", "modules.json", "sentence_bert_config.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt"],
            task.Texts.Select(static text => text.GetMetadata("SememePath")).Order(StringComparer.Ordinal));
        Assert.All(task.Texts, static text => Assert.Equal("tiny", text.GetMetadata("SememeModel")));
        Assert.All(task.Texts, static text => Assert.True(File.Exists(text.ItemSpec)));
    }

    [Fact]
    public void A_dot_in_a_folders_name_is_part_of_the_models_name()
    {
        TinyModelFolder.Write(_folder["models", "bge-small-en-v1.5"]);

        Assert.Equal("bge-small-en-v1.5", Assert.Single(Run(new TaskItem(_folder["models", "bge-small-en-v1.5"] + "/")).Weights).GetMetadata("SememeModel"));
    }

    [Fact]
    public void Metadata_names_the_model_and_its_weights()
    {
        TinyModelFolder.Write(_folder["x"]);
        _folder.Write("x/onnx/model.onnx", "");

        ITaskItem weights = Assert.Single(Run(new TaskItem(_folder["x"], new Dictionary<string, string> { ["Name"] = "mine", ["Weights"] = "onnx\\model.onnx" })).Weights);

        Assert.Equal("mine", weights.GetMetadata("SememeModel"));
        Assert.Equal("onnx/model.onnx", weights.GetMetadata("SememeFile"));
    }

    [Fact]
    public void The_weights_of_a_module_go_beside_the_chosen_ones()
    {
        TinyModelFolder.Write(_folder["x"]);
        _folder.Write("x/2_Dense/config.json", "{}");
        _folder.Write("x/2_Dense/model.safetensors", "");
        _folder.Write("x/backup/model.safetensors", "");

        FindLanguageModels task = Run(new TaskItem(_folder["x"]));

        Assert.Equal(["model.safetensors", "2_Dense/model.safetensors"], task.Weights.Select(static weights => weights.GetMetadata("SememeFile")));
        Assert.Equal(["(build)/weights.txt", "(build)/2_Dense/weights.txt"], task.Weights.Select(static weights => weights.GetMetadata("SememePath")));
        Assert.Equal(2, task.Weights.Select(static weights => weights.GetMetadata("Manifest")).Distinct().Count());
    }

    [Fact]
    public void The_projects_item_takes_the_place_of_the_conventions()
    {
        TinyModelFolder.Write(_folder["models", "tiny"]);

        FindLanguageModels task = Run(new TaskItem(_folder["models", "tiny"], new Dictionary<string, string> { ["Name"] = "mine" }), new TaskItem(_folder["models", "tiny"]));

        Assert.Equal(["mine"], task.Weights.Select(static weights => weights.GetMetadata("SememeModel")));
        Assert.Empty(_engine.Errors);
    }

    [Fact]
    public void An_unchanged_choice_is_not_written_again()
    {
        TinyModelFolder.Write(_folder["tiny"]);
        string manifest = Assert.Single(Run(new TaskItem(_folder["tiny"])).Manifests).ItemSpec;
        DateTime past = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(manifest, past);

        Run(new TaskItem(_folder["tiny"]));

        Assert.Equal(past, File.GetLastWriteTimeUtc(manifest));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_an_error()
    {
        Run(new TaskItem(_folder["nowhere"]));

        Assert.Equal("SEM013", Assert.Single(_engine.Errors).Code);
    }

    [Fact]
    public void Two_folders_of_one_name_are_an_error_whatever_the_case()
    {
        TinyModelFolder.Write(_folder["a", "tiny"]);
        TinyModelFolder.Write(_folder["b", "Tiny"]);

        Run(new TaskItem(_folder["a", "tiny"]), new TaskItem(_folder["b", "Tiny"]));

        Assert.Contains("'Tiny'", Assert.Single(_engine.Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("c#-model")]
    [InlineData("one;two")]
    public void A_name_that_does_not_reach_the_compiler_is_an_error_that_says_so(string name)
    {
        TinyModelFolder.Write(_folder["tiny"]);

        Run(new TaskItem(_folder["tiny"], new Dictionary<string, string> { ["Name"] = name.Replace("#", "%23", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal) }));

        Assert.Contains($"'{name}'", Assert.Single(_engine.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_folders_are_not_looked_into()
    {
        TinyModelFolder.Write(_folder["tiny"]);
        _folder.Write("tiny/.git/lfs/objects/model.onnx", "");
        _folder.Write("tiny/.cache/config.json", "");

        FindLanguageModels task = Run(new TaskItem(_folder["tiny"]));

        Assert.DoesNotContain(".git", File.ReadAllText(Assert.Single(task.Manifests).ItemSpec), StringComparison.Ordinal);
        Assert.DoesNotContain(task.Texts, static text => text.GetMetadata("SememePath").Contains(".cache", StringComparison.Ordinal));
    }

    [LinuxFact]
    public void A_link_to_a_folder_is_followed_and_a_loop_of_links_ends()
    {
        TinyModelFolder.Write(_folder["tiny"]);
        File.Delete(_folder["tiny", "model.safetensors"]);
        _folder.Write("elsewhere/model.onnx", "");
        Directory.CreateSymbolicLink(_folder["tiny", "onnx"], _folder["elsewhere"]);
        Directory.CreateSymbolicLink(_folder["tiny", "loop"], _folder["tiny"]);

        FindLanguageModels task = Run(new TaskItem(_folder["tiny"]));

        Assert.Equal("onnx/model.onnx", Assert.Single(task.Weights).GetMetadata("SememeFile"));
    }

    private FindLanguageModels Run(params ITaskItem[] models)
    {
        FindLanguageModels task = new() { BuildEngine = _engine, Models = models, OutputFolder = _folder["obj"] };
        Assert.Equal(task.Execute(), _engine.Errors.Count == 0);
        return task;
    }
}
