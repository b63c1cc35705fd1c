using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>The fix of SEM111.</summary>
public sealed class UseNearestLabelCodeFixTests
{
    private static readonly CodeFix s_fix = new(new UseNearestLabelCodeFix(), static compilation => Rule.Run(new UnknownLabelAnalyzer(), compilation));

    [Theory]
    [InlineData("bool bad = Sentiment.NameOf(sentiment.Classify(text).Best) == \"bad\";", "bool bad = Sentiment.NameOf(sentiment.Classify(text).Best) == \"very bad\";")]
    [InlineData("var label = Enum.Parse<Sentiment.Label>(\"very_bad\");", "var label = Enum.Parse<Sentiment.Label>(\"VeryBad\");")]
    [InlineData("int stars = Sentiment.NameOf(sentiment.Classify(text).Best) switch { \"1 stars\" => 1, _ => 0 };", "int stars = Sentiment.NameOf(sentiment.Classify(text).Best) switch { \"1 star\" => 1, _ => 0 };")]
    public Task String_becomes_the_nearest_label(string before, string after)
    {
        string wanted = after.Split('"')[1];
        return s_fix.AssertFixes(TestCode.InMethod(before), TestCode.InMethod(after), $"Use \"{wanted}\"");
    }
}
