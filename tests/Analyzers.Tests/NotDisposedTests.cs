using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>SEM105.</summary>
public sealed class NotDisposedTests
{
    [Theory]
    [InlineData("MiniLm loaded = [|MiniLm.Load()|]; loaded.Embed(text);")]
    [InlineData("var loaded = [|MiniLm.Load(new() { Truncate = true })|]; if (n > 0) { loaded.Embed(text); }")]
    [InlineData("_ = [|MiniLm.Load()|].Embed(text);")]
    [InlineData("_ = [|MiniLm.Load()|];")]
    [InlineData("TokenVectors words = [|model.Contextualize(text)|]; Console.WriteLine(words.Count);")]
    [InlineData("Console.WriteLine([|model.Contextualize(text)|][0][0]);")]
    [InlineData("int count = [|model.Contextualize(text)|].Count;")]
    public Task What_never_leaves_the_method_undisposed_is_reported(string statements) => Rule.AssertReports(new NotDisposedAnalyzer(), TestCode.InMethod(statements));

    [Theory]
    [InlineData("using MiniLm loaded = MiniLm.Load(); loaded.Embed(text);")]
    [InlineData("using (MiniLm loaded = MiniLm.Load()) { loaded.Embed(text); }")]
    [InlineData("MiniLm loaded = MiniLm.Load(); try { loaded.Embed(text); } finally { loaded.Dispose(); }")]
    [InlineData("MiniLm loaded = MiniLm.Load(); using (loaded) { loaded.Embed(text); }")]
    [InlineData("MiniLm loaded = MiniLm.Load(); Take(loaded);")]
    [InlineData("MiniLm loaded = MiniLm.Load(); Func<MiniLm> get = () => loaded;")]
    [InlineData("MiniLm loaded = MiniLm.Load(); Action embed = () => loaded.Embed(text);")]
    [InlineData("MiniLm loaded = MiniLm.Load(); MiniLm[] all = [loaded];")]
    [InlineData("MiniLm loaded = MiniLm.Load(); model = loaded;")]
    [InlineData("model = MiniLm.Load(); Take(MiniLm.Load());")]
    [InlineData("using TokenVectors words = model.Contextualize(text);")]
    [InlineData("TokenVectors words = model.Contextualize(text); words.Dispose();")]
    [InlineData("model.Contextualize(text).Dispose();")]
    [InlineData("static MiniLm Make() => MiniLm.Load(); Take(Make());")]
    [InlineData("ContextInfo info = model.Contextualize(text, new float[999], new TextRange[9]);")]
    public Task What_is_disposed_of_or_leaves_the_method_is_not_reported(string statements) => Rule.AssertReports(new NotDisposedAnalyzer(), TestCode.InMethod(statements));
}
