using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Memory;

namespace Sememe.Heads;

/// <summary>Sequences → logits → scores, a row per sequence.</summary>
internal sealed class ClassificationHead(HeadedNetwork network, ScoreFunction scores) : SequenceHead
{
    public override int Width => network.Spec.Outputs;

    public override Backend Backend => network.Backend;

    public override void Run(in SequenceBatch batch, Workspace workspace, Span<float> results, CancellationToken cancellation)
    {
        ReadOnlySpan<float> logits = network.Run(batch, workspace, cancellation);
        logits.CopyTo(results);
        for (int row = 0; row < batch.Count; row++)
        {
            Span<float> numbers = results.Slice(row * Width, Width);
            switch (scores)
            {
                case ScoreFunction.Softmax:
                    Probabilities.Softmax(numbers);
                    break;
                case ScoreFunction.Sigmoid:
                    Probabilities.Sigmoid(numbers);
                    break;
                case ScoreFunction.Identity:
                    break;
                default:
                    throw new NotSupportedException($"This version of Sememe does not know the scores {scores}; the model was compiled with a newer one.");
            }
        }
    }
}
