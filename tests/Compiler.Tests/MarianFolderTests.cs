using Sememe.Compiler.Folders;
using Sememe.Formats;
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

    private static CompiledModel Compile(params string[] models)
    {
        IEnumerable<ModelFile> texts = Directory.EnumerateFiles(Folder).Select(static path => Path.GetFileName(path)).Where(ModelFileNames.IsRead)
            .Select(static file => Text(file, File.ReadAllText(Path.Combine(Folder, file))));
        IEnumerable<ModelFile> binaries = models
            .Select(static file => Text(ModelFileNames.SentencePieceText(file), BinaryText.Write(File.ReadAllBytes(Path.Combine(Folder, file)))));
        return ModelCompiler.Compile(ModelFolder.Pick("marian", [.. texts, .. binaries]), CancellationToken.None);
    }

    private static ModelFile Text(string path, string text) => new("marian", path, "/" + path, text);
}
