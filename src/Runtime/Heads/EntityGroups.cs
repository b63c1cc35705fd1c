using Sememe.CompilerServices;

namespace Sememe.Heads;

/// <summary>A label per token → labelled parts of the text: the "simple" aggregation of transformers' token classification pipeline.</summary>
/// <remarks>Neighbouring tokens of one tag are one part, until a label begins a new one; its score is the mean of theirs.</remarks>
internal sealed class EntityGroups
{
    private readonly bool[] _begins;
    private readonly int[] _tags;
    private readonly int[] _entities;

    public EntityGroups(TagScheme scheme) => (_begins, _tags, _entities) = ([.. scheme.Begins], [.. scheme.Tags], [.. scheme.Entities]);

    /// <summary>Writes the parts, in the order of the text.</summary>
    /// <param name="labels">[tokens] label of each token.</param>
    /// <param name="scores">[tokens] its probability.</param>
    /// <param name="sequenceIds">[tokens] −1 for special tokens.</param>
    /// <param name="offsets">[tokens].</param>
    /// <param name="spans">Takes the parts, as many as fit.</param>
    /// <returns>How many parts there are.</returns>
    public int Find(
        ReadOnlySpan<int> labels, ReadOnlySpan<float> scores, ReadOnlySpan<int> sequenceIds, ReadOnlySpan<TextRange> offsets, Span<LabelledSpan> spans)
    {
        int count = 0;
        for (int token = Next(sequenceIds, 0); token < labels.Length;)
        {
            float sum = scores[token];
            int tokens = 1;
            int last = token;
            int next = Next(sequenceIds, token + 1);
            for (; next < labels.Length && _tags[labels[next]] == _tags[labels[token]] && !_begins[labels[next]]; next = Next(sequenceIds, next + 1))
            {
                sum += scores[next];
                tokens++;
                last = next;
            }

            int entity = _entities[labels[token]];
            if (entity >= 0)
            {
                if (count < spans.Length)
                {
                    spans[count] = new LabelledSpan(entity, sum / tokens, new TextRange(offsets[token].Start, offsets[last].End));
                }

                count++;
            }

            token = next;
        }

        return count;
    }

    /// <summary>The next token that is not a special one.</summary>
    private static int Next(ReadOnlySpan<int> sequenceIds, int token)
    {
        while (token < sequenceIds.Length && sequenceIds[token] < 0)
        {
            token++;
        }

        return token;
    }
}
