using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Sememe.Analyzers.Tests.Harness;
using Sememe.Compiler.Findings;
using Sememe.Generator.Reports;
using Sememe.Testing;

namespace Sememe.Analyzers.Tests;

/// <summary>All rules, the generator's and the analyzers': descriptors, pages, index, help links, release files, fixes and tests say the same.</summary>
public sealed class RulePageTests
{
    private const string TableStart = "| rule | severity | fix | about |\n|---|---|---|---|\n";

    private static readonly string[] s_sections = ["## What", "## Why", "## Code that triggers it", "## Code that does not", "## How to fix it"];

    private static DiagnosticAnalyzer[] Analyzers { get; } = [.. InstancesOf<DiagnosticAnalyzer>(typeof(DestinationTooSmallAnalyzer))];

    private static CodeFixProvider[] Fixes { get; } = [.. InstancesOf<CodeFixProvider>(typeof(UseDimensionsCodeFix))];

    private static DiagnosticDescriptor[] UsageRules { get; } = [.. Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics)];

    private static DiagnosticDescriptor[] AllRules { get; } = [.. Descriptors.All, .. UsageRules];

    public static TheoryData<string> Ids => [.. AllRules.Select(static rule => rule.Id)];

    public static TheoryData<string> AnalyzerNames => [.. Analyzers.Select(static analyzer => analyzer.GetType().Name)];

    public static TheoryData<string> FixNames => [.. Fixes.Select(static fix => fix.GetType().Name)];

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_has_a_page_with_its_title_and_every_section(string id)
    {
        DiagnosticDescriptor rule = RuleOf(id);

        string page = File.ReadAllText(TestPaths.InRepository("docs", "rules", id + ".md"));

        Assert.StartsWith($"# {id}: {rule.Title}\n\n| | |\n|---|---|\n| Category | {rule.Category} |\n| Severity | {rule.DefaultSeverity.ToString().ToLowerInvariant()} |\n", page, StringComparison.Ordinal);
        Assert.Equal(s_sections, page.Split('\n').Where(static line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Equal(HasFix(id), page.Contains("\n| Fix | ", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_help_link_leads_to_the_page(string id) =>
        Assert.Equal(TestPaths.InRepository("docs", "rules", id + ".md"), TestPaths.InRepository(RuleOf(id).HelpLinkUri.Split('/')));

    [Fact]
    public void An_id_is_used_once() => Assert.Distinct(AllRules.Select(static rule => rule.Id));

    [Fact]
    public void Pages_are_of_rules_and_of_what_the_build_itself_reports()
    {
        IEnumerable<string?> pages = Directory.GetFiles(TestPaths.InRepository("docs", "rules"), "SEM*.md").Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(AllRules.Select(static rule => rule.Id).Append(FindingIds.BadItem).Order(), pages.Order());
    }

    [Fact]
    public void The_index_lists_every_rule()
    {
        string path = TestPaths.InRepository("docs", "rules", "README.md");
        string text = File.ReadAllText(path);
        string expected = text[..(text.IndexOf(TableStart, StringComparison.Ordinal) + TableStart.Length)] + Index();
        if (Environment.GetEnvironmentVariable("SEMEME_ACCEPT") == "1")
        {
            File.WriteAllText(path, expected);
            return;
        }

        Assert.Equal(expected, text);
    }

    [Theory]
    [InlineData("Generator")]
    [InlineData("Analyzers")]
    public void Release_files_list_exactly_the_rules(string project)
    {
        DiagnosticDescriptor[] rules = project == "Generator" ? [.. Descriptors.All] : UsageRules;

        IEnumerable<string> released = Directory.GetFiles(TestPaths.InRepository("src", project), "AnalyzerReleases.*.md")
            .SelectMany(File.ReadAllLines)
            .Where(static line => line.StartsWith("SEM", StringComparison.Ordinal));

        Assert.Equal(rules.Select(static rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}").Order(), released.Order());
    }

    [Fact]
    public void Every_id_of_a_finding_has_a_descriptor_in_the_generator() =>
        Assert.Equal(ValuesOf(typeof(FindingIds)).Where(static id => id != FindingIds.BadItem).Order(), Descriptors.All.Select(static rule => rule.Id).Order());

    [Fact]
    public void Every_id_of_usage_has_an_analyzer() => Assert.Equal(ValuesOf(typeof(UsageIds)).Order(), UsageRules.Select(static rule => rule.Id).Order());

    [Theory, MemberData(nameof(AnalyzerNames))]
    public void An_analyzer_is_one_rule_with_tests_of_its_own(string name)
    {
        DiagnosticAnalyzer analyzer = Analyzers.Single(analyzer => analyzer.GetType().Name == name);

        Assert.Single(analyzer.SupportedDiagnostics);
        Assert.True(analyzer.GetType() is { IsSealed: true, IsPublic: true });
        Assert.EndsWith("Analyzer", name, StringComparison.Ordinal);
        Assert.Contains(name[..^"Analyzer".Length] + "Tests", TestClasses());
    }

    [Theory, MemberData(nameof(FixNames))]
    public void A_fix_is_of_one_rule_and_has_tests_of_its_own(string name)
    {
        CodeFixProvider fix = Fixes.Single(fix => fix.GetType().Name == name);

        Assert.Contains(Assert.Single(fix.FixableDiagnosticIds), AllRules.Select(static rule => rule.Id));
        Assert.NotNull(fix.GetFixAllProvider());
        Assert.Contains(name + "Tests", TestClasses());
    }

    [Theory, MemberData(nameof(AnalyzerNames))]
    public async Task Code_that_cannot_use_models_is_left_alone(string name)
    {
        DiagnosticAnalyzer analyzer = Analyzers.Single(analyzer => analyzer.GetType().Name == name);
        CSharpCompilation compilation = TestCode.Create([TestCode.Parse("class C { void M() => System.Console.WriteLine(); }")]);

        Assert.Empty(await Rule.Run(analyzer, compilation.WithReferences(compilation.References.Where(static reference => !reference.Display!.Contains("Sememe", StringComparison.Ordinal)))));
    }

    private static string Index()
    {
        StringBuilder table = new();
        foreach (DiagnosticDescriptor? rule in AllRules.Select(static rule => (rule.Id, rule: (DiagnosticDescriptor?)rule)).Append((FindingIds.BadItem, null)).OrderBy(static row => row.Id, StringComparer.Ordinal).Select(static row => row.rule))
        {
            string id = rule?.Id ?? FindingIds.BadItem;
            string title = rule?.Title.ToString(CultureInfo.InvariantCulture) ?? File.ReadLines(TestPaths.InRepository("docs", "rules", id + ".md")).First()[$"# {id}: ".Length..];
            table.Append(CultureInfo.InvariantCulture, $"| [{id}]({id}.md) | {rule?.DefaultSeverity ?? DiagnosticSeverity.Error} | {(HasFix(id) ? "yes" : "")} | {title} |\n");
        }

        return table.ToString();
    }

    private static bool HasFix(string id) => Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id));

    private static DiagnosticDescriptor RuleOf(string id) => AllRules.Single(rule => rule.Id == id);

    private static IEnumerable<string> ValuesOf(Type ids) => ids.GetFields().Select(static field => (string)field.GetValue(null)!);

    private static IEnumerable<string> TestClasses() => typeof(RulePageTests).Assembly.GetTypes().Select(static type => type.Name);

    private static IEnumerable<T> InstancesOf<T>(Type inAssembly) =>
        inAssembly.Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract).Select(static type => (T)Activator.CreateInstance(type)!);
}
