using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>The fix of SEM108.</summary>
public sealed class EmbedAtOnceCodeFixTests
{
    private const string Title = "Hand over all texts at once";

    private static readonly CodeFix s_fix = new(new EmbedAtOnceCodeFix(), static compilation => Rule.Run(new OneByOneAnalyzer(), compilation));

    [Theory]
    [InlineData("var all = new MiniLm.Vector[texts.Length]; for (int i = 0; i < texts.Length; i++) { all[i] = model.Embed(texts[i]); }", "var all = new MiniLm.Vector[texts.Length]; model.Embed(texts, all);")]
    [InlineData("var all = new E5.Vector[texts.Length]; for (int i = 0; i < texts.Length; i++) all[i] = e5.Embed(texts[i], E5.Prompt.Query);", "var all = new E5.Vector[texts.Length]; e5.Embed(texts, E5.Prompt.Query, all);")]
    [InlineData("var all = new Sentiment.Scores[texts.Length]; for (int i = 0; i < texts.Length; i++) { all[i] = sentiment.Classify(texts[i]); }", "var all = new Sentiment.Scores[texts.Length]; sentiment.Classify(texts, all);")]
    public Task Loop_becomes_one_call(string before, string after) => s_fix.AssertFixes(TestCode.InMethod(before), TestCode.InMethod(after), Title);

    [Theory]
    [InlineData("var all = new MiniLm.Vector[texts.Length]; for (int i = 0; i < texts.Length; i++) { all[i] = model.Embed(texts[i]); Console.WriteLine(i); }")]
    [InlineData("var all = new MiniLm.Vector[texts.Length]; for (int i = 1; i < texts.Length; i++) { all[i] = model.Embed(texts[i]); }")]
    [InlineData("var all = new MiniLm.Vector[texts.Length]; for (int i = 0; i < n; i++) { all[i] = model.Embed(texts[i]); }")]
    [InlineData("var all = new List<MiniLm.Vector>(); foreach (string one in texts) { all.Add(model.Embed(one)); }")]
    public Task Loop_that_does_more_or_less_is_left_to_the_user(string statements) => s_fix.AssertOffersNothing(TestCode.InMethod(statements));
}
