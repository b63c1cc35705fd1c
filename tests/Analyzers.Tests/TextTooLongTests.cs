using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>SEM103.</summary>
public sealed class TextTooLongTests
{
    [Theory]
    [InlineData("model.Embed([|\"the cat sat the cat sat the cat sat the cat\"|]);")]
    [InlineData("model.Embed([|\"the cat sat the cat sat the cat sat the cat\"|], new float[384]);")]
    [InlineData("const string Text = \"the cat sat the cat sat the cat sat the cat\"; model.Embed([|Text|]);")]
    [InlineData("model.Embed([|\"the cat sat the cat sat the cat \" + \"the cat sat\"|]);")]
    [InlineData("e5.Embed([|\"the cat sat the cat sat the cat sat the cat\"|], E5.Prompt.Query);")]
    [InlineData("model.Embed([\"the cat\", [|\"the cat sat the cat sat the cat sat the cat\"|]], new MiniLm.Vector[2]);")]
    [InlineData("model.Embed(new[] { [|\"the cat sat the cat sat the cat sat the cat\"|], text }, new MiniLm.Vector[2]);")]
    [InlineData("sentiment.Classify([|\"the cat sat the cat sat the cat sat the cat the cat sat\"|], text);")]
    [InlineData("sentiment.Classify(\"the cat sat on\", [|\"the cat sat the cat sat the cat sat the cat\"|]);")]
    [InlineData("using TokenVectors words = model.Contextualize([|\"the cat sat the cat sat the cat sat the cat\"|]);")]
    [InlineData("using MiniLm loaded = MiniLm.Load(); loaded.Embed([|\"the cat sat the cat sat the cat sat the cat\"|]);")]
    public Task Text_with_more_tokens_than_the_model_takes_is_reported(string statements) => Rule.AssertReports(new TextTooLongAnalyzer(), TestCode.InMethod(statements));

    [Theory]
    [InlineData("model.Embed(\"the cat sat the cat sat the cat sat the\");")]
    [InlineData("model.Embed(\"              the              cat                sat            \");")]
    [InlineData("model.Embed(\"unhappy unhappy unhappy unhappy unhappy\");")]
    [InlineData("model.Embed(text);")]
    [InlineData("other.Embed(\"the cat sat the cat sat the cat sat the cat\", new float[384]);")]
    [InlineData("sentiment.Classify(\"the cat sat the cat sat the cat sat the cat\", new float[3]);")]
    [InlineData("using MiniLm loaded = MiniLm.Load(new() { Truncate = true }); loaded.Embed(\"the cat sat the cat sat the cat sat the cat\");")]
    [InlineData("_ = MiniLm.Tokenizer.CountTokens(\"the cat sat the cat sat the cat sat the cat\");")]
    public Task Text_that_fits_or_is_not_known_is_not_reported(string statements) => Rule.AssertReports(new TextTooLongAnalyzer(), TestCode.InMethod(statements));

    [Fact]
    public async Task Tokens_are_counted_by_the_models_own_tokenizer()
    {
        ImmutableArray<Diagnostic> reported = await Rule.AssertReports(new TextTooLongAnalyzer(), TestCode.InMethod("model.Embed([|\"unhappy cats. unhappy cats. cat\"|]);"));

        Assert.Equal(
            "The text has 13 tokens and 'MiniLm' takes 12: the call throws, or leaves the end out where the model was loaded with LoadOptions.Truncate",
            Assert.Single(reported).GetMessage(CultureInfo.InvariantCulture));
    }
}
