using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sememe.Compiler.Findings;
using Sememe.Compiler.Tasks;

namespace Sememe.Analyzers;

/// <summary>A text that begins with a prompt and gets one on top: <c>Embed("query: …", Prompt.Query)</c>.</summary>
/// <remarks>The property <see cref="PromptKey"/> of the diagnostic holds the prompt that stands in the text, for a fix.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PromptTwiceAnalyzer : UsageAnalyzer
{
    internal const string PromptKey = "Prompt";

    internal static readonly DiagnosticDescriptor Rule = new(
        UsageIds.PromptTwice,
        "The prompt is written and passed",
        "The text begins with \"{0}\" and Prompt.{1} puts \"{2}\" before it; leave it out of the text",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(UsageIds.PromptTwice));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes types)
    {
        ProjectModels models = new(start.Options, types);
        start.RegisterOperationAction(operation => Check(operation, types, models), OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext context, KnownTypes types, ProjectModels models)
    {
        if (PromptUse.Of((IInvocationOperation)context.Operation, types) is { Text: { } text } use
            && ConstantText.StartOf(text) is { } start
            && models.PromptsOf(use.Model, context.CancellationToken) is { } task
            && Passed(use, task) is { Text.Length: > 0 } passed
            && task.Prompts.FirstOrDefault(prompt => prompt.Text.Length > 0 && start.StartsWith(prompt.Text, StringComparison.Ordinal)) is { } written)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                text.Syntax.GetLocation(),
                ImmutableDictionary<string, string?>.Empty.Add(PromptKey, written.Text),
                written.Text,
                passed.Identifier,
                passed.Text));
        }
    }

    /// <summary>The prompt that the call puts before the text: the one it names, or the default.</summary>
    private static PromptSpec? Passed(PromptUse use, SentenceTask task) =>
        use.Prompt is { } name ? task.Prompts.FirstOrDefault(prompt => prompt.Identifier == name)
        : task.DefaultPrompt >= 0 ? task.Prompts[task.DefaultPrompt]
        : null;
}
