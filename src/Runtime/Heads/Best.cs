namespace Sememe.Heads;

/// <summary>The largest of many numbers, in order.</summary>
internal static class Best
{
    /// <summary>Writes the largest numbers, the largest first; of equal ones the earlier first.</summary>
    /// <param name="scores">The numbers.</param>
    /// <param name="best">Takes places and numbers.</param>
    /// <returns>How many were written: as many as there are or as fit.</returns>
    public static int Of(ReadOnlySpan<float> scores, Span<RankedText> best)
    {
        int count = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            count = Insert(best, count, new RankedText(i, scores[i]));
        }

        return count;
    }

    /// <summary>Puts a number among the largest ones so far, behind equal ones.</summary>
    /// <param name="best">The largest so far, the largest first.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="candidate">The number.</param>
    /// <returns>How many there are then.</returns>
    public static int Insert(Span<RankedText> best, int count, RankedText candidate)
    {
        if (count < best.Length)
        {
            count++;
        }
        else if (best.IsEmpty || !(candidate.Score > best[count - 1].Score))
        {
            return count;
        }

        int place = count - 1;
        for (; place > 0 && candidate.Score > best[place - 1].Score; place--)
        {
            best[place] = best[place - 1];
        }

        best[place] = candidate;
        return count;
    }

    /// <summary>Place of the largest number, the first of equal ones.</summary>
    public static int IndexOf(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }
}
