using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sememe.Generator.Tests.Harness;

namespace Sememe.Analyzers.Tests.Harness;

/// <summary>Runs one rule over code.</summary>
internal static class Rule
{
    /// <summary>Expects the rule to report exactly the marked spans.</summary>
    /// <param name="analyzer">The rule.</param>
    /// <param name="marked">The code.</param>
    /// <param name="properties">Properties of the project.</param>
    public static async Task<ImmutableArray<Diagnostic>> AssertReports(DiagnosticAnalyzer analyzer, string marked, params (string Name, string Value)[] properties)
    {
        var markup = Markup.Parse(marked);
        Compilation compilation = TestCode.Compile(markup.Source);
        TestCode.AssertCompiles(compilation);

        ImmutableArray<Diagnostic> reported = await Run(analyzer, compilation, properties);

        Assert.Equal(markup.Spans.Select(span => markup.Source.Substring(span.Start, span.Length)), reported.Select(TextOf));
        Assert.Equal(markup.Spans, reported.Select(static diagnostic => diagnostic.Location.SourceSpan));
        return reported;
    }

    /// <summary>What the rule reports about the code under test, in order of place; an exception inside it fails the test.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Run(DiagnosticAnalyzer analyzer, Compilation compilation, params (string Name, string Value)[] properties)
    {
        Exception? failure = null;
        CompilationWithAnalyzersOptions options = new(
            new AnalyzerOptions(TestModels.Files, new InMemoryOptions(properties)),
            onAnalyzerException: (exception, _, _) => failure = exception, // thrown here, it would be swallowed
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        SemanticModel code = compilation.GetSemanticModel(TestCode.Tree(compilation));
        ImmutableArray<Diagnostic> all = await compilation.WithAnalyzers([analyzer], options).GetAnalyzerSemanticDiagnosticsAsync(code, filterSpan: null, CancellationToken.None);
        Assert.Null(failure);
        return [.. all.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.End)];
    }

    private static string TextOf(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
}
