using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Sememe.Analyzers;

/// <summary>Moves the declaration of a model before the loop that loads it in every round.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LoadBeforeLoopCodeFix)), Shared]
public sealed class LoadBeforeLoopCodeFix : CodeFixProvider
{
    private const string Title = "Load before the loop";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [UsageIds.LoadInLoop];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (context.Diagnostics is [{ AdditionalLocations: [{ SourceSpan: var place }] } diagnostic, ..]
            && root?.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { Declaration.Variables.Count: 1, Parent: BlockSyntax { Parent: { } loop } } declaration
            && loop.Span == place
            && loop.Parent is BlockSyntax or GlobalStatementSyntax)
        {
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(Move(root, declaration, (StatementSyntax)loop))), Title), diagnostic);
        }
    }

    private static SyntaxNode Move(SyntaxNode root, LocalDeclarationStatementSyntax declaration, StatementSyntax loop)
    {
        root = root.TrackNodes(declaration, loop);
        root = root.RemoveNode(root.GetCurrentNode(declaration)!, SyntaxRemoveOptions.KeepNoTrivia)!;
        StatementSyntax current = root.GetCurrentNode(loop)!;
        LocalDeclarationStatementSyntax moved = declaration.WithLeadingTrivia(current.GetLeadingTrivia()).WithAdditionalAnnotations(Formatter.Annotation);
        return current.Parent is GlobalStatementSyntax global
            ? root.InsertNodesBefore(global, [SyntaxFactory.GlobalStatement(moved)])
            : root.InsertNodesBefore(current, [moved]);
    }
}
