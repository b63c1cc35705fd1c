namespace Sememe;

/// <summary>A model that turns texts into vectors, and tokens and words into vectors in context.</summary>
/// <typeparam name="TSelf">The generated class.</typeparam>
public interface IEmbeddingModel<TSelf> : IContextualModel<TSelf>
    where TSelf : IEmbeddingModel<TSelf>
{
    /// <summary>Length of a sentence vector.</summary>
    static abstract int Dimensions { get; }

    /// <summary>Embeds one text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="destination">At least [Dimensions]; the vector goes to its beginning.</param>
    /// <exception cref="ArgumentException">The text is longer than the model takes and truncation was not allowed, or the destination is too small.</exception>
    EmbedInfo Embed(ReadOnlySpan<char> text, Span<float> destination);

    /// <summary>Embeds many texts, on as many threads as <see cref="LoadOptions.Threads"/> allows.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="destination">At least [texts × Dimensions], one vector after the other in the order of the texts.</param>
    /// <param name="progress">Told how many texts are done, on the calling thread.</param>
    /// <param name="cancellation">Ends the call with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">A text is longer than the model takes and truncation was not allowed, or the destination is too small.</exception>
    BatchInfo Embed(ReadOnlySpan<string> texts, Span<float> destination, IProgress<int>? progress = null, CancellationToken cancellation = default);
}
