namespace Sememe.Package.Tests;

/// <summary>Projects of every kind that may use the package, built by one command.</summary>
internal sealed class ConsumerProjects
{
    /// <summary>What every program prints of the small model: name, ids of a text, whether its vector is the same alone and in a batch.</summary>
    public const string Printed = "tiny-sentences [0 217 2] True";

    /// <summary>The application with a model of its own.</summary>
    public const string Application = "Application";

    /// <summary>A project and a model whose names hold blanks and letters beyond ASCII.</summary>
    public const string Unicode = "Größe und 空間";

    private const string ModelClass = """
        namespace Demo;

        /// <summary>Mine.</summary>
        [Sememe.LanguageModel("{0}")]
        public sealed partial class {1};
        """;

    private const string Program = """
        using System;
        using Demo;

        using Tiny model = Tiny.Load(new Sememe.LoadOptions { Backend = Sememe.Backend.Simd });
        Tiny.Vector[] batch = new Tiny.Vector[2];
        model.Embed(new[] { "Everyone", "All human beings" }, batch);
        Console.WriteLine($"{Tiny.Name} [{string.Join(' ', Tiny.Tokenizer.Encode("Everyone").Ids)}] {batch[0].Equals(model.Embed("Everyone")) && !batch[0].Equals(batch[1])}");
        """;

    private readonly PackageFixture _packages;

    public ConsumerProjects(PackageFixture packages)
    {
        _packages = packages;
        Folder = packages.CreateFolder("consumers");
        WriteApplication();
        WriteLibrary();
        WriteTests();
        WriteTwoModels();
        WriteUnicode();
        WriteMultiTargeted();
        WriteOlderLibrary();
        WriteWeb();
        WriteExtensions();
        WriteElmo();
        string[] projects = [.. Folder.Files().Where(static file => file.EndsWith(".csproj", StringComparison.Ordinal))];
        Folder.Write("All.slnx", $"<Solution>{string.Concat(projects.Select(static file => $"<Project Path=\"{file}\" />"))}</Solution>");
        Folder.Dotnet(".", "build", "All.slnx", "-c", "Release");
    }

    /// <summary>Where the projects are.</summary>
    public ProjectFolder Folder { get; }

    /// <summary>A reference to the package.</summary>
    private string Package => Reference("Sememe", _packages.Version);

    /// <summary>Runs a project as built, from another current folder than its own: nothing may depend on that.</summary>
    public string Run(string project, string framework = "net10.0") => RunFile(Folder[project, "bin", "Release", framework, project + ".dll"]);

    /// <summary>Runs a program.</summary>
    public static string RunFile(string file) => DotnetCommand.Run(Path.GetTempPath(), file).Trim().ReplaceLineEndings("\n");

    private static string Reference(string package, string version) => $"""<PackageReference Include="{package}" Version="{version}" />""";

    private static string ProjectReference(string project) => $"""<ProjectReference Include="../{project}/{project}.csproj" />""";

    private static string ClassOf(string model, string name) => ModelClass.Replace("{0}", model, StringComparison.Ordinal).Replace("{1}", name, StringComparison.Ordinal);

    private void WriteApplication()
    {
        Folder.WriteProject(Application, Package);
        Folder.Write("Application/Model.cs", ClassOf("tiny-sentences", "Tiny"));
        Folder.Write("Application/Program.cs", Program);
        Folder.CopyModel("tiny-sentences", "Application", "models", "tiny-sentences");
    }

    private void WriteLibrary()
    {
        Folder.WriteProject("Library", Package + """<LanguageModel Include="../elsewhere/folder" Name="tiny-sentences" />""", "");
        Folder.Write("Library/Model.cs", ClassOf("tiny-sentences", "Tiny"));
        Folder.CopyModel("tiny-sentences", "elsewhere", "folder");
        Folder.WriteProject("UsesLibrary", ProjectReference("Library"));
        Folder.Write("UsesLibrary/Program.cs", Program + "\nConsole.WriteLine(typeof(Sememe.Backend).Assembly.Location);");
    }

    private void WriteTests()
    {
        string[] packages = ["Microsoft.NET.Test.Sdk", "xunit", "xunit.runner.visualstudio"];
        Folder.WriteProject("Tests", Package + string.Concat(packages.Select(static package => Reference(package, CentralVersions.Of(package)))), "<NoWarn>$(NoWarn);CA1707</NoWarn>");
        Folder.Write("Tests/Model.cs", ClassOf("tiny-sentences", "Tiny"));
        Folder.Write("Tests/Tests.cs", """
            namespace Demo;

            /// <summary>Mine.</summary>
            public sealed class Tests
            {
                /// <summary>Mine.</summary>
                [Xunit.Fact]
                public void Model_embeds()
                {
                    using Tiny model = Tiny.Load();
                    Xunit.Assert.NotEqual(model.Embed("one"), model.Embed("two"));
                }
            }
            """);
        Folder.CopyModel("tiny-sentences", "Tests", "models", "tiny-sentences");
    }

    /// <summary>Paths and metadata as Windows writes them.</summary>
    private void WriteTwoModels()
    {
        Folder.WriteProject(
            "TwoModels",
            Package + """<LanguageModel Include="..\shared\all-MiniLM-L6-v2" Weights="onnx\model_qint8.onnx" /><LanguageModel Include="..\shared\classifier\" Name="sorts" />""");
        Folder.Write("TwoModels/Model.cs", ClassOf("all-MiniLM-L6-v2", "MiniLm"));
        Folder.Write("TwoModels/Other.cs", ClassOf("sorts", "Sorts"));
        Folder.Write("TwoModels/Program.cs", """
            using System;
            using Demo;

            using MiniLm embeds = MiniLm.Load();
            using Sorts sorts = Sorts.Load();
            MiniLm.Vector vector = embeds.Embed("Hello world");
            Console.WriteLine($"{vector.Dot(vector):0.0000} [{string.Join(' ', MiniLm.Tokenizer.Encode("Hello world").Ids)}] {Enum.IsDefined(sorts.Classify("Hello world").Best)}");
            """);
        Folder.CopyModel("all-MiniLM-L6-v2", "shared", "all-MiniLM-L6-v2");
        Folder.CopyModel("tiny-classifier", "shared", "classifier");
    }

    private void WriteUnicode()
    {
        const string Model = "modèle à moi 模型";
        Folder.WriteProject(Unicode, Package);
        Folder.Write(Unicode + "/Model.cs", ClassOf(Model, "Tiny"));
        Folder.Write(Unicode + "/Program.cs", Program.Replace("using Demo;", "using Demo;\n\nConsole.OutputEncoding = System.Text.Encoding.UTF8;", StringComparison.Ordinal));
        Folder.CopyModel("tiny-sentences", Unicode, "models", Model);
    }

    private void WriteMultiTargeted()
    {
        // The pack of the Windows desktop is not asked for: nothing here needs it, and not every machine can get it.
        Folder.WriteProject(
            "MultiTargeted",
            Package,
            "<TargetFramework /><TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks><EnableWindowsTargeting>true</EnableWindowsTargeting><DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads><OutputType>Exe</OutputType>");
        Folder.Write("MultiTargeted/Model.cs", ClassOf("tiny-sentences", "Tiny"));
        Folder.Write("MultiTargeted/Program.cs", Program);
        Folder.CopyModel("tiny-sentences", "MultiTargeted", "models", "tiny-sentences");
    }

    private void WriteOlderLibrary()
    {
        Folder.WriteProject("OlderLibrary", Reference("Sememe", _packages.OlderVersion), "");
        Folder.Write("OlderLibrary/Model.cs", ClassOf("tiny-sentences", "Tiny"));
        Folder.CopyModel("tiny-sentences", "OlderLibrary", "models", "tiny-sentences");
        Folder.WriteProject("UsesOlderLibrary", Package + ProjectReference("OlderLibrary"));
        Folder.Write("UsesOlderLibrary/Model.cs", ClassOf("tiny-classifier", "Sorts"));
        Folder.Write("UsesOlderLibrary/Program.cs", Program + """

            using Sorts sorts = Sorts.Load();
            Console.WriteLine(Enum.IsDefined(sorts.Classify("Hello world").Best));
            """);
        Folder.CopyModel("tiny-classifier", "UsesOlderLibrary", "models", "tiny-classifier");
    }

    private void WriteWeb()
    {
        Folder.WriteProject("Web", Package + """<LanguageModel Include="other/tiny-classifier" />""", "", "Microsoft.NET.Sdk.Web");
        Folder.Write("Web/Model.cs", ClassOf("tiny-sentences", "Tiny"));
        Folder.Write("Web/Program.cs", Program + """

            Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder().Build();
            """);
        Folder.Write("Web/appsettings.json", "{}");
        Folder.CopyModel("tiny-sentences", "Web", "models", "tiny-sentences");
        Folder.CopyModel("tiny-classifier", "Web", "other", "tiny-classifier");
    }

    private void WriteExtensions()
    {
        Folder.WriteProject("Extensions", Reference("Sememe.Extensions.AI", _packages.Version) + Reference("Microsoft.Extensions.DependencyInjection", CentralVersions.Of("Microsoft.Extensions.DependencyInjection")));
        Folder.Write("Extensions/Model.cs", ClassOf("tiny-sentences", "Tiny"));
        Folder.Write("Extensions/Program.cs", """
            using System;
            using Demo;
            using Microsoft.Extensions.AI;
            using Microsoft.Extensions.DependencyInjection;

            ServiceProvider provider = new ServiceCollection().AddLanguageModel<Tiny>().BuildServiceProvider();
            await using (provider)
            {
                Embedding<float> embedding = await provider.GetRequiredService<Tiny>().AsEmbeddingGenerator().GenerateAsync("Everyone");
                Console.WriteLine($"{embedding.ModelId} {embedding.Vector.Length == Tiny.Dimensions}");
            }
            """);
        Folder.CopyModel("tiny-sentences", "Extensions", "models", "tiny-sentences");
    }

    /// <summary>Options and HDF5: neither config.json nor a tokenizer.</summary>
    private void WriteElmo()
    {
        Folder.WriteProject("Elmo", Package);
        Folder.Write("Elmo/Model.cs", ClassOf("tiny-elmo", "Words"));
        Folder.Write("Elmo/Program.cs", """
            using System;
            using Demo;

            using Words model = Words.Load(new Sememe.LoadOptions { Backend = Sememe.Backend.Simd });
            using Sememe.TokenVectors words = model.Contextualize("the bank of the river", default);
            Console.WriteLine($"{Words.Name} {words.Count} {Words.HiddenSize} {words[0][0] != words[3][0]}");
            """);
        Folder.CopyModel("tiny-elmo", "Elmo", "models", "tiny-elmo");
    }
}
