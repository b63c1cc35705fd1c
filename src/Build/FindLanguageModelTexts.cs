using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;

namespace Sememe.Build;

/// <summary>Pairs each file of sentences with its model, and writes down what the tool is to do for it.</summary>
public sealed class FindLanguageModelTexts : Microsoft.Build.Utilities.Task
{
    private readonly List<ITaskItem> _files = [];
    private readonly List<ITaskItem> _requests = [];

    /// <summary>The <c>LanguageModelTexts</c> items: a file each, with the optional metadata <c>Model</c> (name of the model; the only one of the project), <c>Name</c> (as attributes name the file) and <c>Prompt</c>.</summary>
    [Required]
    public ITaskItem[] Texts { get; set; } = [];

    /// <summary>The chosen weights files, as <see cref="FindLanguageModels.Weights"/>.</summary>
    public ITaskItem[] Weights { get; set; } = [];

    /// <summary>The compiler's additional files; those of models are among them.</summary>
    public ITaskItem[] ModelFiles { get; set; } = [];

    /// <summary>Folder under <c>obj/</c>.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>The tool that will do the work; another one does it anew.</summary>
    [Required]
    public string Tool { get; set; } = "";

    /// <summary>The files of sentences for the compiler, with <c>SememeTexts</c> (name), <c>SememeTextsModel</c> and <c>SememeTextsPart</c>.</summary>
    [Output]
    public ITaskItem[] Files => [.. _files];

    /// <summary>The files of vectors, with the same metadata and <c>Inputs</c> (files), <c>Arguments</c> (file for the tool) and <c>Stamp</c>.</summary>
    [Output]
    public ITaskItem[] Requests => [.. _requests];

    /// <inheritdoc/>
    public override bool Execute()
    {
        HashSet<(string Name, string Model)> taken = [];
        foreach (ITaskItem texts in Texts)
        {
            string path = texts.GetMetadata("FullPath");
            string name = NameOf(texts);
            if (!System.IO.File.Exists(path))
            {
                Error($"The LanguageModelTexts item '{texts.ItemSpec}' names a file that does not exist: {path}");
            }
            else if (WeightsOf(texts) is { } weights)
            {
                if (taken.Add((name, weights.GetMetadata("SememeModel"))))
                {
                    Add(name, path, texts.GetMetadata("Prompt"), weights);
                }
                else
                {
                    Error($"Two LanguageModelTexts items are named '{name}' for the model '{weights.GetMetadata("SememeModel")}'; give one of them another Name.");
                }
            }
        }

        return !Log.HasLoggedErrors;
    }

    private static string NameOf(ITaskItem texts)
    {
        string name = texts.GetMetadata("Name") is { Length: > 0 } given ? given : texts.ItemSpec;
        return (Path.IsPathRooted(name) ? Path.GetFileName(name) : name).Replace('\\', '/');
    }

    private ITaskItem? WeightsOf(ITaskItem texts)
    {
        string[] models = [.. ModelFiles.Select(static file => file.GetMetadata("SememeModel")).Where(static model => model.Length > 0).Distinct().OrderBy(static model => model, StringComparer.Ordinal)];
        string wish = texts.GetMetadata("Model");
        string? model = wish.Length > 0 ? Array.Find(models, candidate => candidate == wish) : models.Length == 1 ? models[0] : null;
        if (model is null)
        {
            string known = models.Length == 0 ? "it has no models at all" : $"its models are {string.Join(", ", models.Select(static candidate => $"'{candidate}'"))}";
            Error($"The LanguageModelTexts item '{texts.ItemSpec}' {(wish.Length > 0 ? $"names the model '{wish}', which the project does not have" : "names no model")}; {known}. Write Model=\"…\".");
            return null;
        }

        ITaskItem? weights = Array.Find(Weights, file => file.GetMetadata("SememeModel") == model && file.GetMetadata("SememePath") == ModelFileNames.WeightsManifest);
        if (weights is null)
        {
            Error($"The LanguageModelTexts item '{texts.ItemSpec}' needs the weights of '{model}', and its folder has none that could be chosen. Put model.safetensors there, as it is published with the model.");
        }

        return weights;
    }

    private void Add(string name, string path, string prompt, ITaskItem weights)
    {
        string model = weights.GetMetadata("SememeModel");
        string stem = Path.Combine(OutputFolder, "texts", model, name.Replace("..", "__").Replace(':', '_'));
        string vectors = stem + ".vectors.txt";
        string arguments = stem + ".arguments.txt";
        ChangedFile.Write(arguments, string.Join(
            "\n",
            $"tool {Tool} {(System.IO.File.Exists(Tool) ? System.IO.File.GetLastWriteTimeUtc(Tool).Ticks : 0)}",
            $"model {model}",
            $"folder {weights.GetMetadata("SememeFolder")}",
            $"weights {weights.GetMetadata("SememeFile")}",
            $"texts {path}",
            $"prompt {prompt}",
            $"output {Path.GetFullPath(vectors)}",
            ""));
        _files.Add(Item(path, name, model, "texts"));

        TaskItem request = Item(vectors, name, model, "vectors");
        IEnumerable<string> inputs = ModelFiles.Where(file => file.GetMetadata("SememeModel") == model).Select(static file => file.ItemSpec)
            .Concat(Weights.Where(file => file.GetMetadata("SememeModel") == model).SelectMany(static file => file.GetMetadata("Inputs").Split(';')));
        request.SetMetadata("Inputs", string.Join(";", inputs.Concat([path, arguments]).Distinct()));
        request.SetMetadata("Arguments", arguments);
        request.SetMetadata("Stamp", stem + ".stamp");
        _requests.Add(request);
    }

    private static TaskItem Item(string path, string name, string model, string part)
    {
        TaskItem item = new(path);
        item.SetMetadata("SememeTexts", name);
        item.SetMetadata("SememeTextsModel", model);
        item.SetMetadata("SememeTextsPart", part);
        return item;
    }

    private void Error(string message) => Log.LogError(null, FindingIds.TextsFile, null, null, 0, 0, 0, 0, "{0}", message);
}
