using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sememe.Analyzers;

/// <summary>Turns a loop that does nothing but <c>vectors[i] = model.Embed(texts[i]);</c> into one call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EmbedAtOnceCodeFix)), Shared]
public sealed class EmbedAtOnceCodeFix : CodeFixProvider
{
    private const string Title = "Hand over all texts at once";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [UsageIds.OneByOne];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is InvocationExpressionSyntax call
            && Loop.Around(call) is { } loop
            && await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is { } semantics
            && semantics.GetTypeInfo(loop.Texts, context.CancellationToken).Type is IArrayTypeSymbol
            && semantics.GetTypeInfo(loop.Results, context.CancellationToken).Type is IArrayTypeSymbol)
        {
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(loop.Statement, loop.AtOnce()))), Title),
                context.Diagnostics);
        }
    }

    /// <summary><c>for (int i = 0; i &lt; texts.Length; i++) { results[i] = model.Embed(texts[i], …); }</c>.</summary>
    /// <param name="Statement">The loop.</param>
    /// <param name="Call">The call in it.</param>
    /// <param name="Texts">The array of texts.</param>
    /// <param name="Results">The array of results.</param>
    private sealed record Loop(ForStatementSyntax Statement, InvocationExpressionSyntax Call, ExpressionSyntax Texts, ExpressionSyntax Results)
    {
        public static Loop? Around(InvocationExpressionSyntax call)
        {
            if (call is not { Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: ElementAccessExpressionSyntax target, Parent: ExpressionStatementSyntax { Parent: { } parent } } }
                || call.ArgumentList.Arguments is not [{ Expression: ElementAccessExpressionSyntax source, NameColon: null }, ..])
            {
                return null;
            }

            SyntaxNode? body = parent is BlockSyntax { Statements.Count: 1 } ? parent.Parent : parent;
            return body is ForStatementSyntax { Declaration.Variables: [{ Identifier.ValueText: var index, Initializer.Value: LiteralExpressionSyntax { Token.Value: 0 } }] } loop
                && loop.Condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression, Right: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } end }
                && end.Expression.IsEquivalentTo(source.Expression)
                && loop.Incrementors is [PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression }]
                && IsAt(source, index)
                && IsAt(target, index)
                    ? new Loop(loop, call, source.Expression, target.Expression)
                    : null;
        }

        /// <summary><c>model.Embed(texts, …, results);</c></summary>
        public ExpressionStatementSyntax AtOnce()
        {
            SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
            List<SyntaxNodeOrToken> list = [SyntaxFactory.Argument(Texts)];
            foreach (ArgumentSyntax argument in Call.ArgumentList.Arguments.Skip(1).Append(SyntaxFactory.Argument(Results.WithoutTrivia())))
            {
                list.Add(comma);
                list.Add(argument);
            }

            return SyntaxFactory
                .ExpressionStatement(Call.WithoutTrivia().WithArgumentList(Call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(list))))
                .WithTriviaFrom(Statement);
        }

        private static bool IsAt(ElementAccessExpressionSyntax element, string index) =>
            element.ArgumentList.Arguments is [{ Expression: IdentifierNameSyntax { Identifier.ValueText: var name } }] && name == index;
    }
}
