using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.Formats;
using Sememe.Formats.Tensors;
using Sememe.Testing;

namespace Sememe.Compiler.Tests;

/// <summary>A folder with source.spm, target.spm and vocab.json in place of tokenizer.json.</summary>
public sealed class MarianFolderTests
{
    private static string Folder => TestPaths.InShared("models", "marian");

    [SharedFact]
    public void The_tokenizer_is_compiled_without_tokenizer_json()
    {
        CompiledModel model = Compile("source.spm", "target.spm");

        Assert.NotNull(model.Tables);
        Assert.DoesNotContain(model.Findings, static finding => finding.File is "source.spm" or "vocab.json" or "tokenizer_config.json");
    }

    [SharedFact]
    public void Without_source_spm_the_finding_names_it()
    {
        CompiledModel model = Compile("target.spm");

        Assert.Null(model.Tables);
        Assert.Contains(model.Findings, static finding => string.Join(" ", finding.Arguments).Contains("found target.spm, expected source.spm", StringComparison.Ordinal));
    }

    [SharedFact]
    public void Encoder_and_decoder_as_graphs_run_on_ONNX_Runtime_only()
    {
        Finding finding = Assert.Single(Compile("onnx/encoder_model.onnx", ["onnx/encoder_model.onnx", "onnx/decoder_model.onnx"]).Findings);

        Assert.Equal(("SEM015", "onnx/encoder_model.onnx"), (finding.Id, finding.File));
    }

    [SharedFact]
    public void An_encoder_without_its_decoder_is_an_error()
    {
        Finding finding = Assert.Single(Compile("onnx/encoder_model.onnx", ["onnx/encoder_model.onnx"]).Findings, static finding => finding.IsError);

        Assert.Equal((FindingIds.FileMissing, "onnx/decoder_model.onnx"), (finding.Id, finding.File));
    }

    private static CompiledModel Compile(string weights, string[] candidates) => Compile(
        ["source.spm", "target.spm"],
        Text(ModelFileNames.FolderManifest, FolderManifest.Write(WeightsChoice.Choose(candidates, weights))),
        Text(ModelFileNames.WeightsManifest, WeightsManifest.Of(Folder, weights).ToText()));

    private static CompiledModel Compile(params string[] models) => Compile(models, []);

    private static CompiledModel Compile(string[] models, params ModelFile[] manifests)
    {
        IEnumerable<ModelFile> texts = Directory.EnumerateFiles(Folder).Select(static path => Path.GetFileName(path)).Where(ModelFileNames.IsRead)
            .Select(static file => Text(file, File.ReadAllText(Path.Combine(Folder, file))));
        IEnumerable<ModelFile> binaries = models
            .Select(static file => Text(ModelFileNames.SentencePieceText(file), BinaryText.Write(File.ReadAllBytes(Path.Combine(Folder, file)))));
        return ModelCompiler.Compile(ModelFolder.Pick("marian", [.. texts, .. binaries, .. manifests]), CancellationToken.None);
    }

    private static ModelFile Text(string path, string text) => new("marian", path, "/" + path, text);
}
