using System.Numerics.Tensors;
using Sememe.Backends;
using Sememe.CompilerServices;

namespace Sememe.Heads;

/// <summary>Hidden states → one vector per token or word: what <see cref="ContextOptions"/> mean for a network.</summary>
internal readonly struct ContextPlan
{
    private readonly ContextOptions _options;
    private readonly int _hiddenSize;

    private ContextPlan(ContextOptions options, LayerSet layers, int hiddenSize)
    {
        _options = options;
        Layers = layers;
        _hiddenSize = hiddenSize;
    }

    /// <summary>The hidden states that the network must give.</summary>
    public LayerSet Layers { get; }

    /// <summary>Length of each vector.</summary>
    public int Width => _options.Layers.Kind == LayerMixKind.Concatenation ? Layers.Count * _hiddenSize : _hiddenSize;

    /// <exception cref="ArgumentException">The network does not have a layer.</exception>
    /// <exception cref="NotSupportedException">The network has the layer and cannot show it.</exception>
    public static ContextPlan For(ContextOptions options, EncoderSpec encoder, Network network)
    {
        LayerSet layers = LayerSet.Last;
        if (!options.Layers.IsLast)
        {
            (int first, int count) = options.Layers.Resolve(encoder.Layers);
            layers = LayerSet.Range(first, first + count - 1);
        }

        if (!network.AvailableLayers.ContainsAll(layers))
        {
            throw new NotSupportedException(
                "The graph of this model's ONNX file gives the last hidden state only. Other layers: Backend.Simd, or float weights as model.safetensors.");
        }

        return new ContextPlan(options, layers, encoder.HiddenSize);
    }

    /// <summary>How many rows a text has.</summary>
    /// <param name="wordIds">[tokens] the word of each token, −1 for special tokens.</param>
    public int CountRows(ReadOnlySpan<int> wordIds)
    {
        int rows = 0;
        for (int token = 0; token < wordIds.Length; token = EndOfRow(wordIds, token))
        {
            rows += IsRow(wordIds[token]) ? 1 : 0;
        }

        return rows;
    }

    /// <summary>Makes the rows.</summary>
    /// <param name="states">[layers × tokens × hidden].</param>
    /// <param name="wordIds">[tokens].</param>
    /// <param name="tokenOffsets">[tokens]; may be the same memory as <paramref name="offsets"/>, rows are never ahead of tokens.</param>
    /// <param name="rows">[rows × width].</param>
    /// <param name="offsets">[rows].</param>
    public void Fill(ReadOnlySpan<float> states, ReadOnlySpan<int> wordIds, ReadOnlySpan<TextRange> tokenOffsets, Span<float> rows, Span<TextRange> offsets)
    {
        int row = 0;
        for (int token = 0; token < wordIds.Length;)
        {
            int end = EndOfRow(wordIds, token);
            if (IsRow(wordIds[token]))
            {
                FillRow(states, wordIds.Length, token, end, rows.Slice(row * Width, Width));
                offsets[row++] = new TextRange(tokenOffsets[token].Start, tokenOffsets[end - 1].End);
            }

            token = end;
        }
    }

    /// <summary>Makes one row per word that the caller has given; zeros for words that have no token.</summary>
    /// <param name="states">[layers × tokens × hidden].</param>
    /// <param name="wordIds">[tokens] index of the caller's word.</param>
    /// <param name="rows">[words × width].</param>
    public void FillWords(ReadOnlySpan<float> states, ReadOnlySpan<int> wordIds, Span<float> rows)
    {
        rows.Clear();
        for (int token = 0; token < wordIds.Length;)
        {
            int end = EndOfWord(wordIds, token);
            if (wordIds[token] >= 0)
            {
                FillRow(states, wordIds.Length, token, end, rows.Slice(wordIds[token] * Width, Width));
            }

            token = end;
        }
    }

    /// <summary>The vector of the tokens [first, end).</summary>
    private void FillRow(ReadOnlySpan<float> states, int tokens, int first, int end, Span<float> row)
    {
        switch (_options.Subwords)
        {
            case SubwordMerge.First:
                end = first + 1;
                break;
            case SubwordMerge.Last:
                first = end - 1;
                break;
            case SubwordMerge.Mean:
                break;
            default:
                throw new InvalidOperationException($"{_options.Subwords} is no way to make a word's vector of its tokens'.");
        }

        if (_options.Layers.Kind == LayerMixKind.Concatenation)
        {
            Concatenate(states, tokens, first, end, row);
        }
        else
        {
            Mix(states, tokens, first, end, row);
        }
    }

    private void Concatenate(ReadOnlySpan<float> states, int tokens, int first, int end, Span<float> row)
    {
        for (int layer = 0; layer < Layers.Count; layer++)
        {
            Span<float> part = row.Slice(layer * _hiddenSize, _hiddenSize);
            Pooling.Sum(Tokens(states, tokens, layer, first, end), part);
            Divide(part, end - first);
        }
    }

    /// <summary>The sum over all layers and the tokens, added up layer by layer, and what the mix makes of it.</summary>
    private void Mix(ReadOnlySpan<float> states, int tokens, int first, int end, Span<float> row)
    {
        ReadOnlySpan<float> weights = _options.Layers.Weights;
        Pooling.Sum(Tokens(states, tokens, 0, first, end), row);
        if (!weights.IsEmpty)
        {
            TensorPrimitives.Multiply(row, weights[0], row);
        }

        for (int layer = 1; layer < Layers.Count; layer++)
        {
            for (int token = first; token < end; token++)
            {
                ReadOnlySpan<float> state = Tokens(states, tokens, layer, token, token + 1);
                if (weights.IsEmpty)
                {
                    TensorPrimitives.Add(row, state, row);
                }
                else
                {
                    TensorPrimitives.MultiplyAdd(state, weights[layer], row, row);
                }
            }
        }

        Divide(row, _options.Layers.Kind == LayerMixKind.Mean ? Layers.Count * (end - first) : end - first);
    }

    private ReadOnlySpan<float> Tokens(ReadOnlySpan<float> states, int tokens, int layer, int first, int end) =>
        states.Slice(((layer * tokens) + first) * _hiddenSize, (end - first) * _hiddenSize);

    private static void Divide(Span<float> row, int count)
    {
        if (count > 1)
        {
            TensorPrimitives.Divide(row, count, row);
        }
    }

    private bool IsRow(int wordId) => wordId >= 0 || (_options.SpecialTokens && _options.Unit == ContextUnit.Token);

    /// <summary>One past the last token of the row that begins at <paramref name="token"/>.</summary>
    private int EndOfRow(ReadOnlySpan<int> wordIds, int token) =>
        _options.Unit == ContextUnit.Word && wordIds[token] >= 0 ? EndOfWord(wordIds, token) : token + 1;

    private static int EndOfWord(ReadOnlySpan<int> wordIds, int token)
    {
        int end = token + 1;
        while (end < wordIds.Length && wordIds[end] == wordIds[token])
        {
            end++;
        }

        return end;
    }
}
