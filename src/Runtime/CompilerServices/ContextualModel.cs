using System.ComponentModel;
using Sememe.Models;

namespace Sememe.CompilerServices;

/// <summary>A loaded encoder without a head: what a generated class forwards to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ContextualModel : IDisposable
{
    private readonly LoadedModel _model;
    private readonly Contextualizer _context;

    private ContextualModel(LoadedModel model)
    {
        _model = model;
        _context = new Contextualizer(model);
    }

    /// <summary>What runs the network.</summary>
    public Backend Backend => _model.Backend;

    /// <summary>Loads the weights.</summary>
    /// <exception cref="ModelFormatException">A file is missing, broken or does not fit the description.</exception>
    public static ContextualModel Load(ModelDescription description, LoadOptions? options) => new(LoadedModel.Load(description, options));

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
    public void Dispose() => _model.Dispose();
}
