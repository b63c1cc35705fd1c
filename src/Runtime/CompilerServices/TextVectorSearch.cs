using System.ComponentModel;
using System.Numerics.Tensors;
using Sememe.Heads;

namespace Sememe.CompilerServices;

/// <summary>What generated classes of compiled text vectors forward to: cosine with every row, one after the other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TextVectorSearch
{
    /// <summary>The rows that are nearest to a vector, the nearest first; of equal ones the earlier first.</summary>
    /// <param name="query">The vector.</param>
    /// <param name="rows">[rows × its length].</param>
    /// <param name="best">Takes indices and cosines, as many as fit.</param>
    /// <returns>How many were written.</returns>
    public static int Search(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<RankedText> best)
    {
        int count = 0;
        for (int row = 0; row * query.Length < rows.Length; row++)
        {
            count = Best.Insert(best, count, new RankedText(row, TensorPrimitives.CosineSimilarity(query, rows.Slice(row * query.Length, query.Length))));
        }

        return count;
    }

    /// <summary>The row that is nearest to a vector; the first of equal ones.</summary>
    /// <param name="query">The vector.</param>
    /// <param name="rows">[rows × its length], at least one.</param>
    public static RankedText Nearest(ReadOnlySpan<float> query, ReadOnlySpan<float> rows)
    {
        RankedText nearest = default;
        Search(query, rows, new Span<RankedText>(ref nearest));
        return nearest;
    }

    /// <summary>The cosine with every row.</summary>
    /// <param name="query">The vector.</param>
    /// <param name="rows">[rows × its length].</param>
    /// <param name="scores">Takes one number per row.</param>
    /// <returns>The row that is nearest; the first of equal ones.</returns>
    /// <exception cref="ArgumentException">There are more rows than <paramref name="scores"/> holds.</exception>
    public static int Score(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores)
    {
        int count = rows.Length / query.Length;
        if (scores.Length < count)
        {
            throw new ArgumentException($"There are {count} labels, the destination holds {scores.Length} scores.", nameof(scores));
        }

        for (int row = 0; row < count; row++)
        {
            scores[row] = TensorPrimitives.CosineSimilarity(query, rows.Slice(row * query.Length, query.Length));
        }

        return Best.IndexOf(scores[..count]);
    }
}
