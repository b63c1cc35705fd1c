using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Sememe.Analyzers;

/// <summary>Takes the prompt out of the text.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveWrittenPromptCodeFix)), Shared]
public sealed class RemoveWrittenPromptCodeFix : CodeFixProvider
{
    private const string Title = "Remove the prompt from the text";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [UsageIds.PromptTwice];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (context.Diagnostics is [{ Properties: var properties } diagnostic, ..]
            && properties.TryGetValue(PromptTwiceAnalyzer.PromptKey, out string? prompt)
            && root?.FindToken(context.Span.Start) is { } token
            && Without(FirstText(token), prompt!) is { } shorter)
        {
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceToken(FirstText(token), shorter))), Title),
                diagnostic);
        }
    }

    /// <summary>The text of an interpolated string comes behind its opening quote.</summary>
    private static SyntaxToken FirstText(SyntaxToken token) => token.IsKind(SyntaxKind.InterpolatedStringStartToken) ? token.GetNextToken() : token;

    /// <summary>The same token without what its text begins with; null for one that spells it in another way, with escapes for example.</summary>
    private static SyntaxToken? Without(SyntaxToken token, string prompt)
    {
        int start = token.Text.IndexOf(prompt, StringComparison.Ordinal);
        return token.ValueText.StartsWith(prompt, StringComparison.Ordinal) && start >= 0 && token.Text.Take(start).All(static c => c is '@' or '"')
            ? token.CopyAnnotationsTo(Parse(token, token.Text.Remove(start, prompt.Length)))
            : null;
    }

    private static SyntaxToken Parse(SyntaxToken token, string text) => token.IsKind(SyntaxKind.InterpolatedStringTextToken)
        ? SyntaxFactory.Token(token.LeadingTrivia, SyntaxKind.InterpolatedStringTextToken, text, text, token.TrailingTrivia)
        : SyntaxFactory.ParseToken(text).WithTriviaFrom(token);
}
