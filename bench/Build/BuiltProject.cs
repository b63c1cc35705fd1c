using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Sememe.Bench.Build;

/// <summary>A class library outside of the repository that is built again and again, the way a user builds one: the package, a compiler that stays in memory.</summary>
internal sealed class BuiltProject
{
    private const int Classes = 40;

    private readonly string _folder;
    private readonly string _compiler;
    private int _edits;

    /// <param name="folder">Where the project goes.</param>
    /// <param name="compiler">Name of the compiler's process; one for all that are compared.</param>
    /// <param name="reference">The reference to the package.</param>
    /// <param name="models">Folders of the models.</param>
    public BuiltProject(string folder, string compiler, string reference, params string[] models)
    {
        _folder = folder;
        _compiler = compiler;
        Directory.CreateDirectory(folder);
        string items = string.Concat(models.Select(static model => $"<LanguageModel Include=\"{model}\" />"));
        File.WriteAllText(Path.Combine(folder, "Project.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>{reference}{items}</ItemGroup>
            </Project>
            """);
        for (int i = 0; i < Classes; i++)
        {
            File.WriteAllText(Path.Combine(folder, $"Class{i}.cs"), Code(i));
        }

        for (int i = 0; i < models.Length; i++)
        {
            File.WriteAllText(Path.Combine(folder, $"Model{i}.cs"), $"[Sememe.LanguageModel(\"{Path.GetFileName(models[i])}\")] public sealed partial class Model{i};");
        }

        Dotnet("restore");
    }

    /// <summary>Milliseconds that a build from nothing takes, restored packages aside.</summary>
    public double Rebuild() => Dotnet("build", "--no-restore", "-t:Rebuild");

    /// <summary>Milliseconds that a build takes after an edit of a file that no model knows of.</summary>
    public double BuildAfterEdit()
    {
        File.WriteAllText(Path.Combine(_folder, "Edited.cs"), $"internal static class Edited {{ public const int Number = {++_edits}; }}");
        return Dotnet("build", "--no-restore");
    }

    private static string Code(int number)
    {
        StringBuilder code = new();
        code.Append(CultureInfo.InvariantCulture, $"using System.Linq;\n\n/// <summary>One of many.</summary>\npublic sealed class Class{number}\n{{\n");
        for (int i = 0; i < 20; i++)
        {
            code.Append(CultureInfo.InvariantCulture, $"    public int Method{i}(int[] values) => values.Where(value => value > {i}).Select(value => value * {number}).DefaultIfEmpty({i}).Max();\n");
        }

        return code.Append("}\n").ToString();
    }

    private double Dotnet(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [.. arguments, "-p:Configuration=Release", "-m:1", "-nodeReuse:false", "-v", "quiet", "-nologo", "-p:NuGetAudit=false", "-p:UseSharedCompilation=true", $"-p:SharedCompilationId={_compiler}"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
        };
        long before = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double time = Stopwatch.GetElapsedTime(before).TotalMilliseconds;
        return process.ExitCode == 0 ? time : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{output}");
    }
}
