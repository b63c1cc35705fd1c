using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>SEM107.</summary>
public sealed class PromptTwiceTests
{
    [Theory]
    [InlineData("e5.Embed([|\"query: the cat\"|], E5.Prompt.Query);")]
    [InlineData("e5.Embed([|\"passage: the cat\"|], E5.Prompt.Query);")]
    [InlineData("e5.Embed([|$\"query: {text}\"|], E5.Prompt.Query);")]
    [InlineData("e5.Embed([|\"query: \" + text|], E5.Prompt.Query, new float[8]);")]
    [InlineData("arctic.Embed([|\"Represent this: cat\"|], Arctic.Prompt.Query);")]
    public Task Prompt_that_is_written_and_passed_is_reported(string statements) => Rule.AssertReports(new PromptTwiceAnalyzer(), TestCode.InMethod(statements));

    [Theory]
    [InlineData("e5.Embed(\"the cat\", E5.Prompt.Query);")]
    [InlineData("e5.Embed(\"query: the cat\", E5.Prompt.None);")]
    [InlineData("e5.Embed(\"query: the cat\");")]
    [InlineData("e5.Embed(text, E5.Prompt.Query);")]
    [InlineData("e5.Embed(\"Query the cat\", E5.Prompt.Query);")]
    [InlineData("arctic.Embed(\"query: the cat\", Arctic.Prompt.Query);")]
    public Task Prompt_that_comes_once_is_not_reported(string statements) => Rule.AssertReports(new PromptTwiceAnalyzer(), TestCode.InMethod(statements));
}
