using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>The fix of SEM105.</summary>
public sealed class AddUsingCodeFixTests
{
    private const string Title = "Add 'using'";

    private static readonly CodeFix s_fix = new(new AddUsingCodeFix(), static compilation => Rule.Run(new NotDisposedAnalyzer(), compilation));

    [Theory]
    [InlineData("MiniLm loaded = MiniLm.Load(); loaded.Embed(text);", "using MiniLm loaded = MiniLm.Load(); loaded.Embed(text);")]
    [InlineData("if (n > 0) { /* why */ var words = model.Contextualize(text); Console.WriteLine(words.Count); }", "if (n > 0) { /* why */ using var words = model.Contextualize(text); Console.WriteLine(words.Count); }")]
    public Task Declaration_becomes_a_using_declaration(string before, string after) => s_fix.AssertFixes(TestCode.InMethod(before), TestCode.InMethod(after), Title);

    [Fact]
    public Task All_declarations_of_a_document_become_using_declarations_at_once() =>
        s_fix.AssertFixesAll(
            TestCode.InMethod("MiniLm loaded = MiniLm.Load(); TokenVectors words = loaded.Contextualize(text); Console.WriteLine(words.Count);"),
            TestCode.InMethod("using MiniLm loaded = MiniLm.Load(); using TokenVectors words = loaded.Contextualize(text); Console.WriteLine(words.Count);"));

    [Theory]
    [InlineData("_ = MiniLm.Load().Embed(text);")]
    [InlineData("switch (n) { case 0: var loaded = MiniLm.Load(); loaded.Embed(text); break; }")]
    public Task No_using_declaration_can_stand_here(string statements) => s_fix.AssertOffersNothing(TestCode.InMethod(statements));
}
