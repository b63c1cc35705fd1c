using Microsoft.Extensions.AI;

namespace Sememe.Extensions.AI;

/// <summary>A sentence-embedding model as an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>. Safe to use from many threads at once.</summary>
/// <typeparam name="TModel">The generated class.</typeparam>
/// <remarks>
/// Does not own the model: dispose of the model itself, or let the container that made it do so. Vectors are, bit for bit, those of
/// <see cref="IEmbeddingModel{TSelf}.Embed(ReadOnlySpan{string}, Span{float}, IProgress{int}, CancellationToken)"/>.
/// </remarks>
public sealed class EmbeddingGenerator<TModel> : IEmbeddingGenerator<string, Embedding<float>>
    where TModel : class, IEmbeddingModel<TModel>
{
    private readonly TModel _model;
    private readonly EmbeddingGenerationOptions? _defaults;

    /// <summary>Puts a model behind the interface.</summary>
    /// <param name="model">The model.</param>
    /// <param name="defaults">What holds for a request whose own options say nothing; null for the model's own dimensions and prompt.</param>
    /// <exception cref="ArgumentException">The model does not have the dimensions, the prompt or the name that the options ask for.</exception>
    public EmbeddingGenerator(TModel model, EmbeddingGenerationOptions? defaults = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _defaults = defaults?.Clone();
        Metadata = new EmbeddingGeneratorMetadata(EmbeddingTelemetry.Provider, null, TModel.Name, EmbeddingRequest.Of<TModel>(null, _defaults).Dimensions);
    }

    /// <summary>Name of the provider (<see cref="EmbeddingTelemetry.Provider"/>), of the model, and length of its vectors.</summary>
    public EmbeddingGeneratorMetadata Metadata { get; }

    /// <summary>Embeds texts on a thread of the pool, in one batch.</summary>
    /// <param name="values">The texts; enumerated before the call returns.</param>
    /// <param name="options">
    /// <see cref="EmbeddingGenerationOptions.Dimensions"/> asks for the beginning of each vector, scaled to length 1 (<see cref="VectorQuantization.Truncate"/>);
    /// <see cref="EmbeddingPrompts.WithPrompt"/> for a prompt; null for the defaults.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>One vector per text, in the order of the texts; the usage counts the tokens that went through the network.</returns>
    /// <exception cref="ArgumentException">
    /// A text is null, or longer than the model takes and truncation was not allowed (<see cref="LoadOptions.Truncate"/>); or the model does not have the
    /// dimensions, the prompt or the name that the options ask for.
    /// </exception>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        EmbeddingRequest request = EmbeddingRequest.Of<TModel>(options, _defaults);
        string[] texts = [.. values];
        int missing = Array.IndexOf(texts, null);
        if (missing >= 0)
        {
            throw new ArgumentException($"The text with the number {missing} is null.", nameof(values));
        }

        return Task.Run(() => Generate(texts, request, cancellationToken), cancellationToken);
    }

    /// <summary>The model, this object or its metadata.</summary>
    /// <param name="serviceType">The type asked for.</param>
    /// <param name="serviceKey">Null; there is nothing under a key.</param>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? Metadata
            : serviceType == typeof(Tokenizer) ? TModel.Tokenizer
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(_model) ? _model
            : null;
    }

    /// <summary>Does nothing: the model is its owner's to dispose of.</summary>
    public void Dispose()
    {
    }

    private GeneratedEmbeddings<Embedding<float>> Generate(string[] texts, EmbeddingRequest request, CancellationToken cancellation)
    {
        EmbeddingOperation operation = EmbeddingOperation.Start(TModel.Name, request.Dimensions);
        try
        {
            GeneratedEmbeddings<Embedding<float>> embeddings = EmbeddingBatches.Run(_model, texts, request, cancellation);
            operation.Complete(embeddings.Usage!.InputTokenCount!.Value);
            return embeddings;
        }
        catch (Exception failure)
        {
            operation.Fail(failure);
            throw;
        }
    }
}
