using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sememe.Analyzers;

/// <summary>Copies a row before its memory is given back.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CopyRowCodeFix)), Shared]
public sealed class CopyRowCodeFix : CodeFixProvider
{
    private const string Title = "Copy the numbers";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [UsageIds.RowsOutliveVectors];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is ExpressionSyntax rows)
        {
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(rows, Copy(rows)))), Title),
                context.Diagnostics);
        }
    }

    /// <summary>An array, which converts to the span that is wanted.</summary>
    private static InvocationExpressionSyntax Copy(ExpressionSyntax rows) => SyntaxFactory
        .InvocationExpression(SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, rows.WithoutTrivia(), SyntaxFactory.IdentifierName("ToArray")))
        .WithTriviaFrom(rows);
}
