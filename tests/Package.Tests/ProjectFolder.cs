using Sememe.Testing;

namespace Sememe.Package.Tests;

/// <summary>A folder of projects as package users write them.</summary>
/// <param name="path">The folder.</param>
internal sealed class ProjectFolder(string path)
{
    public string Path => path;

    public string this[params string[] parts] => System.IO.Path.Combine([path, .. parts]);

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[file])!);
        File.WriteAllText(this[file], text);
    }

    /// <summary>Writes <c>folder/name.csproj</c>.</summary>
    /// <param name="folder">Folder of the project.</param>
    /// <param name="items">Items, a line each.</param>
    /// <param name="properties">Properties beside those of all projects.</param>
    /// <param name="sdk">The SDK.</param>
    public void WriteProject(string folder, string items, string properties = "<OutputType>Exe</OutputType>", string sdk = "Microsoft.NET.Sdk") =>
        Write(System.IO.Path.Combine(folder, System.IO.Path.GetFileName(folder) + ".csproj"), $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {items}
              </ItemGroup>
            </Project>
            """);

    /// <summary>Copies a model folder of the repository.</summary>
    /// <param name="model">The folder in the repository, below <c>samples/models</c> or <c>models</c>.</param>
    /// <param name="target">Where to.</param>
    public void CopyModel(string model, params string[] target)
    {
        string sample = TestPaths.InRepository("samples", "models", model);
        string source = Directory.Exists(sample) ? sample : TestPaths.InRepository("models", model);
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = System.IO.Path.Combine(this[target], System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Runs <c>dotnet</c> in a folder of this one.</summary>
    public string Dotnet(string folder, params string[] arguments) => DotnetCommand.Run(this[folder], [.. arguments, "-v", "quiet", "-nologo"]);

    /// <summary>Files below a folder, with <c>/</c>, in ordinal order.</summary>
    public string[] Files(params string[] folder) =>
        [.. Directory.EnumerateFiles(this[folder], "*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(this[folder], file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
