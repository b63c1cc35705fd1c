using Sememe.Compiler.Collections;

namespace Sememe.Compiler.Folders;

/// <summary>The text files of one model: all that its specification depends on.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Files">Its files in ordinal order of their paths; none when the project has no model of that name.</param>
internal sealed record ModelFolder(string Name, EquatableArray<ModelFile> Files)
{
    /// <summary>True when the project has a model of that name.</summary>
    public bool Exists => !Files.IsEmpty;

    /// <summary>The files of one model among those of all.</summary>
    public static ModelFolder Pick(string name, IEnumerable<ModelFile> files) =>
        new(name, files.Where(file => file.Model == name).OrderBy(static file => file.Path, StringComparer.Ordinal).ToEquatableArray());

    /// <summary>True when the tokenizer's tables lie in a file and not in the assembly.</summary>
    public bool KeepsTablesInFile => Find(ModelFileNames.FolderManifest) is { } manifest && FolderManifest.HasTablesInFile(manifest.Text);

    /// <summary>The same folder as if its tables were in the assembly.</summary>
    public ModelFolder WithTablesInAssembly() => this with
    {
        Files = Files
            .Select(static file => file.Path == ModelFileNames.FolderManifest ? file with { Text = FolderManifest.WithoutTablesInFile(file.Text) } : file)
            .ToEquatableArray(),
    };

    /// <summary>A file by its path inside the folder; null when the folder does not have it.</summary>
    public ModelFile? Find(string path)
    {
        foreach (ModelFile file in Files)
        {
            if (file.Path == path)
            {
                return file;
            }
        }

        return null;
    }
}
