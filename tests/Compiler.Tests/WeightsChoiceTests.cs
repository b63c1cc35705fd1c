using Sememe.Compiler.Folders;

namespace Sememe.Compiler.Tests;

public sealed class WeightsChoiceTests
{
    [Theory]
    [InlineData("model.safetensors", "model.onnx", "onnx/model.onnx", "model.safetensors")]
    [InlineData("model.safetensors", "model.safetensors.index.json", "model.onnx", "model.safetensors")]
    [InlineData("model.safetensors.index.json", "model-00001-of-00002.safetensors", "model.onnx", "model.safetensors.index.json")]
    [InlineData("model.onnx", "onnx/model.onnx", "onnx/model_qint8.onnx", "model.onnx")]
    [InlineData("onnx/model.onnx", "onnx/model_qint8.onnx", "onnx/model_fp16.onnx", "onnx/model.onnx")]
    [InlineData("config.json", "vocab.txt", "onnx/model_qint8.onnx", "onnx/model_qint8.onnx")]
    public void The_conventional_name_that_comes_first_wins(string first, string second, string third, string expected) =>
        Assert.Equal(expected, WeightsChoice.Choose([third, second, first], requested: null).File);

    [Theory]
    [InlineData("onnx/encoder_model.onnx", "onnx/decoder_model.onnx", "onnx/decoder_model_merged.onnx", "onnx/encoder_model.onnx")]
    [InlineData("encoder_model.onnx", "decoder_model.onnx", "onnx/other.onnx", "encoder_model.onnx")]
    [InlineData("model.safetensors", "onnx/encoder_model.onnx", "onnx/decoder_model.onnx", "model.safetensors")]
    [InlineData("onnx/encoder_model.onnx", "onnx/decoder_model_merged.onnx", "config.json", null)]
    public void An_encoder_is_chosen_with_its_decoder_beside_it(string first, string second, string third, string? expected) =>
        Assert.Equal(expected, WeightsChoice.Choose([third, second, first], requested: null).File);

    [Fact]
    public void Of_several_onnx_files_without_a_usual_name_none_is_chosen()
    {
        WeightsChoice choice = WeightsChoice.Choose(["onnx/b.onnx", "onnx/a.onnx", "config.json"], requested: null);

        Assert.Null(choice.File);
        Assert.Equal(["onnx/a.onnx", "onnx/b.onnx"], choice.Candidates);
    }

    [Theory]
    [InlineData("onnx/model_qint8.onnx")]
    [InlineData("onnx\\model_qint8.onnx")]
    [InlineData(" onnx/model_qint8.onnx ")]
    public void What_the_project_names_is_chosen_whatever_the_slashes(string requested) =>
        Assert.Equal("onnx/model_qint8.onnx", WeightsChoice.Choose(["model.safetensors", "onnx/model_qint8.onnx"], requested).File);

    [Fact]
    public void A_name_that_the_folder_does_not_have_chooses_nothing()
    {
        WeightsChoice choice = WeightsChoice.Choose(["model.safetensors"], "model.onnx");

        Assert.Null(choice.File);
        Assert.Equal("model.onnx", choice.Requested);
    }

    [Theory]
    [InlineData("pytorch_model.bin")]
    [InlineData("pytorch_model.bin.index.json")]
    [InlineData("pytorch_model-00001-of-00002.bin")]
    [InlineData("tf_model.h5")]
    [InlineData("flax_model.msgpack")]
    public void Weights_that_are_not_read_are_noticed_where_there_are_no_others(string foreign)
    {
        Assert.Equal(foreign, WeightsChoice.Choose(["config.json", foreign, "training_args.bin"], requested: null).Foreign);
        Assert.Null(WeightsChoice.Choose(["config.json", foreign, "model.safetensors"], requested: null).Foreign);
        Assert.Equal(foreign, WeightsChoice.Choose(["config.json", foreign, "model.safetensors"], requested: foreign).Foreign);
    }

    [Theory]
    [InlineData("training_args.bin")]
    [InlineData("optimizer.pt")]
    [InlineData("onnx/model.bin")]
    public void Other_binary_files_are_no_weights(string file) => Assert.Null(WeightsChoice.Choose(["config.json", file], requested: null).Foreign);

    [Fact]
    public void A_folder_without_weights_has_no_candidates() =>
        Assert.Empty(WeightsChoice.Choose(["config.json", "vocab.txt", "pytorch_model.bin"], requested: "").Candidates);

    [Fact]
    public void The_manifest_reads_back_as_it_was_written()
    {
        WeightsChoice choice = WeightsChoice.Choose(["model.safetensors", "onnx/größe 1.onnx"], "onnx/größe 1.onnx");

        Assert.Equal(choice, FolderManifest.TryRead(FolderManifest.Write(choice)));
        choice = WeightsChoice.Choose(["pytorch_model.bin"], requested: null);
        Assert.Equal(choice, FolderManifest.TryRead(FolderManifest.Write(choice)));
    }

    [Fact]
    public void Another_text_is_not_a_manifest() => Assert.Null(FolderManifest.TryRead("chosen model.safetensors\n"));
}
