using System.ComponentModel;
using Sememe.Batches;
using Sememe.Heads;
using Sememe.Memory;
using Sememe.Models;

namespace Sememe.CompilerServices;

/// <summary>A loaded masked language model: what a generated class forwards to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MaskFiller : IDisposable
{
    private readonly LoadedModel _model;
    private readonly int _mask;

    private MaskFiller(LoadedModel model, int mask) => (_model, _mask) = (model, mask);

    /// <summary>What runs the network.</summary>
    public Backend Backend => _model.Backend;

    /// <summary>Loads the weights.</summary>
    /// <exception cref="ModelFormatException">A file is missing, broken or does not fit the description.</exception>
    public static MaskFiller Load(ModelDescription description, LoadOptions? options)
    {
        LoadedModel model = LoadedModel.Load(description, options);
        return new MaskFiller(model, description.Tokenizer?.SpecialTokens.Mask ?? throw new ArgumentException("The tokenizer has no mask token.", nameof(description)));
    }

    /// <summary>The most probable tokens for each gap of a text.</summary>
    /// <param name="text">The text, with the mask token in place of what is to be guessed.</param>
    /// <param name="best">Takes the guesses, [gaps × per gap], the best first: its length is shared out evenly among the gaps.</param>
    /// <exception cref="ArgumentException">The text has no gap, is longer than the model takes and truncation was not allowed, or there are more gaps than room.</exception>
    public FillInfo Fill(ReadOnlySpan<char> text, Span<TokenScore> best)
    {
        using ModelCall call = _model.Enter();
        Workspace workspace = call.Workspace;
        TokenCount count = call.Encode(text);
        Span<int> masks = workspace.WordIds; // which word a token belongs to does not matter here
        int gaps = FindMasks(workspace.TokenIds[..count.Kept], masks);
        int perMask = gaps == 0 ? 0 : best.Length / gaps;
        if (perMask == 0)
        {
            throw gaps == 0
                ? new ArgumentException($"The text has no mask token; {_model.Texts.Tokenizer.IdToToken(_mask)} stands for what is to be guessed.", nameof(text))
                : new ArgumentException($"The text has {gaps} gaps, the destination holds {best.Length} guesses.", nameof(best));
        }

        Span<float> logits = call.RunLogits(count.Kept, masks[..gaps]);
        int outputs = logits.Length / gaps;
        perMask = Math.Min(perMask, outputs);
        for (int gap = 0; gap < gaps; gap++)
        {
            Choose(logits.Slice(gap * outputs, outputs), best.Slice(gap * perMask, perMask));
        }

        return new FillInfo(gaps, perMask, count.Kept, count.Dropped, Backend);
    }

    /// <summary>Waits for calls in flight and frees the weights.</summary>
    public void Dispose() => _model.Dispose();

    private int FindMasks(ReadOnlySpan<int> ids, Span<int> masks)
    {
        int count = 0;
        for (int token = 0; token < ids.Length; token++)
        {
            if (ids[token] == _mask)
            {
                masks[count++] = token;
            }
        }

        return count;
    }

    private static void Choose(Span<float> logits, Span<TokenScore> best)
    {
        Probabilities.Softmax(logits);
        Best.Of(logits, System.Runtime.InteropServices.MemoryMarshal.Cast<TokenScore, RankedText>(best));
    }
}
