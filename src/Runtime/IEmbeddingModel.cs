namespace Sememe;

/// <summary>A model that turns texts into vectors, and tokens and words into vectors in context.</summary>
/// <typeparam name="TSelf">The generated class.</typeparam>
public interface IEmbeddingModel<TSelf> : IContextualModel<TSelf>
    where TSelf : IEmbeddingModel<TSelf>
{
    /// <summary>Length of a sentence vector.</summary>
    static abstract int Dimensions { get; }

    /// <summary>Names of the texts that the model wants before a text, depending on what the text is for, as its folder has them (<c>query</c>, <c>passage</c>); none for most models.</summary>
    static virtual IReadOnlyList<string> Prompts => [];

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

    /// <summary>Embeds many texts with a prompt before each.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="prompt">Place in <see cref="Prompts"/>; −1 for none, not even the one that the model puts before a text by itself.</param>
    /// <param name="destination">At least [texts × Dimensions], one vector after the other in the order of the texts.</param>
    /// <param name="progress">Told how many texts are done, on the calling thread.</param>
    /// <param name="cancellation">Ends the call with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">There is no such prompt, a text is longer than the model takes and truncation was not allowed, or the destination is too small.</exception>
    BatchInfo Embed(ReadOnlySpan<string> texts, int prompt, Span<float> destination, IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        prompt < 0
            ? Embed(texts, destination, progress, cancellation)
            : throw new ArgumentException($"The model '{TSelf.Name}' has no prompts and none with the number {prompt}.", nameof(prompt));
}
