using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>SEM111.</summary>
public sealed class UnknownLabelTests
{
    [Theory]
    [InlineData("Sentiment.Label label = sentiment.Classify(text).Best; bool bad = Sentiment.NameOf(label) == [|\"bad\"|];")]
    [InlineData("Sentiment.Label label = sentiment.Classify(text).Best; bool bad = [|\"Very bad\"|] != Sentiment.NameOf(label);")]
    [InlineData("Sentiment.Label label = sentiment.Classify(text).Best; bool bad = label.ToString() == [|\"very bad\"|];")]
    [InlineData("Sentiment.Label label = sentiment.Classify(text).Best; string name = Sentiment.NameOf(label); bool star = name is \"so-so\" or [|\"1 stars\"|];")]
    [InlineData("Sentiment.Label label = sentiment.Classify(text).Best; bool star = Sentiment.NameOf(label).Equals([|\"2 stars\"|]);")]
    [InlineData("Sentiment.Label label = sentiment.Classify(text).Best; bool star = string.Equals(Sentiment.NameOf(label), [|\"2 STARS\"|], StringComparison.OrdinalIgnoreCase);")]
    [InlineData("Sentiment.Label label = sentiment.Classify(text).Best; switch (Sentiment.NameOf(label)) { case \"so-so\": break; case [|\"so so\"|]: break; case [|\"bad\"|] when n > 0: break; }")]
    [InlineData("Sentiment.Label label = sentiment.Classify(text).Best; int stars = Sentiment.NameOf(label) switch { \"1 star\" => 1, [|\"2 stars\"|] => 2, _ => 0 };")]
    [InlineData("Sentiment.Label label = Enum.Parse<Sentiment.Label>([|\"very bad\"|]);")]
    [InlineData("bool found = Enum.TryParse([|\"verybad\"|], out Sentiment.Label label);")]
    [InlineData("bool found = Enum.TryParse([|\"bad\"|], true, out Sentiment.Label label);")]
    [InlineData("foreach (Tagger.Mention mention in tagger.Recognize(text)) { if (Tagger.NameOf(mention.Entity) == [|\"B-PER\"|]) { } }")]
    public Task String_that_no_label_gives_is_reported(string statements) => Rule.AssertReports(new UnknownLabelAnalyzer(), TestCode.InMethod(statements));

    [Theory]
    [InlineData("Sentiment.Label label = sentiment.Classify(text).Best; bool bad = Sentiment.NameOf(label) == \"very bad\";")]
    [InlineData("Sentiment.Label label = sentiment.Classify(text).Best; bool bad = label.ToString() == \"VeryBad\" || label.ToString() == nameof(Sentiment.Label.SoSo);")]
    [InlineData("Sentiment.Label label = sentiment.Classify(text).Best; bool star = string.Equals(Sentiment.NameOf(label), \"1 STAR\", StringComparison.OrdinalIgnoreCase);")]
    [InlineData("Sentiment.Label label = sentiment.Classify(text).Best; int stars = Sentiment.NameOf(label) switch { \"1 star\" => 1, \"so-so\" or \"very bad\" => 2, _ => 0 };")]
    [InlineData("Sentiment.Label label = sentiment.Classify(text).Best; bool same = Sentiment.NameOf(label) == text;")]
    [InlineData("Sentiment.Label label = sentiment.Classify(text).Best; bool hex = label.ToString(\"X\") == \"00\";")]
    [InlineData("Sentiment.Label label = Enum.Parse<Sentiment.Label>(\"2\");")]
    [InlineData("bool found = Enum.TryParse(\"verybad\", true, out Sentiment.Label label);")]
    [InlineData("foreach (Tagger.Mention mention in tagger.Recognize(text)) { if (Tagger.NameOf(mention.Entity) == \"PER\") { } }")]
    [InlineData("Span<Tagger.TaggedToken> tokens = stackalloc Tagger.TaggedToken[16]; tagger.Tag(text, tokens); bool begins = Tagger.NameOf(tokens[0].Label) == \"B-PER\";")]
    [InlineData("bool same = DayOfWeek.Monday.ToString() == \"Mon\";")]
    public Task String_of_a_label_is_not_reported(string statements) => Rule.AssertReports(new UnknownLabelAnalyzer(), TestCode.InMethod(statements));
}
