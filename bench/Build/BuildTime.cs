using System.Diagnostics;
using System.Globalization;
using Sememe.Bench.Harness;
using Sememe.Testing;

namespace Sememe.Bench.Build;

/// <summary>What models add to whole builds: <c>dotnet build</c> of a project with them against the same project without, one after the other in turn.</summary>
internal sealed class BuildTime : Benchmark
{
    private const string MiniLm = "all-MiniLM-L6-v2";
    private const int Runs = 7;

    // What is asked for vocabularies of 30,000 and of 250,000 entries.
    private const double SmallAim = 300;
    private const double LargeAim = 2000;

    /// <inheritdoc/>
    public override string Name => "build";

    /// <inheritdoc/>
    public override bool IsLong => true;

    /// <inheritdoc/>
    public override string? FindObstacle() => TestPaths.HasShared ? null : "the shared tokenizers are not there";

    /// <inheritdoc/>
    public override IEnumerable<Row> Run()
    {
        string folder = Directory.CreateTempSubdirectory("sememe-bench-").FullName;
        string compiler = Path.GetFileName(folder);
        try
        {
            string reference = Pack(folder);
            string small = TestPaths.InRepository("models", MiniLm);
            string large = TokenizerFolder(folder, "xlm-roberta-base");
            BuiltProject without = new(Path.Combine(folder, "without"), compiler, reference);
            BuiltProject withSmall = new(Path.Combine(folder, "small"), compiler, reference, small);
            BuiltProject withLarge = new(Path.Combine(folder, "large"), compiler, reference, large);
            BuiltProject withThree = new(Path.Combine(folder, "three"), compiler, reference, small, TokenizerFolder(folder, "bert-base-uncased"), TokenizerFolder(folder, "gpt2"));
            double[] rebuilt = Medians(without.Rebuild, withSmall.Rebuild, withLarge.Rebuild);
            yield return new Row("build, added", "30,522 entries", "ms", rebuilt[1] - rebuilt[0], "the aim", SmallAim, Better.Lower);
            yield return new Row("build, added", "250,002 entries", "ms", rebuilt[2] - rebuilt[0], "the aim", LargeAim, Better.Lower);
            _ = withThree.Rebuild();
            double[] edited = Medians(without.BuildAfterEdit, withThree.BuildAfterEdit);
            yield return new Row("build after an unrelated edit", "three models", "ms", edited[1], "no model", edited[0], Better.Lower);
        }
        finally
        {
            Stop(compiler);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>In turn, so that what else the machine does meets all alike; the first round warms up.</summary>
    private static double[] Medians(params Func<double>[] builds)
    {
        double[][] times = [.. builds.Select(static _ => new double[Runs])];
        foreach (Func<double> build in builds)
        {
            _ = build();
        }

        for (int run = 0; run < Runs; run++)
        {
            for (int i = 0; i < builds.Length; i++)
            {
                times[i][run] = builds[i]();
            }
        }

        return [.. times.Select(static all => all.Order().ElementAt(Runs / 2))];
    }

    /// <summary>The package as users get it, under a version that no cache has.</summary>
    private static string Pack(string folder)
    {
        string version = "0.0.0-bench." + DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture);
        Run(TestPaths.Repository, "pack", "src/Package", "-c", "Release", "-v", "quiet", "-nologo", "-o", Path.Combine(folder, "feed"), "-p:PackageVersion=" + version);
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""<configuration><packageSources><add key="bench" value="{Path.Combine(folder, "feed")}" /></packageSources></configuration>""");
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), $"<Project><PropertyGroup><RestorePackagesPath>{Path.Combine(folder, "packages")}</RestorePackagesPath></PropertyGroup></Project>");
        return $"""<PackageReference Include="Sememe" Version="{version}" />""";
    }

    /// <summary>A model folder with a tokenizer and nothing else.</summary>
    private static string TokenizerFolder(string folder, string name)
    {
        string target = Path.Combine(folder, "models", name);
        Directory.CreateDirectory(target);
        foreach (string file in Directory.GetFiles(TestPaths.InShared("tokenizers", name)).Where(static file => Path.GetExtension(file) is ".json" or ".txt"))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        return target;
    }

    /// <summary>The compiler's process would stay for ten minutes; it has a name of its own, so no one else's is stopped.</summary>
    private static void Stop(string compiler)
    {
        string sdk = Run(TestPaths.Repository, "msbuild", "eng/Crossgen/Crossgen.csproj", "-getProperty:RoslynTargetsPath").Trim();
        Run(TestPaths.Repository, Path.Combine(sdk, "bincore", "VBCSCompiler.dll"), "-shutdown", "-pipename:" + compiler);
    }

    private static string Run(string folder, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{output}");
    }
}
