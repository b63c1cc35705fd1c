namespace Sememe.Heads;

/// <summary>How much a distribution is surprised by what came: −ln p, in float64.</summary>
internal static class CrossEntropy
{
    /// <summary>The sum over rows of logits.</summary>
    /// <param name="logits">[targets × width].</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="targets">What came, a place in each row.</param>
    public static double Sum(ReadOnlySpan<float> logits, int width, ReadOnlySpan<int> targets)
    {
        double sum = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            sum += Of(logits.Slice(row * width, width), targets[row]);
        }

        return sum;
    }

    private static double Of(ReadOnlySpan<float> logits, int target)
    {
        float largest = logits[Best.IndexOf(logits)];
        double sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Exp((double)logit - largest);
        }

        return Math.Log(sum) + largest - logits[target];
    }
}
