using Sememe.Testing;

namespace Sememe.Build.Tests;

/// <summary>Projects outside of the repository that know nothing but the package.</summary>
public sealed class PackageTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    private const string Model = """
        namespace Demo
        {
            /// <summary>Mine.</summary>
            [Sememe.LanguageModel("tiny")]
            public sealed partial class Tiny
            {
            }
        }
        """;

    private const string Program = """
        using System;
        using Demo;

        using Tiny model = Tiny.Load(new Sememe.LoadOptions { Backend = Sememe.Backend.Simd });
        Tiny.Vector vector = model.Embed("the cat sat");
        Console.WriteLine($"{Tiny.Name} {Tiny.Tokenizer.VocabularySize} {vector.Dot(vector):0.000} {model.Backend}");
        """;

    private const string Printed = "tiny 12 1.000 Simd";

    private const string Executable = "<OutputType>Exe</OutputType><NoWarn>$(NoWarn);CA1303;CA1515</NoWarn>"; // a console program with literals

    [Fact]
    public void An_application_publishes_with_its_model_and_runs_elsewhere()
    {
        using TemporaryFolder projects = feed.CreateProjects();
        projects.Write("app/app.csproj", feed.Project(Executable, feed.Reference));
        projects.Write("app/Model.cs", Model);
        projects.Write("app/Program.cs", Program);
        TinyModelFolder.Write(projects["app", "models", "tiny"]);

        PackageFeed.Run(projects["app"], "publish", "-c", "Release", "-o", projects["out"]);

        Assert.Equal(["model.safetensors"], Directory.GetFiles(projects["out", "models"], "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.Equal(Printed, PackageFeed.Run(projects.Path, projects["out", "app.dll"]).Trim());
    }

    [Fact]
    public void A_folder_of_options_and_hdf5_builds_publishes_and_runs()
    {
        const string Words = """
            using System;

            using Elmo model = Elmo.Load(new Sememe.LoadOptions { Backend = Sememe.Backend.Simd });
            using Sememe.TokenVectors words = model.Contextualize("the bank of the river", default);
            Console.WriteLine($"{Elmo.Name} {words.Count} × {Elmo.HiddenSize} {words[0][0] != words[3][0]}");

            [Sememe.LanguageModel("elmo")]
            internal sealed partial class Elmo;
            """;
        using TemporaryFolder projects = feed.CreateProjects();
        projects.Write("app/app.csproj", feed.Project(Executable, feed.Reference));
        projects.Write("app/Program.cs", Words);
        Directory.CreateDirectory(projects["app", "models", "elmo"]);
        foreach (string file in (string[])["options.json", "weights.hdf5"])
        {
            File.Copy(TestPaths.InRepository("samples", "models", "tiny-elmo", file), projects["app", "models", "elmo", file]);
        }

        PackageFeed.Run(projects["app"], "publish", "-c", "Release", "-o", projects["out"]);

        Assert.Equal(["weights.hdf5"], Directory.GetFiles(projects["out", "models"], "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.Equal("elmo 5 × 48 True", PackageFeed.Run(projects.Path, projects["out", "app.dll"]).Trim());
    }

    [Fact]
    public void A_librarys_model_comes_along_to_the_application()
    {
        using TemporaryFolder projects = feed.CreateProjects();
        projects.Write("library/library.csproj", feed.Project(items: feed.Reference + """<LanguageModel Include="../elsewhere/folder" Name="tiny" />"""));
        projects.Write("library/Model.cs", Model);
        TinyModelFolder.Write(projects["elsewhere", "folder"]);
        projects.Write("app/app.csproj", feed.Project(Executable, """<ProjectReference Include="../library/library.csproj" />"""));
        projects.Write("app/Program.cs", Program);

        PackageFeed.Run(projects["app"], "build", "-o", projects["out"]);

        Assert.Equal(Printed, PackageFeed.Run(projects.Path, projects["out", "app.dll"]).Trim());
    }

    [Fact]
    public void A_second_build_compiles_nothing_even_when_the_weights_were_touched_and_clean_leaves_nothing()
    {
        using TemporaryFolder projects = feed.CreateProjects();
        projects.Write("library.csproj", feed.Project(items: feed.Reference));
        projects.Write("Model.cs", Model);
        TinyModelFolder.Write(projects["models", "tiny"]);
        PackageFeed.Run(projects.Path, "build");
        string assembly = projects["obj", "Debug", "net10.0", "library.dll"];
        DateTime compiled = File.GetLastWriteTimeUtc(assembly);
        File.SetLastWriteTimeUtc(projects["models", "tiny", "model.safetensors"], DateTime.UtcNow);

        PackageFeed.Run(projects.Path, "build");

        Assert.Equal(compiled, File.GetLastWriteTimeUtc(assembly));
        PackageFeed.Run(projects.Path, "clean");
        Assert.Empty(Directory.GetFiles(projects["obj", "Debug", "net10.0", "sememe"], "*", SearchOption.AllDirectories));
        Assert.False(File.Exists(projects["bin", "Debug", "net10.0", "models", "tiny", "model.safetensors"]));
    }
}
