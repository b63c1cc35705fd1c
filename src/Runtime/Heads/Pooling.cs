using System.Numerics.Tensors;
using Sememe.CompilerServices;

namespace Sememe.Heads;

/// <summary>Hidden states of one sequence → one vector. Rows are added in order, so the result depends on nothing but them.</summary>
internal static class Pooling
{
    /// <summary>Pools by one mode.</summary>
    /// <param name="mode">How.</param>
    /// <param name="states">[tokens × hidden], at least one token.</param>
    /// <param name="first">First token that counts: the tokens of a prompt may be left out, except for the first token's own vector.</param>
    /// <param name="destination">[hidden].</param>
    public static void Pool(PoolingMode mode, ReadOnlySpan<float> states, int first, Span<float> destination)
    {
        int hidden = destination.Length;
        int tokens = states.Length / hidden;
        first = Math.Min(first, tokens - 1);
        ReadOnlySpan<float> counted = states[(first * hidden)..];
        switch (mode)
        {
            case PoolingMode.Mean:
                Sum(counted, destination);
                Elementwise.Divide(destination, tokens - first);
                break;
            case PoolingMode.MeanSqrtLength:
                Sum(counted, destination);
                TensorPrimitives.Divide(destination, MathF.Sqrt(tokens - first), destination);
                break;
            case PoolingMode.Max:
                Max(counted, destination);
                break;
            case PoolingMode.Cls:
                states[..hidden].CopyTo(destination);
                break;
            case PoolingMode.WeightedMean:
                WeightedMean(counted, first, destination);
                break;
            case PoolingMode.LastToken:
                states[^hidden..].CopyTo(destination);
                break;
            default:
                throw new NotSupportedException($"This version of Sememe does not know the pooling {mode}; the model was compiled with a newer one.");
        }
    }

    /// <summary>Adds up rows.</summary>
    internal static void Sum(ReadOnlySpan<float> rows, Span<float> destination)
    {
        rows[..destination.Length].CopyTo(destination);
        for (int start = destination.Length; start < rows.Length; start += destination.Length)
        {
            Elementwise.Add(rows.Slice(start, destination.Length), destination);
        }
    }

    private static void Max(ReadOnlySpan<float> rows, Span<float> destination)
    {
        rows[..destination.Length].CopyTo(destination);
        for (int start = destination.Length; start < rows.Length; start += destination.Length)
        {
            TensorPrimitives.Max(destination, rows.Slice(start, destination.Length), destination);
        }
    }

    /// <summary>Weights are 1, 2, 3 … by place in the sequence, whether or not the tokens before count.</summary>
    private static void WeightedMean(ReadOnlySpan<float> rows, int first, Span<float> destination)
    {
        int weight = first + 1;
        double sum = weight;
        TensorPrimitives.Multiply(rows[..destination.Length], weight, destination);
        for (int start = destination.Length; start < rows.Length; start += destination.Length)
        {
            weight++;
            sum += weight;
            TensorPrimitives.MultiplyAdd(rows.Slice(start, destination.Length), weight, destination, destination);
        }

        TensorPrimitives.Divide(destination, (float)sum, destination);
    }
}
