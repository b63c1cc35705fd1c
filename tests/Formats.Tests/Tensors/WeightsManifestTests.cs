using Sememe.Formats.Onnx;
using Sememe.Formats.Tensors;
using Sememe.Testing;

namespace Sememe.Formats.Tests.Tensors;

public sealed class WeightsManifestTests
{
    [SharedTheory]
    [InlineData("all-MiniLM-L6-v2", "model.safetensors")]
    [InlineData("all-MiniLM-L6-v2", "model.onnx")]
    [InlineData("all-MiniLM-L6-v2", "onnx/model_qint8.onnx")]
    [InlineData("bert", "onnx/model_fp16.onnx")]
    [InlineData("marian", "onnx/decoder_model.onnx")]
    public void A_manifest_says_what_the_file_says(string model, string file)
    {
        WeightsManifest written = WeightsManifest.Of(TestPaths.InShared("models", model), file);

        WeightsManifest read = WeightsManifest.Parse("weights.json", written.ToText());

        Assert.Equal(file, read.File);
        Assert.Equal(written.Content!.Tensors.Length, read.Content!.Tensors.Length);
        Assert.Equal(written.Content.Tensors.Tensors, read.Content.Tensors.Tensors);
        AssertSame(written.Content.Graph, read.Content.Graph);
        Assert.Equal(written.ToText(), read.ToText());
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_problem_in_the_manifest()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("sememe-manifest-");
        File.WriteAllBytes(Path.Combine(folder.FullName, "model.safetensors"), [1, 2, 3]);
        WeightsManifest written = WeightsManifest.Of(folder.FullName, "model.safetensors");
        folder.Delete(recursive: true);

        WeightsManifest read = WeightsManifest.Parse("weights.json", written.ToText());

        Assert.Null(read.Content);
        Assert.Equal(written.Problem!.Message, read.Problem!.Message);
        Assert.Equal(3, read.Problem.Offset);
    }

    [Fact]
    public void A_problem_keeps_its_line_and_column()
    {
        ModelFormatException problem = ModelFormatException.At("model.safetensors.index.json", 3, 7, "wrong");

        WeightsManifest read = WeightsManifest.Parse("weights.json", new WeightsManifest("model.safetensors.index.json", null, problem).ToText());

        Assert.Equal(problem.Message, read.Problem!.Message);
        Assert.Equal((3, 7), (read.Problem.Line, read.Problem.Column));
    }

    [Theory]
    [InlineData("{\"format\": 2}", "w(1,12): found number 2, expected 1; another version of the package wrote this file: rebuild")]
    [InlineData("{}", "w(1,1): found no \"format\", expected it in this object")]
    [InlineData("[]", "w(1,1): found an array, expected an object")]
    [InlineData("""{"format": 1, "file": "f", "length": 0, "tensors": [{"name": "a", "type": "Float8", "shape": [], "offset": 0, "bytes": 0}]}""",
        "w(1,75): found string \"Float8\", expected an element type")]
    public void A_manifest_of_another_kind_is_an_error(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ModelFormatException>(() => WeightsManifest.Parse("w", text)).Message);

    private static void AssertSame(OnnxGraph? expected, OnnxGraph? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is null || actual is null)
        {
            return;
        }

        Assert.Equal(Describe(expected.Inputs), Describe(actual.Inputs));
        Assert.Equal(Describe(expected.Outputs), Describe(actual.Outputs));
        Assert.Equal(Describe(expected.Nodes), Describe(actual.Nodes));
    }

    private static IEnumerable<string> Describe(IEnumerable<OnnxValue> values) =>
        values.Select(static v => $"{v.Name} {v.Type} {string.Join(",", v.Dimensions)}");

    private static IEnumerable<string> Describe(IEnumerable<OnnxNode> nodes) => nodes.Select(static n =>
        $"{n.Domain} {n.Operator} {string.Join(",", n.Inputs)} {string.Join(",", n.Outputs)} "
        + string.Join(",", n.Attributes.Select(static a => $"{a.Name} {a.Integer} {a.Number} {string.Join(" ", a.Integers ?? [])}")));
}
