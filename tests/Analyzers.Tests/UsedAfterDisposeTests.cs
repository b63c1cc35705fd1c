using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>SEM112.</summary>
public sealed class UsedAfterDisposeTests
{
    [Theory]
    [InlineData("MiniLm loaded = MiniLm.Load(); loaded.Dispose(); [|loaded.Embed(text)|];")]
    [InlineData("MiniLm loaded = MiniLm.Load(); loaded.Dispose(); if (n > 0) { Console.WriteLine(n); [|loaded.Embed(text)|]; }")]
    [InlineData("TokenVectors words = model.Contextualize(text); words.Dispose(); Console.WriteLine([|words[0]|][0]);")]
    [InlineData("TokenVectors words = model.Contextualize(text); words.Dispose(); ReadOnlySpan<float> rows = [|words.Rows|];")]
    public Task Use_behind_the_disposal_is_reported(string statements) => Rule.AssertReports(new UsedAfterDisposeAnalyzer(), TestCode.InMethod(statements));

    [Theory]
    [InlineData("MiniLm loaded = MiniLm.Load(); loaded.Embed(text); loaded.Dispose();")]
    [InlineData("MiniLm loaded = MiniLm.Load(); loaded.Dispose(); loaded.Dispose();")]
    [InlineData("MiniLm loaded = MiniLm.Load(); loaded.Dispose(); loaded = MiniLm.Load(); loaded.Embed(text);")]
    [InlineData("MiniLm loaded = MiniLm.Load(); Action embed = () => loaded.Embed(text); embed(); loaded.Dispose();")]
    [InlineData("MiniLm loaded = MiniLm.Load(); loaded.Dispose(); void Embed() => loaded.Embed(text); loaded = model; Embed();")]
    [InlineData("MiniLm loaded = MiniLm.Load(); while (n-- > 0) { loaded.Embed(text); loaded.Dispose(); loaded = MiniLm.Load(); }")]
    [InlineData("MiniLm loaded = MiniLm.Load(); if (n > 0) { loaded.Dispose(); } else { loaded.Embed(text); }")]
    [InlineData("MiniLm loaded = MiniLm.Load(); if (n > 0) { loaded.Dispose(); return; } loaded.Embed(text);")]
    [InlineData("TokenVectors words = model.Contextualize(text); words.Dispose(); Console.WriteLine(words.Count);")]
    public Task Use_before_the_disposal_or_of_another_value_is_not_reported(string statements) => Rule.AssertReports(new UsedAfterDisposeAnalyzer(), TestCode.InMethod(statements));
}
