using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sememe.Analyzers;

/// <summary>Replaces a string that no label has by the most similar one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseNearestLabelCodeFix)), Shared]
public sealed class UseNearestLabelCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [UsageIds.UnknownLabel];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (context.Diagnostics is [{ Properties: var properties } diagnostic, ..]
            && properties.TryGetValue(UnknownLabelAnalyzer.NearestKey, out string? nearest)
            && root?.FindNode(context.Span, getInnermostNodeForTie: true) is { } node
            && (node as LiteralExpressionSyntax ?? (node as ArgumentSyntax)?.Expression as LiteralExpressionSyntax) is { } literal)
        {
            string title = $"Use \"{nearest}\"";
            LiteralExpressionSyntax replacement = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(nearest!)).WithTriviaFrom(literal);
            context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(literal, replacement))), title), diagnostic);
        }
    }
}
