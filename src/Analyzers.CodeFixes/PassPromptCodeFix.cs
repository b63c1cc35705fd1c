using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Sememe.Analyzers;

/// <summary>Passes one of the model's prompts behind the text; one fix for each prompt, and one for none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassPromptCodeFix)), Shared]
public sealed class PassPromptCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [UsageIds.PromptMissing];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (context.Diagnostics is not [{ Properties: var properties } diagnostic, ..]
            || !properties.TryGetValue(PromptMissingAnalyzer.PromptsKey, out string? prompts)
            || root?.FindNode(context.Span, getInnermostNodeForTie: true) is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call
            || arguments.Any(static argument => argument.NameColon is not null)
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } semantics
            || semantics.GetSymbolInfo(call, context.CancellationToken).Symbol?.ContainingType is not { } model)
        {
            return;
        }

        foreach (string prompt in prompts!.Split(',').Append(PromptUse.NoneName))
        {
            string title = $"Pass Prompt.{prompt}";
            context.RegisterCodeFix(
                CodeAction.Create(title, _ => Task.FromResult(Pass(context.Document, root, call, model, prompt)), equivalenceKey: title),
                diagnostic);
        }
    }

    private static Document Pass(Document document, SyntaxNode root, InvocationExpressionSyntax call, INamedTypeSymbol model, string prompt)
    {
        var generator = SyntaxGenerator.GetGenerator(document);
        SyntaxNode member = generator
            .MemberAccessExpression(generator.MemberAccessExpression(generator.TypeExpression(model, addImport: false), PromptUse.TypeName), prompt)
            .WithAdditionalAnnotations(Simplifier.Annotation);
        ArgumentSyntax[] arguments = [.. call.ArgumentList.Arguments];
        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        List<SyntaxNodeOrToken> list = [arguments[0], comma, SyntaxFactory.Argument((ExpressionSyntax)member)];
        foreach (ArgumentSyntax argument in arguments.Skip(1))
        {
            list.Add(comma);
            list.Add(argument);
        }

        return document.WithSyntaxRoot(root.ReplaceNode(call, call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(list)))));
    }
}
