using Sememe.Compiler.Collections;
using Sememe.Compiler.Folders;
using Sememe.Formats;
using Sememe.Formats.Tensors;

namespace Sememe.Tool;

/// <summary>A model folder on disk → what the generator sees of it.</summary>
internal static class ModelFolderReader
{
    /// <summary>The text files, and what the build writes about the others.</summary>
    public static ModelFolder Read(string name, string folder, string weights)
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
        ];
        List<ModelFile> texts = [];
        foreach (string file in files.Where(ModelFileNames.IsRead))
        {
            Add(file, File.ReadAllText(Path.Combine(folder, file)));
        }

        foreach (string file in files.Where(static file => Array.IndexOf(ModelFileNames.SentencePieceModels, file) >= 0))
        {
            Add(ModelFileNames.SentencePieceText(file), BinaryText.Write(File.ReadAllBytes(Path.Combine(folder, file))));
        }

        Add(ModelFileNames.FolderManifest, FolderManifest.Write(WeightsChoice.Choose(files, weights)));
        Add(ModelFileNames.WeightsManifest, WeightsManifest.Of(folder, weights).ToText());
        foreach (string module in files.Where(file => file != weights && ModelFileNames.IsModuleWeights(file)))
        {
            Add(ModelFileNames.ModuleManifest(module), WeightsManifest.Of(folder, module).ToText());
        }

        return new ModelFolder(name, texts.OrderBy(static file => file.Path, StringComparer.Ordinal).ToEquatableArray());

        void Add(string path, string text) => texts.Add(new ModelFile(name, path, Path.Combine(folder, path), text));
    }
}
