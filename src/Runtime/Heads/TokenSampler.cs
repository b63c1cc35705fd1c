using System.Runtime.InteropServices;
using Sememe.Memory;

namespace Sememe.Heads;

/// <summary>Logits → the next token: the best one, or one by chance among the likeliest, in the order of transformers: temperature, top-k, top-p.</summary>
internal static class TokenSampler
{
    /// <summary>Chooses.</summary>
    /// <param name="logits">One number per token; lost.</param>
    /// <param name="options">How.</param>
    /// <param name="random">Chance.</param>
    /// <param name="workspace">Memory.</param>
    public static int Choose(Span<float> logits, in GenerateOptions options, ref RandomSource random, Workspace workspace)
    {
        int best = Best.IndexOf(logits);
        if (options.Temperature == 0)
        {
            return best;
        }

        // The largest becomes 0: a small temperature must not make infinities of two.
        float largest = logits[best];
        foreach (ref float logit in logits)
        {
            logit = (logit - largest) / options.Temperature;
        }

        Probabilities.Softmax(logits);
        bool isWhole = (options.TopK == 0 || options.TopK >= logits.Length) && options.TopP is 0 or >= 1;
        return isWhole ? Draw(logits, ref random) : DrawFromBest(logits, options, ref random, workspace);
    }

    private static int DrawFromBest(Span<float> probabilities, in GenerateOptions options, ref RandomSource random, Workspace workspace)
    {
        Span<int> tokens = MemoryMarshal.Cast<float, int>(workspace.EnsureRows(probabilities.Length));
        int count = probabilities.Length;
        if (options.TopK > 0 && options.TopK < count)
        {
            count = options.TopK;
            Span<RankedText> ranked = MemoryMarshal.Cast<float, RankedText>(workspace.EnsureScratch(2 * count));
            Best.Of(probabilities, ranked);
            for (int i = 0; i < count; i++)
            {
                (tokens[i], probabilities[i]) = (ranked[i].Index, ranked[i].Score);
            }
        }
        else
        {
            Rank(probabilities, tokens);
        }

        Span<float> kept = probabilities[..count];
        return tokens[Draw(kept[..Nucleus(kept, options.TopP)], ref random)];
    }

    /// <summary>Sorts probabilities, the largest first, and the tokens that they are of.</summary>
    private static void Rank(Span<float> probabilities, Span<int> tokens)
    {
        for (int i = 0; i < probabilities.Length; i++)
        {
            tokens[i] = i;
            probabilities[i] = -probabilities[i];
        }

        probabilities.Sort(tokens);
        foreach (ref float probability in probabilities)
        {
            probability = -probability;
        }
    }

    /// <summary>How many of the likeliest have at least a share of what all have together; 0 for no limit.</summary>
    private static int Nucleus(ReadOnlySpan<float> probabilities, float share)
    {
        if (share is 0 or >= 1)
        {
            return probabilities.Length;
        }

        double limit = share * Sum(probabilities);
        double sum = 0;
        int count = 0;
        while (count < probabilities.Length && sum < limit)
        {
            sum += probabilities[count++];
        }

        return Math.Max(count, 1);
    }

    private static int Draw(ReadOnlySpan<float> probabilities, ref RandomSource random)
    {
        double point = random.Next() * Sum(probabilities);
        int last = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            point -= probabilities[i];
            last = probabilities[i] > 0 ? i : last;
            if (point < 0)
            {
                return i;
            }
        }

        return last; // what rounding left over
    }

    private static double Sum(ReadOnlySpan<float> probabilities)
    {
        double sum = 0;
        foreach (float probability in probabilities)
        {
            sum += probability;
        }

        return sum;
    }
}
