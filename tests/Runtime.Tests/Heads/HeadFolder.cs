using Sememe.Compiler;
using Sememe.Compiler.Collections;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Tasks;
using Sememe.CompilerServices;
using Sememe.Formats.Tensors;
using Sememe.Testing;

namespace Sememe.Runtime.Tests.Heads;

/// <summary>What the compiler makes of one of the shared model folders, without its tokenizer.</summary>
internal static class HeadFolder
{
    private const string Weights = "model.safetensors";

    /// <summary>The network and the head that a folder describes.</summary>
    public static (EncoderSpec Encoder, HeadSpec Head) Read(string model) => Read(model, TestPaths.InShared("models", model));

    /// <summary>The network and the head that any folder describes.</summary>
    public static (EncoderSpec Encoder, HeadSpec Head) Read(string model, string folder)
    {
        ModelSpec specification = Specify(model, folder);
        return (specification.Encoder!, specification.Task.Head!);
    }

    /// <summary>The network that a folder describes.</summary>
    public static EncoderSpec ReadEncoder(string model) => Specify(model, TestPaths.InShared("models", model)).Encoder!;

    /// <summary>How the model of a folder translates, and the tokens that end a translation.</summary>
    public static (TranslationSpec Translation, int[] EndTokens) ReadTranslation(string model)
    {
        TranslatingTask task = (TranslatingTask)Specify(model, TestPaths.InShared("models", model)).Task;
        TranslationSpec translation = new()
        {
            StartToken = task.StartToken,
            ForcedEndTokens = [.. task.ForcedEndTokens],
            BadWords = [.. task.BadWords.Select(static words => words.ToArray())],
            Beams = task.Beams,
            MaxNewTokens = task.MaxNewTokens,
            LengthPenalty = task.LengthPenalty,
            EarlyStopping = task.EarlyStopping,
            Renormalizes = task.Renormalizes,
        };
        return (translation, [.. task.EndTokens]);
    }

    private static ModelSpec Specify(string model, string folder)
    {
        ModelFile[] files =
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
                .Where(ModelFileNames.IsRead)
                .Select(file => new ModelFile(model, file, Path.Combine(folder, file), File.ReadAllText(Path.Combine(folder, file)))),
            new(model, ModelFileNames.FolderManifest, "folder.txt", FolderManifest.Write(WeightsChoice.Choose([Weights], null))),
            new(model, ModelFileNames.WeightsManifest, "weights.txt", WeightsManifest.Of(folder, Weights).ToText()),
        ];
        CompiledModel compiled = ModelCompiler.Compile(ModelFolder.Pick(model, files.ToEquatableArray()), CancellationToken.None);
        Assert.DoesNotContain(compiled.Findings, static finding => finding.IsError && finding.File is "config.json" or Weights);
        return compiled.Specification!;
    }
}
