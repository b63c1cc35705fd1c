using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Sememe.Generator.Tests.Harness;

namespace Sememe.Analyzers.Tests.Harness;

/// <summary>Applies a fix as an editor does.</summary>
/// <param name="fix">The fix.</param>
/// <param name="find">What the rule reports about a compilation.</param>
internal sealed class CodeFix(CodeFixProvider fix, Func<Compilation, Task<ImmutableArray<Diagnostic>>> find)
{
    /// <summary>Fixes the first diagnostic, and the first one left after that, until none is left; the result must compile.</summary>
    public async Task AssertFixes(string before, string after, params string[] titles)
    {
        using AdhocWorkspace workspace = new();
        Document document = Open(workspace, before);
        List<string> applied = [];
        while (await Diagnostics(document) is [var first, ..])
        {
            Assert.True(applied.Count < titles.Length, $"still reported after {applied.Count} fixes: {first}\n{await document.GetTextAsync()}");
            List<CodeAction> offered = await Actions(document, first);
            CodeAction? action = offered.Find(action => action.Title == titles[applied.Count]);
            Assert.True(action is not null, $"offered: {string.Join(", ", offered.Select(static action => action.Title))}");
            applied.Add(action.Title);
            document = await Apply(action, document);
        }

        Assert.Equal(titles, applied);
        await AssertIs(after, document);
    }

    /// <summary>Fixes all diagnostics of the document at once.</summary>
    public async Task AssertFixesAll(string before, string after)
    {
        using AdhocWorkspace workspace = new();
        Document document = Open(workspace, before);
        ImmutableArray<Diagnostic> diagnostics = await Diagnostics(document);
        CodeAction first = (await Actions(document, diagnostics[0]))[0];

        FixAllContext context = new(document, fix, FixAllScope.Document, first.EquivalenceKey!, diagnostics.Select(static diagnostic => diagnostic.Id).Distinct(), new Known(diagnostics), CancellationToken.None);
        CodeAction all = (await fix.GetFixAllProvider()!.GetFixAsync(context))!;
        document = await Apply(all, document);

        Assert.Empty(await Diagnostics(document));
        await AssertIs(after, document);
    }

    /// <summary>Expects that the diagnostic is there and no fix is offered.</summary>
    public async Task AssertOffersNothing(string code)
    {
        using AdhocWorkspace workspace = new();
        Document document = Open(workspace, code);

        Diagnostic diagnostic = Assert.Single(await Diagnostics(document));

        Assert.Empty(await Actions(document, diagnostic));
    }

    private static Document Open(AdhocWorkspace workspace, string code)
    {
        Project project = workspace.AddProject("Test", LanguageNames.CSharp)
            .WithParseOptions(TestCode.ParseOptions)
            .WithCompilationOptions(TestCode.CompilationOptions)
            .WithMetadataReferences(TestReferences.All);
        foreach (SyntaxTree tree in TestModels.Trees)
        {
            project = project.AddDocument(tree.FilePath, tree.GetText(), filePath: tree.FilePath).Project;
        }

        return project.AddDocument(TestCode.FileName, code, filePath: TestCode.FileName);
    }

    /// <summary>What is reported, attached to the document as an editor does: a generator's diagnostics name their place by path.</summary>
    private async Task<ImmutableArray<Diagnostic>> Diagnostics(Document document)
    {
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        ImmutableArray<Diagnostic> diagnostics = await find((await document.Project.GetCompilationAsync())!);
        Assert.All(diagnostics, static diagnostic => Assert.Equal(TestCode.FileName, diagnostic.Location.GetLineSpan().Path));
        return [.. diagnostics.Select(diagnostic => Diagnostic.Create(diagnostic.Descriptor, Location.Create(tree, diagnostic.Location.SourceSpan), diagnostic.AdditionalLocations, diagnostic.Properties))];
    }

    private async Task<List<CodeAction>> Actions(Document document, Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private static async Task<Document> Apply(CodeAction action, Document document)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        Document changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution.GetDocument(document.Id)!;
        changed = await Simplifier.ReduceAsync(changed);
        return await Formatter.FormatAsync(changed, Formatter.Annotation);
    }

    private static async Task AssertIs(string after, Document document)
    {
        Assert.Equal(after, (await document.GetTextAsync()).ToString(), ignoreLineEndingDifferences: true);
        TestCode.AssertCompiles((await document.Project.GetCompilationAsync())!);
    }

    /// <summary>Hands out diagnostics that are known already.</summary>
    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
