using System.Globalization;
using Microsoft.Build.Framework;
using Sememe.Compiler.Folders;

namespace Sememe.Build.Reports;

/// <summary>The line about a model, kept with what it was made of: the tasks, and the times and lengths of the model's files.</summary>
internal sealed class RememberedSummary
{
    private readonly string _key;

    /// <param name="file">Where it is kept.</param>
    /// <param name="inputs">The model's files.</param>
    public RememberedSummary(string file, IEnumerable<ITaskItem> inputs)
    {
        File = file;
        _key = string.Join(
            "|",
            inputs.Select(static input => new FileInfo(input.GetMetadata("FullPath")))
                .Select(static input => string.Format(CultureInfo.InvariantCulture, "{0} {1} {2}", input.FullName, input.Length, input.LastWriteTimeUtc.Ticks))
                .Prepend(typeof(RememberedSummary).Module.ModuleVersionId.ToString())
                .Prepend(typeof(ModelFolder).Module.ModuleVersionId.ToString()));
    }

    /// <summary>Where it is kept.</summary>
    public string File { get; }

    /// <summary>The line; null when it was made of something else.</summary>
    public string? Read() =>
        System.IO.File.Exists(File) && System.IO.File.ReadAllText(File).Split('\n') is [string key, string summary, ..] && key == _key ? summary : null;

    /// <summary>True when a file was written after the line was.</summary>
    public bool IsOlderThan(string page) => System.IO.File.Exists(page) && System.IO.File.GetLastWriteTimeUtc(page) >= System.IO.File.GetLastWriteTimeUtc(File);

    /// <summary>Keeps the line.</summary>
    public void Write(string summary) => ChangedFile.Write(File, $"{_key}\n{summary}\n");
}
