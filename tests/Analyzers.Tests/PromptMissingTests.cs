using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>SEM106.</summary>
public sealed class PromptMissingTests
{
    [Theory]
    [InlineData("[|e5.Embed(text)|];")]
    [InlineData("[|e5.Embed(\"the cat\")|];")]
    [InlineData("[|e5.Embed($\"the {text}\")|];")]
    [InlineData("[|e5.Embed(text, new float[8])|];")]
    [InlineData("[|e5.Embed(texts, new E5.Vector[9])|];")]
    public Task Text_without_a_prompt_is_reported(string statements) => Rule.AssertReports(new PromptMissingAnalyzer(), TestCode.InMethod(statements));

    [Theory]
    [InlineData("e5.Embed(text, E5.Prompt.Query);")]
    [InlineData("e5.Embed(text, E5.Prompt.None);")]
    [InlineData("e5.Embed(\"query: the cat\");")]
    [InlineData("e5.Embed($\"passage: {text}\");")]
    [InlineData("e5.Embed(\"query: \" + text);")]
    [InlineData("e5.Embed(texts, new float[99]);")]
    [InlineData("arctic.Embed(text);")]
    [InlineData("model.Embed(text);")]
    public Task Text_with_a_prompt_or_for_a_model_that_may_go_without_is_not_reported(string statements) => Rule.AssertReports(new PromptMissingAnalyzer(), TestCode.InMethod(statements));
}
