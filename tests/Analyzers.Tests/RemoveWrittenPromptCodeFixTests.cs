using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>The fix of SEM107.</summary>
public sealed class RemoveWrittenPromptCodeFixTests
{
    private const string Title = "Remove the prompt from the text";

    private static readonly CodeFix s_fix = new(new RemoveWrittenPromptCodeFix(), static compilation => Rule.Run(new PromptTwiceAnalyzer(), compilation));

    [Theory]
    [InlineData("e5.Embed(\"query: the cat\", E5.Prompt.Query);", "e5.Embed(\"the cat\", E5.Prompt.Query);")]
    [InlineData("e5.Embed($\"query: the {text}\", E5.Prompt.Query);", "e5.Embed($\"the {text}\", E5.Prompt.Query);")]
    [InlineData("e5.Embed(@\"passage: the \"\"cat\"\"\", E5.Prompt.Passage);", "e5.Embed(@\"the \"\"cat\"\"\", E5.Prompt.Passage);")]
    [InlineData("e5.Embed(\"query: the \\\"cat\\\"\", E5.Prompt.Query);", "e5.Embed(\"the \\\"cat\\\"\", E5.Prompt.Query);")]
    public Task Prompt_is_taken_out_of_the_text(string before, string after) => s_fix.AssertFixes(TestCode.InMethod(before), TestCode.InMethod(after), Title);

    [Fact]
    public Task Prompt_that_is_spelled_with_escapes_is_left_to_the_user() => s_fix.AssertOffersNothing(TestCode.InMethod("e5.Embed(\"query\\u003A the cat\", E5.Prompt.Query);"));
}
