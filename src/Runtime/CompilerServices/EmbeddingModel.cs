using System.ComponentModel;
using Sememe.Batches;
using Sememe.Heads;
using Sememe.Models;

namespace Sememe.CompilerServices;

/// <summary>A loaded sentence-embedding model: what a generated class forwards to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EmbeddingModel : IDisposable
{
    private readonly LoadedModel _model;
    private readonly Contextualizer _context;
    private readonly SentenceHead _head;
    private readonly string[] _prompts;
    private readonly int[] _promptTokens;

    private EmbeddingModel(LoadedModel model, SentenceHead head, string[] prompts)
    {
        _model = model;
        _context = new Contextualizer(model);
        _head = head;
        _prompts = prompts;
        _promptTokens = [.. prompts.Select(prompt => model.Texts.CountPromptTokens(prompt))];
        model.RunBatchesThrough(head);
    }

    /// <summary>What runs the network.</summary>
    public Backend Backend => _model.Backend;

    /// <summary>Loads the weights.</summary>
    /// <exception cref="ModelFormatException">A file is missing, broken or does not fit the description.</exception>
    public static EmbeddingModel Load(ModelDescription description, LoadOptions? options)
    {
        LoadedModel model = LoadedModel.Load(description, options);
        try
        {
            SentenceSpec sentence = description.Sentence ?? throw new ArgumentException("The description has no sentence.", nameof(description));
            HeadLayer?[] layers = [.. sentence.Steps.Select(step => SentenceLayers.Load(step, model.Folder, model.CopiesWeights))];
            return new EmbeddingModel(model, new SentenceHead(model.Network, model.Encoder.HiddenSize, sentence, layers), [.. sentence.Prompts]);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="IEmbeddingModel{TSelf}.Embed(ReadOnlySpan{char}, Span{float})"/>
    /// <param name="text">The text.</param>
    /// <param name="prompt">Index of the prompt that is put before it; −1 for none.</param>
    /// <param name="destination">Takes the vector.</param>
    public EmbedInfo Embed(ReadOnlySpan<char> text, int prompt, Span<float> destination)
    {
        LoadedModel.RequireRoom(destination.Length, 1, _head.Width, nameof(destination));
        using ModelCall call = _model.Enter();
        TokenCount count = call.Encode(text, PromptOf(prompt)).Checked();
        call.Run(_head, count.Kept, destination[.._head.Width], PromptTokensOf(prompt));
        return new EmbedInfo(count.Kept, count.Dropped, Backend);
    }

    /// <inheritdoc cref="IEmbeddingModel{TSelf}.Embed(ReadOnlySpan{string}, Span{float}, IProgress{int}?, CancellationToken)"/>
    /// <param name="texts">The texts.</param>
    /// <param name="prompt">Index of the prompt that is put before each; −1 for none.</param>
    /// <param name="destination">Takes the vectors.</param>
    /// <param name="progress">Told how many texts are done.</param>
    /// <param name="cancellation">Ends the call.</param>
    public BatchInfo Embed(ReadOnlySpan<string> texts, int prompt, Span<float> destination, IProgress<int>? progress, CancellationToken cancellation)
    {
        LoadedModel.RequireRoom(destination.Length, texts.Length, _head.Width, nameof(destination));
        TextBatch batch = new() { Texts = texts, Prompt = PromptOf(prompt), PromptTokens = PromptTokensOf(prompt) };
        return _model.Run(batch, destination, progress, cancellation);
    }

    /// <inheritdoc cref="IContextualModel{TSelf}.Contextualize(ReadOnlySpan{char}, ContextOptions)"/>
    public TokenVectors Contextualize(ReadOnlySpan<char> text, ContextOptions options) => _context.Run(text, options);

    /// <inheritdoc cref="IContextualModel{TSelf}.Contextualize(ReadOnlySpan{char}, Span{float}, Span{TextRange}, ContextOptions)"/>
    public ContextInfo Contextualize(ReadOnlySpan<char> text, Span<float> vectors, Span<TextRange> offsets, ContextOptions options) =>
        _context.Run(text, vectors, offsets, options);

    /// <inheritdoc cref="IContextualModel{TSelf}.Contextualize(ReadOnlySpan{string}, ContextOptions)"/>
    public TokenVectors Contextualize(ReadOnlySpan<string> words, ContextOptions options) => _context.Run(words, options);

    /// <inheritdoc cref="IContextualModel{TSelf}.Contextualize(ReadOnlySpan{string}, Span{float}, ContextOptions)"/>
    public ContextInfo Contextualize(ReadOnlySpan<string> words, Span<float> vectors, ContextOptions options) => _context.Run(words, vectors, options);

    /// <summary>Waits for calls in flight and frees the weights.</summary>
    public void Dispose() => _model.Dispose(_head);

    private ReadOnlySpan<char> PromptOf(int prompt) => prompt < 0 ? default : _prompts[Checked(prompt)];

    private int PromptTokensOf(int prompt) => prompt < 0 ? 0 : _promptTokens[prompt];

    private int Checked(int prompt) =>
        prompt < _prompts.Length ? prompt : throw new ArgumentException($"The model has {_prompts.Length} prompts and none with the number {prompt}.", nameof(prompt));
}
