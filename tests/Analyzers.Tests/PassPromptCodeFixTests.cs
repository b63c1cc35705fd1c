using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>The fix of SEM106.</summary>
public sealed class PassPromptCodeFixTests
{
    private static readonly CodeFix s_fix = new(new PassPromptCodeFix(), static compilation => Rule.Run(new PromptMissingAnalyzer(), compilation));

    [Theory]
    [InlineData("e5.Embed(text);", "e5.Embed(text, E5.Prompt.Query);")]
    [InlineData("e5.Embed(text, new float[8]);", "e5.Embed(text, E5.Prompt.Query, new float[8]);")]
    [InlineData("e5.Embed(texts, new E5.Vector[9]);", "e5.Embed(texts, E5.Prompt.Query, new E5.Vector[9]);")]
    public Task Prompt_is_passed_behind_the_text(string before, string after) => s_fix.AssertFixes(TestCode.InMethod(before), TestCode.InMethod(after), "Pass Prompt.Query");

    [Theory]
    [InlineData("Passage")]
    [InlineData("None")]
    public Task Every_prompt_is_offered_and_none(string prompt) =>
        s_fix.AssertFixes(TestCode.InMethod("e5.Embed(text);"), TestCode.InMethod($"e5.Embed(text, E5.Prompt.{prompt});"), $"Pass Prompt.{prompt}");

    [Fact]
    public Task Named_arguments_are_left_to_the_user() => s_fix.AssertOffersNothing(TestCode.InMethod("e5.Embed(text: text);"));
}
