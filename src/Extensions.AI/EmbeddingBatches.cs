using System.Buffers;
using Microsoft.Extensions.AI;

namespace Sememe.Extensions.AI;

/// <summary>Runs the texts of one request through the model and makes an <see cref="Embedding{T}"/> of each vector.</summary>
internal static class EmbeddingBatches
{
    // 4 MB of vectors: enough texts to keep all cores busy, and no array in proportion to the whole request but its result.
    public const int NumbersPerBatch = 1 << 20;

    public static GeneratedEmbeddings<Embedding<float>> Run<TModel>(TModel model, ReadOnlySpan<string> texts, EmbeddingRequest request, CancellationToken cancellation)
        where TModel : class, IEmbeddingModel<TModel>
    {
        int textsPerBatch = Math.Max(1, NumbersPerBatch / TModel.Dimensions);
        GeneratedEmbeddings<Embedding<float>> embeddings = new(texts.Length);
        DateTimeOffset created = DateTimeOffset.UtcNow;
        long tokens = 0;
        float[] vectors = ArrayPool<float>.Shared.Rent(Math.Min(texts.Length, textsPerBatch) * TModel.Dimensions);
        try
        {
            for (int start = 0; start < texts.Length; start += textsPerBatch)
            {
                ReadOnlySpan<string> batch = texts.Slice(start, Math.Min(textsPerBatch, texts.Length - start));
                tokens += Embed(model, batch, request, vectors, cancellation).Tokens;
                for (int i = 0; i < batch.Length; i++)
                {
                    float[] vector = Take(vectors.AsSpan(i * TModel.Dimensions, TModel.Dimensions), request.Dimensions);
                    embeddings.Add(new Embedding<float>(vector) { ModelId = TModel.Name, CreatedAt = created });
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(vectors);
        }

        embeddings.Usage = new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens };
        return embeddings;
    }

    private static BatchInfo Embed<TModel>(TModel model, ReadOnlySpan<string> texts, EmbeddingRequest request, Span<float> destination, CancellationToken cancellation)
        where TModel : class, IEmbeddingModel<TModel> =>
        request.Prompt is { } prompt
            ? model.Embed(texts, prompt, destination, cancellation: cancellation)
            : model.Embed(texts, destination, cancellation: cancellation);

    /// <summary>An array of its own for each vector: who keeps one keeps nothing else alive.</summary>
    private static float[] Take(ReadOnlySpan<float> vector, int dimensions)
    {
        if (dimensions == vector.Length)
        {
            return vector.ToArray();
        }

        float[] beginning = new float[dimensions];
        VectorQuantization.Truncate(vector, beginning);
        return beginning;
    }
}
