using Sememe.Analyzers.Tests.Harness;

namespace Sememe.Analyzers.Tests;

/// <summary>SEM102.</summary>
public sealed class VectorsOfDifferentModelsTests
{
    [Theory]
    [InlineData("MiniLm.Vector a = model.Embed(text); E5.Vector b = e5.Embed(text); _ = [|TensorPrimitives.CosineSimilarity(a.AsSpan(), b.AsSpan())|];")]
    [InlineData("MiniLm.Vector a = model.Embed(text); E5.Vector b = e5.Embed(text); _ = [|TensorPrimitives.Dot<float>(a, b)|];")]
    [InlineData("MiniLm.Vector a = model.Embed(text); E5.Vector b = e5.Embed(text); float[] one = a.ToArray(); float[] second = b.ToArray(); _ = [|TensorPrimitives.CosineSimilarity(one, second)|];")]
    [InlineData("MiniLm.Vector a = model.Embed(text); E5.Vector b = e5.Embed(text); ReadOnlySpan<float> one = a.AsSpan(); _ = [|TensorPrimitives.Distance(one[..8], b)|];")]
    [InlineData("float[] one = new float[MiniLm.Dimensions]; float[] second = new float[E5.Dimensions]; model.Embed(text, one); e5.Embed(text, second); _ = [|TensorPrimitives.CosineSimilarity(one, second)|];")]
    [InlineData("Span<float> one = stackalloc float[384]; model.Embed(text, one); using TokenVectors words = e5.Contextualize(text); _ = [|TensorPrimitives.Dot(one, words[0])|];")]
    [InlineData("using TokenVectors ours = model.Contextualize(text); using TokenVectors theirs = e5.Contextualize(text); _ = [|TensorPrimitives.CosineSimilarity(ours[0], theirs.Rows[..8])|];")]
    [InlineData("MiniLm.Vector a = model.Embed(text); E5.Vector b = e5.Embed(text); _ = [|MiniLm.Vector.From(b.AsSpan())|];")]
    [InlineData("using TokenVectors words = model.Contextualize(text); E5.Vector vector = [|E5.Vector.From(words[0])|];")]
    [InlineData("MiniLm.Vector a = model.Embed(text); E5.Vector b = e5.Embed(text); static float Similarity(float[] x, float[] y) => 0; _ = [|Similarity(a.ToArray(), b.ToArray())|];")]
    public Task Numbers_of_two_models_that_meet_are_reported(string statements) => Rule.AssertReports(new VectorsOfDifferentModelsAnalyzer(), TestCode.InMethod(statements));

    [Theory]
    [InlineData("MiniLm.Vector a = model.Embed(text); E5.Vector b = e5.Embed(text); _ = TensorPrimitives.CosineSimilarity(a.AsSpan(), a.AsSpan());")]
    [InlineData("MiniLm.Vector a = model.Embed(text); E5.Vector b = e5.Embed(text); _ = a.CosineSimilarity(model.Embed(text)); _ = b.Dot(b);")]
    [InlineData("MiniLm.Vector a = model.Embed(text); E5.Vector b = e5.Embed(text); float[] second = n > 0 ? a.ToArray() : b.ToArray(); _ = TensorPrimitives.CosineSimilarity(a, second);")]
    [InlineData("float[] one = new float[MiniLm.Dimensions]; model.Embed(text, one); float[] second = new float[384]; Array.Copy(one, second, 384); e5.Embed(text, second); _ = TensorPrimitives.CosineSimilarity(one, second);")]
    [InlineData("float[] shared = new float[MiniLm.Dimensions]; model.Embed(text, shared); e5.Embed(text, shared); MiniLm.Vector a = model.Embed(text); _ = TensorPrimitives.CosineSimilarity(a, shared);")]
    [InlineData("MiniLm.Vector a = model.Embed(text); E5.Vector b = e5.Embed(text); float[] copy = new float[384]; b.CopyTo(copy); copy[0] = 1; _ = TensorPrimitives.CosineSimilarity(a, copy);")]
    [InlineData("MiniLm.Vector a = model.Embed(text); E5.Vector b = e5.Embed(text); _ = TensorPrimitives.Max<float>(a) - TensorPrimitives.Max<float>(b);")]
    [InlineData("MiniLm.Vector a = model.Embed(text); E5.Vector b = e5.Embed(text); float[] one = a.ToArray(); one = b.ToArray(); _ = TensorPrimitives.CosineSimilarity(one, b);")]
    [InlineData("using TokenVectors words = model.Contextualize(text); _ = MiniLm.Vector.From(words[0]).CosineSimilarity(model.Embed(text));")]
    public Task Numbers_of_one_model_or_of_an_unknown_one_are_not_reported(string statements) => Rule.AssertReports(new VectorsOfDifferentModelsAnalyzer(), TestCode.InMethod(statements));
}
