using Sememe;
using Sememe.Extensions.AI;

namespace Microsoft.Extensions.AI;

/// <summary>Models compiled by Sememe for code that is written against <c>Microsoft.Extensions.AI</c>.</summary>
public static class EmbeddingModelExtensions
{
    /// <summary>The model as an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>; the model stays its owner's to dispose of.</summary>
    /// <typeparam name="TModel">The generated class.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="defaults">What holds for a request whose own options say nothing; null for the model's own dimensions and prompt.</param>
    /// <exception cref="ArgumentException">The model does not have the dimensions, the prompt or the name that the options ask for.</exception>
    public static EmbeddingGenerator<TModel> AsEmbeddingGenerator<TModel>(this TModel model, EmbeddingGenerationOptions? defaults = null)
        where TModel : class, IEmbeddingModel<TModel> => new(model, defaults);
}
