using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Sememe.Compiler.Folders;
using Sememe.Families.Weights;
using Sememe.Formats;

namespace Sememe.Build;

/// <summary>Looks into each model folder: lists the text files for the compiler, chooses the weights file, writes down the choice. Of model files, it reads SentencePiece models alone.</summary>
public sealed class FindLanguageModels : Microsoft.Build.Utilities.Task
{
    /// <summary>What begins a comment in the file that tells the compiler which file is whose, and what parts items of the build engine.</summary>
    private static readonly char[] s_notInNames = ['#', ';'];

    private readonly List<ITaskItem> _files = [];
    private readonly List<ITaskItem> _texts = [];
    private readonly List<ITaskItem> _weights = [];
    private readonly List<ITaskItem> _manifests = [];
    private readonly List<ITaskItem> _tables = [];

    /// <summary>The <c>LanguageModel</c> items: a folder each, with the optional metadata <c>Name</c>, <c>Weights</c> and <c>TableStorage</c> (<c>Literal</c> or <c>File</c>).</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Folder under <c>obj/</c> where one folder per model is made.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>Everything in the folders, whether it is read or not.</summary>
    [Output]
    public ITaskItem[] Files => [.. _files];

    /// <summary>The text files that the compiler reads, with <c>SememeModel</c> (name of the model) and <c>SememePath</c> (path inside its folder).</summary>
    [Output]
    public ITaskItem[] Texts => [.. _texts];

    /// <summary>The chosen weights files, with <c>SememeModel</c>, <c>SememeFolder</c>, <c>SememeFile</c> (path inside it), <c>Inputs</c> (files), <c>Manifest</c>, <c>SememePath</c> (what the manifest is called inside the folder) and <c>DataFiles</c>.</summary>
    [Output]
    public ITaskItem[] Weights => [.. _weights];

    /// <summary>The tables files to be compiled, with <c>SememeModel</c>, <c>Inputs</c> (the model's text files), <c>InputPaths</c> (their paths inside the folder), <c>Manifest</c>, <c>SememePath</c> (what the manifest is called inside the folder) and <c>Stamp</c>.</summary>
    [Output]
    public ITaskItem[] Tables => [.. _tables];

    /// <summary>A file under <see cref="OutputFolder"/> that changes when the tasks do. The time of their own file says nothing: in a package, every file has the same.</summary>
    [Output]
    public string Identity { get; private set; } = "";

    /// <summary>The files about models written under <see cref="OutputFolder"/>; also among <see cref="Texts"/>.</summary>
    [Output]
    public ITaskItem[] Manifests => [.. _manifests];

    /// <inheritdoc/>
    public override bool Execute()
    {
        WriteIdentity();
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase); // the names become folders beside the application
        HashSet<string> folders = new(StringComparer.Ordinal);
        foreach (ITaskItem model in Models)
        {
            string folder = Path.GetFullPath(model.GetMetadata("FullPath")).TrimEnd('/', '\\');
            string name = NameOf(model, folder);
            if (!Directory.Exists(folder))
            {
                Log.LogError(null, "SEM013", null, null, 0, 0, 0, 0, "The LanguageModel item '{0}' names a folder that does not exist: {1}", model.ItemSpec, folder);
            }
            else if (name.IndexOfAny(s_notInNames) >= 0 || folder.IndexOf(';') >= 0)
            {
                Log.LogError(
                    null, "SEM013", null, null, 0, 0, 0, 0,
                    "The LanguageModel item '{0}' is named '{1}' and lies at {2}; the build cannot hand on a name with '#' or ';', nor a path with ';'. Give the item another Name, or the folder", model.ItemSpec, name, folder);
            }
            else if (!folders.Add(folder))
            {
                continue; // an item that the project writes comes first and takes the place of the convention's for the same folder
            }
            else if (!names.Add(name))
            {
                Log.LogError(null, "SEM013", null, null, 0, 0, 0, 0, "Two LanguageModel items are named '{0}'; give one of them another Name. The second is {1}", name, folder);
            }
            else
            {
                Add(name, folder, model);
            }
        }

        return !Log.HasLoggedErrors;
    }

    private void WriteIdentity()
    {
        Type[] assemblies = [typeof(FindLanguageModels), typeof(ModelFolder), typeof(Families.Family), typeof(Tokenizer), typeof(BinaryText)];
        Identity = Path.Combine(OutputFolder, "tasks.txt");
        ChangedFile.Write(Identity, string.Concat(assemblies.Select(static type => $"{type.Assembly.GetName().Name} {type.Module.ModuleVersionId}\n")));
    }

    private static string NameOf(ITaskItem model, string folder) =>
        model.GetMetadata("Name") is { Length: > 0 } name ? name : Path.GetFileName(folder);

    /// <summary>True for <c>File</c>; anything but that and <c>Literal</c> is an error.</summary>
    private bool KeepsTablesInFile(ITaskItem model)
    {
        string storage = model.GetMetadata("TableStorage");
        if (storage.Length > 0 && !storage.Equals("Literal", StringComparison.OrdinalIgnoreCase) && !storage.Equals("File", StringComparison.OrdinalIgnoreCase))
        {
            Log.LogError(null, "SEM013", null, null, 0, 0, 0, 0, "The LanguageModel item '{0}' has TableStorage=\"{1}\", expected Literal (in the assembly) or File (beside the weights)", model.ItemSpec, storage);
        }

        return storage.Equals("File", StringComparison.OrdinalIgnoreCase);
    }

    private void Add(string name, string folder, ITaskItem model)
    {
        int before = _texts.Count;
        string[] files = FolderListing.Of(folder);
        _files.AddRange(files.Select(file => new TaskItem(Path.Combine(folder, file))));
        foreach (string file in files.Where(ModelFileNames.IsRead))
        {
            _texts.Add(Text(name, Path.Combine(folder, file), file));
        }

        AddSentencePieceModels(name, folder, files);
        ITaskItem[] texts = [.. _texts.Skip(before)];
        WeightsChoice choice = WeightsChoice.Choose(files, model.GetMetadata("Weights"));
        bool tablesInFile = KeepsTablesInFile(model);
        string output = Path.Combine(OutputFolder, name);
        string manifest = Path.Combine(output, "folder.txt");
        ChangedFile.Write(manifest, FolderManifest.Write(choice, tablesInFile));
        _manifests.Add(Text(name, manifest, ModelFileNames.FolderManifest));
        _texts.Add(_manifests[_manifests.Count - 1]);
        if (tablesInFile)
        {
            _tables.Add(TablesFile(name, texts, output));
        }

        if (choice.File is not null)
        {
            _weights.Add(WeightsFile(name, folder, choice.File, InputsOf(choice), output, ModelFileNames.WeightsManifest));
        }

        foreach (string module in choice.Candidates.Where(file => file != choice.File && ModelFileNames.IsModuleWeights(file)))
        {
            _weights.Add(WeightsFile(name, folder, module, [module], Path.Combine(output, Path.GetDirectoryName(module)!), ModelFileNames.ModuleManifest(module)));
        }
    }

    /// <summary>The compiler reads texts only, so a SentencePiece model becomes one; once per change of the file.</summary>
    private void AddSentencePieceModels(string name, string folder, string[] files)
    {
        foreach (string file in files.Where(static file => Array.IndexOf(ModelFileNames.SentencePieceModels, file) >= 0))
        {
            string source = Path.Combine(folder, file);
            string text = Path.Combine(OutputFolder, name, file + ".txt");
            if (!File.Exists(text) || File.GetLastWriteTimeUtc(text) < File.GetLastWriteTimeUtc(source))
            {
                ChangedFile.Write(text, BinaryText.Write(File.ReadAllBytes(source)));
                ChangedFile.Touch(text);
            }

            _manifests.Add(Text(name, text, ModelFileNames.SentencePieceText(file)));
            _texts.Add(_manifests[_manifests.Count - 1]);
        }
    }

    private static TaskItem TablesFile(string name, ITaskItem[] texts, string output)
    {
        TaskItem item = new(Path.Combine(output, ModelFileNames.TablesFile));
        item.SetMetadata("Inputs", string.Join(";", texts.Select(static text => text.ItemSpec)));
        item.SetMetadata("InputPaths", string.Join(";", texts.Select(static text => text.GetMetadata("SememePath"))));
        item.SetMetadata("SememeModel", name);
        item.SetMetadata("Manifest", Path.Combine(output, "tables.txt"));
        item.SetMetadata("SememePath", ModelFileNames.TablesManifest);
        item.SetMetadata("Stamp", Path.Combine(output, "tables.stamp"));
        return item;
    }

    private static TaskItem WeightsFile(string name, string folder, string file, IEnumerable<string> inputs, string output, string inside)
    {
        TaskItem item = new(Path.Combine(folder, file));
        item.SetMetadata("Inputs", string.Join(";", inputs.Select(input => Path.Combine(folder, input))));
        item.SetMetadata("SememeModel", name);
        item.SetMetadata("SememeFolder", folder);
        item.SetMetadata("SememeFile", file);
        item.SetMetadata("Manifest", Path.Combine(output, "weights.txt"));
        item.SetMetadata("SememePath", inside);
        item.SetMetadata("DataFiles", Path.Combine(output, "data.txt"));
        return item;
    }

    /// <summary>What the description depends on: an index says little without the files that it names.</summary>
    private static IEnumerable<string> InputsOf(WeightsChoice choice) =>
        choice.File == ModelFileNames.ShardIndex
            ? choice.Candidates.Where(static file => file.IndexOf('/') < 0 && file.EndsWith(".safetensors", StringComparison.Ordinal)).Append(choice.File)
            : EncoderDecoderFiles.Of(choice.File!) is { } pair ? choice.Candidates.Where(file => file == pair.Encoder || file == pair.Decoder)
            : [choice.File!];

    private static TaskItem Text(string model, string path, string inside)
    {
        TaskItem item = new(path);
        item.SetMetadata("SememeModel", model);
        item.SetMetadata("SememePath", inside);
        return item;
    }
}
