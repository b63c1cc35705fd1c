using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sememe.Compiler.Findings;

namespace Sememe.Analyzers;

/// <summary><c>Embed(text)</c> of a model that wants a prompt before every text and has no default.</summary>
/// <remarks>
/// Certain only where every prompt is a text and there are at least two, as <c>query: </c> and <c>passage: </c>: many models have one prompt for queries and want
/// none before a passage. The property <see cref="PromptsKey"/> of the diagnostic holds the prompts' names for a fix.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PromptMissingAnalyzer : UsageAnalyzer
{
    internal const string PromptsKey = "Prompts";

    internal static readonly DiagnosticDescriptor Rule = new(
        UsageIds.PromptMissing,
        "The model wants a prompt",
        "'{0}' was trained with a prompt before every text ({1}) and this call names none; pass one of {0}.Prompt, or Prompt.None for a text that has it already",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(UsageIds.PromptMissing));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override void Start(CompilationStartAnalysisContext start, KnownTypes types)
    {
        ProjectModels models = new(start.Options, types);
        start.RegisterOperationAction(operation => Check(operation, types, models), OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext context, KnownTypes types, ProjectModels models)
    {
        var call = (IInvocationOperation)context.Operation;
        if (PromptUse.Of(call, types) is { Prompt: null, Text: { } text } use
            && HasOverload(use)
            && models.PromptsOf(use.Model, context.CancellationToken) is { DefaultPrompt: < 0, Prompts: { Count: >= 2 } prompts }
            && prompts.All(static prompt => prompt.Text.Length > 0)
            && !prompts.Any(prompt => ConstantText.StartOf(text)?.StartsWith(prompt.Text, StringComparison.Ordinal) == true))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                call.Syntax.GetLocation(),
                ImmutableDictionary<string, string?>.Empty.Add(PromptsKey, string.Join(",", prompts.Select(static prompt => prompt.Identifier))),
                use.Model.Name,
                string.Join(", ", prompts.Select(static prompt => $"\"{prompt.Text}\""))));
        }
    }

    /// <summary>True when the same call with a prompt behind the text exists.</summary>
    private static bool HasOverload(PromptUse use) => use.Model.GetMembers(use.Call.TargetMethod.Name).OfType<IMethodSymbol>().Any(other =>
        other.Parameters.Length == use.Call.TargetMethod.Parameters.Length + 1
        && other.Parameters[1].Type.Name == PromptUse.TypeName
        && use.Call.TargetMethod.Parameters.Select(static parameter => parameter.Type).SequenceEqual(
            other.Parameters.RemoveAt(1).Select(static parameter => parameter.Type), SymbolEqualityComparer.Default));
}
