using Sememe.Heads;
using Sememe.Memory;

namespace Sememe.Runtime.Tests.Heads;

/// <summary>How often tokens are drawn, and which ones are not.</summary>
public sealed class TokenSamplerTests
{
    private const int Draws = 20_000;

    // ln of 0.4, 0.1, 0.3, 0.2.
    private static readonly float[] s_logits = [-0.9162907f, -2.3025851f, -1.2039728f, -1.6094379f];

    public static TheoryData<float, int, float, double[]> Options => new()
    {
        { 1, 0, 0, [0.4, 0.1, 0.3, 0.2] },
        { 1, 9, 1, [0.4, 0.1, 0.3, 0.2] },
        { 0.5f, 0, 0, [16 / 30.0, 1 / 30.0, 9 / 30.0, 4 / 30.0] },
        { 1, 2, 0, [4 / 7.0, 0, 3 / 7.0, 0] },
        { 1, 1, 0, [1, 0, 0, 0] },
        { 1, 0, 0.65f, [4 / 7.0, 0, 3 / 7.0, 0] },
        { 1, 0, 0.75f, [4 / 9.0, 0, 3 / 9.0, 2 / 9.0] },
        { 1, 3, 0.7f, [4 / 7.0, 0, 3 / 7.0, 0] }, // 0.7 of 0.9 is 0.63: two are enough
        { 1, 0, 1e-6f, [1, 0, 0, 0] },
        { 1e-30f, 0, 0, [1, 0, 0, 0] },
        { 0, 3, 0.7f, [1, 0, 0, 0] },
    };

    [Theory, MemberData(nameof(Options))]
    public void Tokens_come_as_often_as_the_options_say(float temperature, int topK, float topP, double[] expected)
    {
        GenerateOptions options = new() { Temperature = temperature, TopK = topK, TopP = topP };
        RandomSource random = new(7);
        Workspace workspace = new();
        int[] counts = new int[s_logits.Length];
        for (int i = 0; i < Draws; i++)
        {
            counts[TokenSampler.Choose([.. s_logits], options, ref random, workspace)]++;
        }

        for (int token = 0; token < counts.Length; token++)
        {
            Assert.True(expected[token] > 0 || counts[token] == 0);
            Assert.Equal(expected[token], (double)counts[token] / Draws, 0.015);
        }
    }

    [Fact]
    public void Of_equally_good_tokens_the_first_is_best() => Assert.Equal(1, Choose([0, 3, 3, 1], new GenerateOptions()));

    private static int Choose(float[] logits, GenerateOptions options)
    {
        RandomSource random = new(0);
        return TokenSampler.Choose(logits, options, ref random, new Workspace());
    }
}
