using Microsoft.Build.Framework;
using Sememe.Build.Reports;
using Sememe.Compiler.Folders;

namespace Sememe.Build;

/// <summary>Says what the build makes of each model: a line at normal verbosity, and a page when asked for.</summary>
/// <remarks>
/// Compiles the models once more than the generator does, which may not write files; so it does nothing while nobody reads the line and no page is
/// wanted, and remembers beside its results what they were made of.
/// </remarks>
public sealed class ReportModels : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly List<string> _written = [];

    /// <summary>The compiler's additional files; those of models have <c>SememeModel</c> (name of the model) and <c>SememePath</c> (path inside its folder).</summary>
    [Required]
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>Folder under <c>obj/</c> with one folder per model.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>True when pages are wanted.</summary>
    public bool WritesPages { get; set; }

    /// <summary>The files written.</summary>
    [Output]
    public string[] Written => [.. _written];

    /// <inheritdoc/>
    public override bool Execute()
    {
        if (!WritesPages && !Log.LogsMessagesOfImportance(MessageImportance.Normal))
        {
            return true;
        }

        foreach (IGrouping<string, ITaskItem> model in Files.Where(static file => file.GetMetadata("SememeModel").Length > 0).GroupBy(static file => file.GetMetadata("SememeModel"), StringComparer.Ordinal))
        {
            Report(model.Key, [.. model]);
        }

        return !Log.HasLoggedErrors;
    }

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _cancellation.Dispose();

    private void Report(string name, ITaskItem[] files)
    {
        RememberedSummary remembered = new(Path.Combine(OutputFolder, name, "summary.txt"), files);
        string page = Path.Combine(OutputFolder, name, "report.html");
        string? summary = remembered.Read();
        if (summary is null || (WritesPages && !remembered.IsOlderThan(page)))
        {
            ModelReport report = ModelReport.Of(Read(name, files), _cancellation.Token);
            summary = report.Summary;
            remembered.Write(summary);
            if (WritesPages)
            {
                ChangedFile.Write(page, HtmlPage.Write(report));
                ChangedFile.Touch(page);
            }
        }

        _written.Add(remembered.File);
        Log.LogMessage(MessageImportance.Normal, "{0}", summary);
        if (WritesPages)
        {
            _written.Add(page);
            Log.LogMessage(MessageImportance.High, "Report of model '{0}': {1}", name, page);
        }
    }

    private static ModelFolder Read(string name, ITaskItem[] files) => ModelFolder.Pick(
        name,
        files.Select(file => new ModelFile(name, file.GetMetadata("SememePath"), file.GetMetadata("FullPath"), File.ReadAllText(file.GetMetadata("FullPath")))));
}
