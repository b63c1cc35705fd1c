using System.Numerics.Tensors;
using Sememe.Backends;
using Sememe.CompilerServices;

namespace Sememe.Heads;

/// <summary>Hidden states of sequences → the rows that go into a head, one per sequence.</summary>
internal static class HeadRows
{
    /// <param name="spec">Which rows.</param>
    /// <param name="batch">The sequences, each of at least one token.</param>
    /// <param name="states">[tokens × hidden].</param>
    /// <param name="rows">[sequences × hidden].</param>
    public static void Choose(HeadSpec spec, in SequenceBatch batch, ReadOnlySpan<float> states, Span<float> rows)
    {
        int hidden = rows.Length / batch.Count;
        for (int sequence = 0; sequence < batch.Count; sequence++)
        {
            int start = batch.Starts[sequence];
            int end = batch.Starts[sequence + 1];
            Span<float> row = rows.Slice(sequence * hidden, hidden);
            switch (spec.Tokens)
            {
                case HeadTokens.First:
                    states.Slice(start * hidden, hidden).CopyTo(row);
                    break;
                case HeadTokens.Mean:
                    Pooling.Sum(states[(start * hidden)..(end * hidden)], row);
                    TensorPrimitives.Divide(row, end - start, row);
                    break;
                case HeadTokens.LastWithoutPadding:
                    int last = Math.Max(0, batch.TokenIds[start..end].LastIndexOfAnyExcept(spec.PadTokenId));
                    states.Slice((start + last) * hidden, hidden).CopyTo(row);
                    break;
                default:
                    throw new NotSupportedException($"This version of Sememe does not know the choice of tokens {spec.Tokens}; the model was compiled with a newer one.");
            }
        }
    }
}
