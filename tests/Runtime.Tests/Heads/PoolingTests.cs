using Sememe.CompilerServices;
using Sememe.Heads;

namespace Sememe.Runtime.Tests.Heads;

public sealed class PoolingTests
{
    // Three tokens of two dimensions.
    private static readonly float[] s_states = [3, -1, 0, 5, 6, -4];

    [Theory]
    [InlineData(PoolingMode.Mean, 0, 3f, 0f)]
    [InlineData(PoolingMode.Cls, 0, 3f, -1f)]
    [InlineData(PoolingMode.Max, 0, 6f, 5f)]
    [InlineData(PoolingMode.MeanSqrtLength, 0, 5.196152f, 0f)]
    [InlineData(PoolingMode.WeightedMean, 0, 3.5f, -0.5f)]
    [InlineData(PoolingMode.LastToken, 0, 6f, -4f)]
    [InlineData(PoolingMode.Mean, 1, 3f, 0.5f)]
    [InlineData(PoolingMode.Cls, 1, 3f, -1f)]
    [InlineData(PoolingMode.Max, 2, 6f, -4f)]
    [InlineData(PoolingMode.MeanSqrtLength, 1, 4.2426405f, 0.70710677f)]
    [InlineData(PoolingMode.WeightedMean, 1, 3.6f, -0.4f)]
    public void Pooling_makes_one_vector_and_leaves_the_prompt_out(PoolingMode mode, int promptTokens, float first, float second)
    {
        float[] vector = new float[2];

        Pooling.Pool(mode, s_states, promptTokens, vector);

        Assert.Equal(first, vector[0], 1e-6f);
        Assert.Equal(second, vector[1], 1e-6f);
    }

    [Fact]
    public void Several_modes_are_laid_end_to_end()
    {
        Assert.Equal([3, -1, 6, 5], Run(new SentenceSpec { Pooling = [PoolingMode.Cls, PoolingMode.Max], Dimensions = 4 }, s_states));
    }

    [Fact]
    public void Normalizing_makes_length_one_and_leaves_zero_alone()
    {
        SentenceSpec spec = new() { Pooling = [PoolingMode.Cls], Steps = [new SentenceStep()], Dimensions = 2 };

        Assert.Equal([0.6f, 0.8f], Run(spec, [3, 4]));
        Assert.Equal([0f, 0f], Run(spec, [0, 0]));
    }

    [Fact]
    public void Fewer_dimensions_are_the_beginning_of_the_vector()
    {
        Assert.Equal([0.6f], Run(new SentenceSpec { Pooling = [PoolingMode.Cls], Steps = [new SentenceStep()], Dimensions = 1 }, [3, 4]));
    }

    private static float[] Run(SentenceSpec spec, float[] states)
    {
        float[] vector = new float[spec.Dimensions];
        using SentenceHead head = new(null!, 2, spec, new HeadLayer?[spec.Steps.Count]);
        head.Pool(states, 0, new float[32], vector);
        return vector;
    }
}
