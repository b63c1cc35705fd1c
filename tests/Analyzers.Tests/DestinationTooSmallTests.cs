using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>SEM101.</summary>
public sealed class DestinationTooSmallTests
{
    [Theory]
    [InlineData("model.Embed(text, [|stackalloc float[383]|]);")]
    [InlineData("model.Embed(text, [|new float[128]|]);")]
    [InlineData("model.Embed(text, [|new float[] { 1, 2 }|]);")]
    [InlineData("model.Embed(text, [|[1, 2, 3]|]);")]
    [InlineData("model.Embed(text, [|new float[Small]|]);")]
    [InlineData("model.Embed(destination: [|new float[Small]|], text: text);")]
    [InlineData("model.Embed(text, [|new float[Small].AsSpan()|]);")]
    [InlineData("Span<float> vector = stackalloc float[MiniLm.Dimensions - 1]; model.Embed(text, [|vector|]);")]
    [InlineData("Span<float> vector = stackalloc[] { 1f, 2f }; model.Embed(text, [|vector|]);")]
    [InlineData("float[] vector = new float[100]; model.Embed(text, [|vector|]);")]
    [InlineData("var vector = new float[100]; model.Embed(text, [|vector.AsSpan()|]);")]
    [InlineData("float[] one = new float[100]; float[] same = one; model.Embed(text, [|same|]);")]
    [InlineData("float[] vector = new float[100]; vector[0] = 1; Action embed = () => model.Embed(text, [|vector|]);")]
    [InlineData("model.Embed(new[] { text }, [|new float[100]|]);")]
    [InlineData("model.Embed([text, text], [|new float[2 * MiniLm.Dimensions - 1]|]);")]
    [InlineData("string[] three = [text, text, text]; model.Embed(three, [|new MiniLm.Vector[2]|]);")]
    [InlineData("e5.Embed(text, E5.Prompt.Query, [|new float[7]|]);")]
    [InlineData("e5.Embed([text, text], E5.Prompt.Query, [|new E5.Vector[1]|]);")]
    [InlineData("sentiment.Classify(text, [|stackalloc float[2]|]);")]
    [InlineData("sentiment.Classify([text, text], [|new Sentiment.Scores[1]|]);")]
    [InlineData("ranker.Score(text, [text, text], [|new float[1]|]);")]
    [InlineData("MiniLm.Tokenizer.Encode(text, new TokenSpans(stackalloc int[8], [|stackalloc TextRange[7]|]));")]
    [InlineData("if (n > 0) { float[] vector = new float[100]; model.Embed(text, [|vector|]); } else { float[] vector = new float[400]; model.Embed(text, vector); }")]
    public Task Destination_of_known_smaller_size_is_reported(string statements) =>
        Rule.AssertReports(new DestinationTooSmallAnalyzer(), TestCode.InMethod(statements));

    [Theory]
    [InlineData("model.Embed(text, stackalloc float[MiniLm.Dimensions]);")]
    [InlineData("model.Embed(text, new float[384]);")]
    [InlineData("model.Embed(text, new float[385]);")]
    [InlineData("model.Embed(text, new float[n]);")]
    [InlineData("model.Embed(text, n > 0 ? new float[100] : new float[400]);")]
    [InlineData("float[] vector = new float[100]; vector = new float[n]; model.Embed(text, vector);")]
    [InlineData("float[] vector; vector = new float[100]; model.Embed(text, vector);")]
    [InlineData("float[] vector = new float[100]; (vector, _) = (new float[400], 0); model.Embed(text, vector);")]
    [InlineData("Span<float> vector = new float[100]; Fill(ref vector); model.Embed(text, vector);")]
    [InlineData("float[] vector = new float[100]; ref float[] alias = ref vector; alias = new float[400]; model.Embed(text, vector);")]
    [InlineData("float[] few = new float[100]; model.Embed(text, [.. few, .. new float[n]]);")]
    [InlineData("other.Embed(text, new float[100]);")]
    [InlineData("model.Embed(new[] { text }, new float[384]);")]
    [InlineData("model.Embed(texts, new float[100]);")]
    [InlineData("model.Embed([.. texts, text], new MiniLm.Vector[1]);")]
    [InlineData("sentiment.Classify(text, stackalloc float[Sentiment.LabelCount]);")]
    [InlineData("ranker.Score(text, [text, text], new float[2]);")]
    [InlineData("MiniLm.Tokenizer.Encode(text, new TokenSpans(stackalloc int[8], stackalloc TextRange[8]));")]
    [InlineData("MiniLm.Tokenizer.Encode(text, new TokenSpans(stackalloc int[8]));")]
    public Task Destination_that_may_be_large_enough_is_not_reported(string statements) =>
        Rule.AssertReports(new DestinationTooSmallAnalyzer(), TestCode.InMethod(statements));

    [Theory]
    [InlineData("model.Embed(text, [|new float[100]|]);", "The destination has room for 100, 'MiniLm' writes 384; its size must be MiniLm.Dimensions")]
    [InlineData("model.Embed([text, text], [|new float[100]|]);", "The destination has room for 100, 'MiniLm' writes 768; its size must be 2 * MiniLm.Dimensions")]
    [InlineData("model.Embed([text, text], [|new MiniLm.Vector[1]|]);", "The destination has room for 1, 'MiniLm' writes 2; its size must be 2")]
    [InlineData("sentiment.Classify(text, [|new float[1]|]);", "The destination has room for 1, 'Sentiment' writes 3; its size must be Sentiment.LabelCount")]
    public async Task Message_names_both_sizes_and_the_remedy(string statements, string message)
    {
        ImmutableArray<Diagnostic> reported = await Rule.AssertReports(new DestinationTooSmallAnalyzer(), TestCode.InMethod(statements));

        Assert.Equal(message, Assert.Single(reported).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }
}
