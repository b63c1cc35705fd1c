using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>The fix of SEM101.</summary>
public sealed class UseDimensionsCodeFixTests
{
    private const string Title = "Use MiniLm.Dimensions";

    private static readonly CodeFix s_fix = new(new UseDimensionsCodeFix(), static compilation => Rule.Run(new DestinationTooSmallAnalyzer(), compilation));

    [Theory]
    [InlineData("model.Embed(text, new float[100]);", "model.Embed(text, new float[MiniLm.Dimensions]);")]
    [InlineData("model.Embed(text, stackalloc float[100]);", "model.Embed(text, stackalloc float[MiniLm.Dimensions]);")]
    [InlineData("model.Embed(text, new float[Small].AsSpan());", "model.Embed(text, new float[MiniLm.Dimensions].AsSpan());")]
    [InlineData("Span<float> vector = stackalloc float[4 * 8]; model.Embed(text, vector);", "Span<float> vector = stackalloc float[MiniLm.Dimensions]; model.Embed(text, vector);")]
    public Task Written_size_becomes_the_models_dimensions(string before, string after) =>
        s_fix.AssertFixes(TestCode.InMethod(before), TestCode.InMethod(after), Title);

    [Fact]
    public Task Written_number_of_scores_becomes_the_models_number_of_labels() =>
        s_fix.AssertFixes(TestCode.InMethod("sentiment.Classify(text, new float[2]);"), TestCode.InMethod("sentiment.Classify(text, new float[Sentiment.LabelCount]);"), "Use Sentiment.LabelCount");

    [Fact]
    public Task Model_is_qualified_where_its_namespace_is_not_imported() =>
        s_fix.AssertFixes(
            "class C { void M(Models.MiniLm model) => model.Embed(\"\", new float[1]); }",
            "class C { void M(Models.MiniLm model) => model.Embed(\"\", new float[Models.MiniLm.Dimensions]); }",
            Title);

    [Fact]
    public Task All_sizes_of_a_document_are_replaced_at_once() =>
        s_fix.AssertFixesAll(
            TestCode.InMethod("model.Embed(text, new float[1]); float[] shared = new float[2]; model.Embed(text, shared); model.Embed(text, shared);"),
            TestCode.InMethod("model.Embed(text, new float[MiniLm.Dimensions]); float[] shared = new float[MiniLm.Dimensions]; model.Embed(text, shared); model.Embed(text, shared);"));

    [Fact]
    public Task Listed_elements_have_no_size_to_replace() => s_fix.AssertOffersNothing(TestCode.InMethod("model.Embed(text, [1, 2]);"));
}
