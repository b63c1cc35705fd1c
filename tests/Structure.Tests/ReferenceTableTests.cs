using System.Xml.Linq;
using Sememe.Testing;

namespace Sememe.Structure.Tests;

/// <summary>Which project may reference which: the table of docs/architecture.md, enforced over the project files.</summary>
public sealed class ReferenceTableTests
{
    private const string Roslyn = "Microsoft.CodeAnalysis.CSharp";
    private const string RoslynRules = "Microsoft.CodeAnalysis.Analyzers";
    private const string Workspaces = "Microsoft.CodeAnalysis.CSharp.Workspaces";

    public static TheoryData<string, string, string[]> Table => new()
    {
        { "Formats", "netstandard2.0;net10.0", ["System.Memory"] },
        { "Tokenization", "netstandard2.0;net10.0", ["System.Memory"] },
        { "Families", "netstandard2.0;net10.0", ["Formats"] },
        { "Compiler", "netstandard2.0;net10.0", ["Formats", "Tokenization", "Families"] },
        { "Generator", "netstandard2.0", ["Compiler", Roslyn, RoslynRules] },
        { "Build", "netstandard2.0", ["Compiler", "Microsoft.Build.Utilities.Core", "Microsoft.Build.Framework"] },
        { "Analyzers", "netstandard2.0", ["Compiler", Roslyn, RoslynRules] },
        { "Analyzers.CodeFixes", "netstandard2.0", ["Analyzers", Workspaces, RoslynRules] },
        { "Tool", "net10.0", ["Compiler", "Runtime"] },
        { "Runtime", "net10.0", ["Formats", "Tokenization", "Families", "System.Numerics.Tensors"] },
        { "Extensions.AI", "net10.0", ["Runtime", "Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions"] },
    };

    [Theory, MemberData(nameof(Table))]
    public void Project_targets_and_references_what_the_table_says(string folder, string targets, string[] allowed)
    {
        XDocument project = XDocument.Load(Directory.GetFiles(TestPaths.InRepository("src", folder), "*.csproj").Single());

        string actualTargets = project.Descendants().Single(static e => e.Name.LocalName is "TargetFramework" or "TargetFrameworks").Value;
        string[] references =
        [
            .. project.Descendants("ProjectReference").Select(static e => Path.GetFileName(Path.GetDirectoryName(e.Attribute("Include")!.Value))!),
            .. project.Descendants("PackageReference").Select(static e => e.Attribute("Include")!.Value),
        ];

        Assert.Equal(targets, actualTargets);
        Assert.Empty(references.Except(allowed));
    }

    [Fact]
    public void Every_source_project_is_in_the_table()
    {
        string[] listed = [.. Table.Select(static row => (string)row[0]), "Package"];

        string[] folders = [.. Directory.GetDirectories(TestPaths.InRepository("src")).Select(static path => Path.GetFileName(path)).Where(static name => name is not ("bin" or "obj"))];

        Assert.Equal(listed.Order(), folders.Order());
    }
}
