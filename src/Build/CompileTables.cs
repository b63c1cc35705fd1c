using System.Runtime.InteropServices;
using Microsoft.Build.Framework;
using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Specify;
using Sememe.Tokenization.Tables;

namespace Sememe.Build;

/// <summary>Compiles the vocabulary of a model into a file, for models that do not keep it in the assembly.</summary>
/// <remarks>Reports nothing about the model's files: the generator reads the same files and reports at the class that uses the model.</remarks>
public sealed class CompileTables : Microsoft.Build.Utilities.Task
{
    /// <summary>Name of the model.</summary>
    [Required]
    public string Model { get; set; } = "";

    /// <summary>The model's text files.</summary>
    [Required]
    public ITaskItem[] Inputs { get; set; } = [];

    /// <summary>What each is called inside the model folder, with <c>/</c>.</summary>
    [Required]
    public string[] InputPaths { get; set; } = [];

    /// <summary>Where the tables go.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>Where what the generator has to know of them goes.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>Touched when everything is written.</summary>
    [Required]
    public string Stamp { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        ModelFile[] files = [.. Inputs.Select((input, i) => new ModelFile(Model, InputPaths[i], input.ItemSpec, System.IO.File.ReadAllText(input.GetMetadata("FullPath"))))];
        FindingList findings = new();
        CompiledTokenizer? tokenizer = TokenizerStage.Run(new FolderFiles(ModelFolder.Pick(Model, files), findings), findings, CancellationToken.None);
        if (tokenizer?.Tables is { } tables)
        {
            byte[] content = TablesFileFormat.Write(MemoryMarshal.AsBytes(tables.Encoding.AsSpan()), MemoryMarshal.AsBytes(tables.Decoding.AsSpan()));
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            System.IO.File.WriteAllBytes(File, content);
            ChangedFile.Write(Manifest, TablesManifest.Write(TablesFileFormat.ReadChecksum(content)));
            ChangedFile.Write(Stamp, "");
            ChangedFile.Touch(Stamp);
        }

        return true;
    }
}
