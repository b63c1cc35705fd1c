using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Sememe.Analyzers;

/// <summary>Replaces a destination's written size by the model's constant for it: <c>Dimensions</c>, <c>LabelCount</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseDimensionsCodeFix)), Shared]
public sealed class UseDimensionsCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [UsageIds.DestinationTooSmall];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (context.Diagnostics is not [{ AdditionalLocations: [{ SourceSpan: var size }] } diagnostic, ..]
            || !diagnostic.Properties.TryGetValue(DestinationTooSmallAnalyzer.ConstantKey, out string? constant)
            || await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } semantics
            || root.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<ArgumentSyntax>()?.Parent?.Parent is not InvocationExpressionSyntax call
            || semantics.GetSymbolInfo(call, context.CancellationToken).Symbol?.ContainingType is not { } model
            || root.FindNode(size, getInnermostNodeForTie: true) is not ExpressionSyntax written)
        {
            return;
        }

        string title = $"Use {model.Name}.{constant}";
        context.RegisterCodeFix(
            CodeAction.Create(title, _ => Task.FromResult(Replace(context.Document, root, written, model, constant!)), equivalenceKey: title),
            diagnostic);
    }

    private static Document Replace(Document document, SyntaxNode root, ExpressionSyntax written, INamedTypeSymbol model, string constant)
    {
        var generator = SyntaxGenerator.GetGenerator(document);
        SyntaxNode size = generator
            .MemberAccessExpression(generator.TypeExpression(model, addImport: false), constant)
            .WithTriviaFrom(written)
            .WithAdditionalAnnotations(Simplifier.Annotation);
        return document.WithSyntaxRoot(root.ReplaceNode(written, size));
    }
}
