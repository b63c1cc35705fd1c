using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Sememe.Testing;

namespace Sememe.Package.Tests;

/// <summary>What lies in the package.</summary>
[Collection(OnePackage.Name)]
public sealed class PackageContentTests(PackageFixture fixture)
{
    /// <summary>Everything but the assemblies compiled ahead of time (their folder is named after the machine), the rules' pages and what every package has.</summary>
    private static readonly string[] s_files =
    [
        "LICENSE",
        "NOTICE",
        .. File.Exists(TestPaths.InRepository("README.md")) ? new[] { "README.md" } : [],
        "Sememe.nuspec",
        "analyzers/dotnet/cs/Sememe.Analyzers.CodeFixes.dll",
        "analyzers/dotnet/cs/Sememe.Analyzers.dll",
        "analyzers/dotnet/cs/Sememe.Compiler.dll",
        "analyzers/dotnet/cs/Sememe.Families.dll",
        "analyzers/dotnet/cs/Sememe.Formats.dll",
        "analyzers/dotnet/cs/Sememe.Generator.dll",
        "analyzers/dotnet/cs/Sememe.Tokenization.dll",
        "build/Sememe.Texts.targets",
        "build/Sememe.props",
        "build/Sememe.targets",
        "buildTransitive/Sememe.props",
        "buildTransitive/Sememe.targets",
        "icon.png",
        "lib/net10.0/Sememe.Families.dll",
        "lib/net10.0/Sememe.Families.xml",
        "lib/net10.0/Sememe.Formats.dll",
        "lib/net10.0/Sememe.Formats.xml",
        "lib/net10.0/Sememe.Tokenization.dll",
        "lib/net10.0/Sememe.Tokenization.xml",
        "lib/net10.0/Sememe.dll",
        "lib/net10.0/Sememe.xml",
        "tasks/netstandard2.0/Sememe.Build.dll",
        "tasks/netstandard2.0/Sememe.Compiler.dll",
        "tasks/netstandard2.0/Sememe.Families.dll",
        "tasks/netstandard2.0/Sememe.Formats.dll",
        "tasks/netstandard2.0/Sememe.Tokenization.dll",
        "tools/net10.0/Sememe.Compiler.dll",
        "tools/net10.0/Sememe.Families.dll",
        "tools/net10.0/Sememe.Formats.dll",
        "tools/net10.0/Sememe.Tokenization.dll",
        "tools/net10.0/Sememe.Tool.deps.json",
        "tools/net10.0/Sememe.Tool.dll",
        "tools/net10.0/Sememe.Tool.runtimeconfig.json",
        "tools/net10.0/Sememe.dll",
        "tools/net10.0/System.Numerics.Tensors.dll",
    ];

    private static readonly string[] s_runtimeAssemblies = ["Sememe.Families.dll", "Sememe.Formats.dll", "Sememe.Tokenization.dll", "Sememe.dll"];

    [Fact]
    public void Package_holds_our_files_and_no_one_elses()
    {
        using ZipArchive package = ZipFile.OpenRead(fixture.Package);

        string[] files = [.. package.Entries.Select(static entry => entry.FullName).Where(static name => !IsOfTheFormat(name) && !IsPrecompiled(name) && !IsRulePage(name))];

        Assert.Equal(s_files, files.Order(StringComparer.Ordinal));
    }

    /// <summary>Diagnostics link to them.</summary>
    [Fact]
    public void Package_holds_the_page_of_every_rule()
    {
        using ZipArchive package = ZipFile.OpenRead(fixture.Package);

        string[] pages = [.. package.Entries.Where(static entry => IsRulePage(entry.FullName)).Select(static entry => entry.Name).Order(StringComparer.Ordinal)];

        Assert.Equal(Directory.GetFiles(TestPaths.InRepository("docs", "rules")).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal), pages);
    }

    /// <summary>For one machine the host takes all of a package's assemblies from one folder.</summary>
    [Fact]
    public void Either_all_assemblies_of_the_runtime_are_compiled_ahead_of_time_or_none()
    {
        using ZipArchive package = ZipFile.OpenRead(fixture.Package);

        string[] names = [.. package.Entries.Where(static entry => IsPrecompiled(entry.FullName)).Select(static entry => entry.Name).Order(StringComparer.Ordinal)];

        Assert.True(names.Length == 0 || names.SequenceEqual(s_runtimeAssemblies), string.Join(", ", names));
    }

    [Fact]
    public void Package_depends_on_tensor_primitives_only()
    {
        using ZipArchive package = ZipFile.OpenRead(fixture.Package);
        using Stream nuspec = package.GetEntry("Sememe.nuspec")!.Open();

        string[] dependencies = [.. XDocument.Load(nuspec).Descendants().Where(static element => element.Name.LocalName == "dependency").Select(static element => element.Attribute("id")!.Value)];

        Assert.Equal(["System.Numerics.Tensors"], dependencies);
    }

    [Fact]
    public void Assemblies_name_no_folder_of_the_machine_that_built_them()
    {
        using ZipArchive package = ZipFile.OpenRead(fixture.Package);
        byte[] folder = Encoding.UTF8.GetBytes(TestPaths.Repository);

        string[] files = [.. package.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal) && PackageEntry.Read(entry).AsSpan().IndexOf(folder) >= 0).Select(static entry => entry.FullName)];

        Assert.Empty(files);
    }

    /// <summary>Without the time of the build, in the package and in what is packed.</summary>
    [Fact]
    public void Packed_again_it_has_the_same_bytes()
    {
        string again = Path.Combine(fixture.Folder, "again");
        PackageFixture.Pack("src/Package", fixture.Version, again);
        PackageFixture.Pack("src/Extensions.AI", fixture.Version, again);

        foreach (string package in new[] { fixture.Package, Path.ChangeExtension(fixture.Package, ".snupkg"), fixture.ExtensionsPackage })
        {
            Assert.True(File.ReadAllBytes(package).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(again, Path.GetFileName(package)))), package);
        }
    }

    [Theory]
    [InlineData("readme", "README.md")]
    [InlineData("icon", "icon.png")]
    [InlineData("license", "MIT")]
    public void Both_packages_say_what_they_are(string element, string value)
    {
        foreach (string path in new[] { fixture.Package, fixture.ExtensionsPackage })
        {
            using ZipArchive package = ZipFile.OpenRead(path);
            using Stream nuspec = package.Entries.Single(static entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();

            Assert.Equal(value, XDocument.Load(nuspec).Descendants().Single(one => one.Name.LocalName == element).Value);
            Assert.True(element == "license" || package.GetEntry(value) is { Length: > 0 }, $"{path} has no {value}");
        }
    }

    [Fact]
    public void Package_of_extensions_holds_one_library_and_depends_on_the_package_of_its_version()
    {
        using ZipArchive package = ZipFile.OpenRead(fixture.ExtensionsPackage);
        using Stream nuspec = package.GetEntry("Sememe.Extensions.AI.nuspec")!.Open();
        Dictionary<string, string> dependencies = XDocument.Load(nuspec).Descendants().Where(static element => element.Name.LocalName == "dependency")
            .ToDictionary(static element => element.Attribute("id")!.Value, static element => element.Attribute("version")!.Value);

        Assert.Equal(
            ["LICENSE", "README.md", "Sememe.Extensions.AI.nuspec", "icon.png", "lib/net10.0/Sememe.Extensions.AI.dll", "lib/net10.0/Sememe.Extensions.AI.xml"],
            package.Entries.Select(static entry => entry.FullName).Where(static name => !IsOfTheFormat(name)).Order(StringComparer.Ordinal));
        Assert.Equal(
            new() { ["Sememe"] = fixture.Version, ["Microsoft.Extensions.AI.Abstractions"] = CentralVersions.Of("Microsoft.Extensions.AI.Abstractions"), ["Microsoft.Extensions.DependencyInjection.Abstractions"] = CentralVersions.Of("Microsoft.Extensions.DependencyInjection.Abstractions") },
            dependencies);
    }

    [Fact]
    public void Symbols_of_every_library_lie_in_the_symbol_package()
    {
        using ZipArchive symbols = ZipFile.OpenRead(Path.ChangeExtension(fixture.Package, ".snupkg"));

        string[] files = [.. symbols.Entries.Where(static entry => entry.Name.EndsWith(".pdb", StringComparison.Ordinal)).Select(static entry => Path.ChangeExtension(entry.Name, ".dll")).Order(StringComparer.Ordinal)];

        Assert.Equal(s_runtimeAssemblies, files);
    }

    private static bool IsPrecompiled(string name) => name.StartsWith("runtimes/", StringComparison.Ordinal);

    private static bool IsRulePage(string name) => name.StartsWith("docs/rules/", StringComparison.Ordinal);

    private static bool IsOfTheFormat(string name) =>
        name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal) || name == "[Content_Types].xml";
}
