using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Specify;
using Sememe.CompilerServices;
using Sememe.Formats.Configs;
using Sememe.Formats.Tensors;
using Sememe.Testing;

namespace Sememe.Compiler.Tests;

/// <summary>Folders as they are published, with every file of weights that they hold.</summary>
public sealed class SharedModelTests
{
    private static readonly string[] s_otherKinds = ["elmo"];

    /// <summary>Model × weights file.</summary>
    public static TheoryData<string, string> Weights()
    {
        TheoryData<string, string> cases = [];
        string[] folders = TestPaths.HasShared ? Directory.GetDirectories(TestPaths.InShared("models")) : [];
        foreach (string folder in folders.Order(StringComparer.Ordinal))
        {
            string model = Path.GetFileName(folder);
            foreach (string file in WeightsChoice.Choose(FilesOf(folder), requested: null).Candidates)
            {
                // A Dense module, and one half of an encoder and a decoder.
                bool isPart = file.StartsWith("2_Dense/", StringComparison.Ordinal) || file.EndsWith("coder_model.onnx", StringComparison.Ordinal);
                if (!isPart && !s_otherKinds.Contains(model))
                {
                    cases.Add(model, file);
                }
            }
        }

        return cases;
    }

    [SharedTheory]
    [MemberData(nameof(Weights))]
    public void Network_and_weights_are_accepted(string model, string weights)
    {
        string path = TestPaths.InShared("models", model);
        FindingList findings = new();
        FolderFiles files = new(Folder(path, weights), findings);

        ModelConfig config = files.Required(ModelConfig.FileName, ModelConfig.Read, "")!;
        EncoderSpec? encoder = EncoderSpecifier.Specify(config, findings);
        WeightsSpecifier specifier = new(files, findings);
        specifier.Match(specifier.Specify()!, encoder!, head: null, config);

        Assert.DoesNotContain(findings.ToArray(), static finding => finding.Id != FindingIds.OnnxRuntimeOnly);
    }

    private static ModelFolder Folder(string path, string weights)
    {
        string[] files = [.. FilesOf(path)];
        IEnumerable<ModelFile> texts = files.Where(ModelFileNames.IsRead).Select(file => File(file, System.IO.File.ReadAllText(Path.Combine(path, file))));
        return ModelFolder.Pick(
            "x",
            [
                .. texts,
                File(ModelFileNames.FolderManifest, FolderManifest.Write(WeightsChoice.Choose(files, weights))),
                File(ModelFileNames.WeightsManifest, WeightsManifest.Of(path, weights).ToText()),
            ]);
    }

    private static ModelFile File(string path, string text) => new("x", path, "/" + path, text);

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));
}
