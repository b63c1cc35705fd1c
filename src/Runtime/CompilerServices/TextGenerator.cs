using System.ComponentModel;
using Sememe.Batches;
using Sememe.Heads;
using Sememe.Models;

namespace Sememe.CompilerServices;

/// <summary>A loaded causal language model: what a generated class forwards to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TextGenerator : IDisposable
{
    private readonly LoadedModel _model;
    private readonly GenerationPool _generations;
    private readonly int[] _endTokens;

    private TextGenerator(LoadedModel model, int[] endTokens)
    {
        (_model, _endTokens) = (model, endTokens);
        _generations = new GenerationPool(model);
    }

    /// <summary>What runs the network.</summary>
    public Backend Backend => _model.Backend;

    /// <summary>Loads the weights.</summary>
    /// <exception cref="ModelFormatException">A file is missing, broken or does not fit the description.</exception>
    public static TextGenerator Load(ModelDescription description, LoadOptions? options) => new(LoadedModel.Load(description, options), [.. description.EndTokens]);

    /// <summary>How much a text surprises the model: e to the mean cross-entropy of each token given those before it; NaN for fewer than two tokens.</summary>
    /// <exception cref="ArgumentException">The text is longer than the model takes, and truncation was not allowed.</exception>
    public double Perplexity(ReadOnlySpan<char> text)
    {
        using ModelCall call = _model.Enter();
        TokenCount count = call.Encode(text);
        return count.Kept < 2 ? double.NaN : Math.Exp(call.RunCrossEntropy(count.Kept));
    }

    /// <summary>Continues a text; the tokens that are added.</summary>
    /// <param name="prompt">The text.</param>
    /// <param name="tokens">Takes the tokens, as many as fit.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ArgumentException">The text has no tokens, is longer than the model takes and truncation was not allowed, or an option is out of its range.</exception>
    public GenerateInfo Generate(ReadOnlySpan<char> prompt, Span<int> tokens, GenerateOptions options, CancellationToken cancellation)
    {
        using ModelCall call = _model.Enter();
        Generation generation = _generations.Rent();
        try
        {
            GenerateInfo info = Run(call, generation, prompt, options, tokens.Length, isTextWanted: false, null, cancellation);
            call.Workspace.TokenIds.Slice(info.PromptTokens, info.NewTokens).CopyTo(tokens);
            return info;
        }
        finally
        {
            _generations.Return(generation);
        }
    }

    /// <summary>Continues a text and gives what is added piece by piece.</summary>
    /// <param name="prompt">The text.</param>
    /// <param name="onText">Takes the pieces, on the calling thread.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ArgumentException">As for the tokens.</exception>
    public GenerateInfo Generate(ReadOnlySpan<char> prompt, TextPiece onText, GenerateOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(onText);
        using ModelCall call = _model.Enter();
        Generation generation = _generations.Rent();
        try
        {
            return Run(call, generation, prompt, options, int.MaxValue, isTextWanted: true, onText, cancellation);
        }
        finally
        {
            _generations.Return(generation);
        }
    }

    /// <summary>Continues a text; what is added, as a new string.</summary>
    /// <param name="prompt">The text.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ArgumentException">As for the tokens.</exception>
    public string Generate(ReadOnlySpan<char> prompt, GenerateOptions options, CancellationToken cancellation)
    {
        using ModelCall call = _model.Enter();
        Generation generation = _generations.Rent();
        try
        {
            Run(call, generation, prompt, options, int.MaxValue, isTextWanted: true, null, cancellation);
            return generation.Text.Text.ToString();
        }
        finally
        {
            _generations.Return(generation);
        }
    }

    /// <summary>Waits for calls in flight and frees the weights.</summary>
    public void Dispose() => _model.Dispose(_generations);

    private GenerateInfo Run(
        in ModelCall call, Generation generation, ReadOnlySpan<char> prompt, in GenerateOptions options, int most, bool isTextWanted, TextPiece? onText, CancellationToken cancellation)
    {
        options.Check();
        TokenCount count = call.Encode(prompt);
        if (count.Kept == 0)
        {
            throw new ArgumentException("The text has no tokens, and the first token follows from nothing; begin with a text of at least one.", nameof(prompt));
        }

        Span<int> ids = call.Workspace.TokenIds[.._model.Texts.MaxTokens];
        int end = count.Kept + Math.Min(Math.Min(most, options.MaxNewTokens == 0 ? int.MaxValue : options.MaxNewTokens), ids.Length - count.Kept);
        bool followsText = isTextWanted || !options.StopTexts.IsEmpty;
        RandomSource random = new(options.Seed);
        GenerateStop stop = GenerateStop.MaxTokens;
        int first = 0;
        int length = count.Kept;
        while (length < end && stop == GenerateStop.MaxTokens)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<float> logits = call.RunNext(first, length, generation.State, cancellation);
            first = generation.State is null ? 0 : length;
            int token = TokenSampler.Choose(logits, options, ref random, call.Workspace);
            ids[length++] = token;
            stop = IsEnd(token, options) ? GenerateStop.EndToken
                : followsText && generation.Text.Append(token, options.StopTexts.Span, onText) ? GenerateStop.StopText
                : GenerateStop.MaxTokens;
        }

        if (followsText && stop != GenerateStop.StopText && generation.Text.Finish(options.StopTexts.Span, onText))
        {
            stop = GenerateStop.StopText;
        }

        return new GenerateInfo(count.Kept, count.Dropped, length - count.Kept, stop, Backend);
    }

    private bool IsEnd(int token, in GenerateOptions options) => _endTokens.AsSpan().Contains(token) || options.StopTokens.Span.Contains(token);
}
