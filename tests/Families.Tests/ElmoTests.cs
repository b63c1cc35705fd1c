using Sememe.CompilerServices;
using Sememe.Families.Weights;
using Sememe.Formats.Configs;
using Sememe.Formats.Tensors;
using Sememe.Testing;

namespace Sememe.Families.Tests;

public sealed class ElmoTests
{
    private const string Options =
        """{"lstm": {"use_skip_connections": true, "projection_dim": 24, "cell_clip": 3, "proj_clip": 2, "dim": 64, "n_layers": 2}, "char_cnn": {"activation": "relu", "filters": [[1, 8], [3, 12]], "n_highway": 2, "embedding": {"dim": 8}, "n_characters": 262, "max_characters_per_token": 50}}""";

    [Fact]
    public void Options_are_read()
    {
        EncoderSpec spec = Read(Options).Spec!;

        Assert.Equal((48, 2, 64, Activation.Relu), (spec.HiddenSize, spec.Layers, spec.IntermediateSize, spec.Activation));
        Assert.Equal(
            new ElmoSpec { WordLength = 50, CharacterSize = 8, Filters = [new(1, 8), new(3, 12)], Highways = 2, CellClip = 3, ProjectionClip = 2 }, spec.Elmo);
        Assert.NotEqual(spec.Elmo! with { Filters = [new(1, 8), new(3, 13)] }, spec.Elmo);
    }

    [Theory]
    [InlineData("\"use_skip_connections\": true, ", "", "found no \"use_skip_connections\", expected it in this object")]
    [InlineData("\"use_skip_connections\": true", "\"use_skip_connections\": false", "expected true: a biLM without them is not modelled")]
    [InlineData("\"cell_clip\": 3", "\"cell_clip\": -3", "expected a number that is not negative for \"cell_clip\"")]
    [InlineData("\"n_characters\": 262", "\"n_characters\": 261", "expected 262: another set of characters (261 is what a model has while it is trained: write 262) is not modelled")]
    [InlineData("\"max_characters_per_token\": 50", "\"max_characters_per_token\": 30", "expected 50: words of another length is not modelled")]
    [InlineData("\"relu\"", "\"gelu\"", "expected a \"activation\" that is modelled: relu, tanh")]
    [InlineData("[1, 8]", "[0, 8]", "expected two whole numbers in \"filters\", the first from 1 to 50")]
    [InlineData("[1, 8]", "[51, 8]", "expected two whole numbers in \"filters\", the first from 1 to 50")]
    [InlineData("[1, 8]", "[1]", "expected two whole numbers in \"filters\"")]
    [InlineData("[[1, 8], [3, 12]]", "[]", "expected a list of pairs for \"filters\"")]
    [InlineData("\"n_layers\": 2", "\"n_layers\": 0", "expected a whole number from 1 to 62 for \"n_layers\"")]
    [InlineData("\"embedding\": {\"dim\": 8}", "\"embedding\": {}", "found no \"dim\", expected it in this object")]
    [InlineData("\"embedding\": {\"dim\": 8}, ", "", "found no objects \"lstm\", \"char_cnn\" and \"char_cnn\".\"embedding\"")]
    public void A_mistake_is_reported_at_its_place(string right, string wrong, string message)
    {
        EncoderReading reading = Read(Options.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Null(reading.Spec);
        FileProblemsContain(reading, message);
    }

    [SharedTheory]
    [InlineData("weights.hdf5")]
    [InlineData("model.safetensors")]
    public void Every_tensor_of_a_published_folder_is_found(string file)
    {
        string folder = TestPaths.InShared("models", "elmo");
        EncoderSpec spec = Read(File.ReadAllText(Path.Combine(folder, "options.json"))).Spec!;

        WeightMatch match = WeightMatcher.Match(spec, WeightsFile.Read(folder, file));

        Assert.Empty(match.Problems);
        Assert.Equal(WeightsFile.Read(folder, "model.safetensors").Tensors.Tensors.Count, match.Table!.Sources.Count);
    }

    [SharedFact]
    public void A_tensor_of_another_shape_is_named_with_both_shapes()
    {
        string folder = TestPaths.InShared("models", "elmo");
        EncoderSpec spec = Read(File.ReadAllText(Path.Combine(folder, "options.json")).Replace("[3, 12]", "[3, 13]", StringComparison.Ordinal)).Spec!;

        WeightMatch match = WeightMatcher.Match(spec, WeightsFile.Read(folder, "weights.hdf5"));

        Assert.Contains(
            "found tensor 'CNN/W_cnn_2' (character filters 2 weight) of shape [1 × 3 × 8 × 12], expected [1 × 3 × 8 × 13] by options.json",
            match.Problems.Select(static problem => problem.Message));
    }

    private static EncoderReading Read(string text) => new Elmo().ReadSpec(ModelConfig.Read(Elmo.OptionsFile, text));

    private static void FileProblemsContain(EncoderReading reading, string message) =>
        Assert.Contains(reading.Problems, problem => problem.File == Elmo.OptionsFile && problem.Line == 1 && problem.Message.Contains(message, StringComparison.Ordinal));
}
