namespace Sememe.Heads;

/// <summary>Logits → probabilities, in place. Sums run in the order of the elements, so the result depends on nothing but them.</summary>
internal static class Probabilities
{
    /// <summary>eˣ / Σ eˣ.</summary>
    public static void Softmax(Span<float> logits)
    {
        float largest = float.NegativeInfinity;
        foreach (float logit in logits)
        {
            largest = MathF.Max(largest, logit);
        }

        double sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            logits[i] = MathF.Exp(logits[i] - largest);
            sum += logits[i];
        }

        float scale = (float)(1 / sum);
        foreach (ref float logit in logits)
        {
            logit *= scale;
        }
    }

    /// <summary>1 / (1 + e⁻ˣ), each by itself.</summary>
    public static void Sigmoid(Span<float> logits)
    {
        foreach (ref float logit in logits)
        {
            logit = 1f / (1f + MathF.Exp(-logit));
        }
    }
}
