using Microsoft.Extensions.AI;

namespace Sememe.Extensions.AI;

/// <summary>What the options of a request mean for a model.</summary>
/// <param name="Dimensions">Length of the vectors asked for; at most the model's.</param>
/// <param name="Prompt">Place of the prompt among the model's; −1 for none; null for what the model does by itself.</param>
internal readonly record struct EmbeddingRequest(int Dimensions, int? Prompt)
{
    /// <summary>Reads the options; what they leave open is as in <paramref name="defaults"/>.</summary>
    /// <exception cref="ArgumentException">The model does not have what they ask for.</exception>
    public static EmbeddingRequest Of<TModel>(EmbeddingGenerationOptions? options, EmbeddingGenerationOptions? defaults)
        where TModel : class, IEmbeddingModel<TModel>
    {
        if ((options?.ModelId ?? defaults?.ModelId) is { } name && name != TModel.Name)
        {
            throw new ArgumentException($"The options ask for the model '{name}', this one is '{TModel.Name}'.", nameof(options));
        }

        return new(
            DimensionsOf<TModel>(options, defaults),
            PromptOf<TModel>(options, defaults));
    }

    private static int DimensionsOf<TModel>(EmbeddingGenerationOptions? options, EmbeddingGenerationOptions? defaults)
        where TModel : class, IEmbeddingModel<TModel>
    {
        int dimensions = options?.Dimensions ?? defaults?.Dimensions ?? TModel.Dimensions;
        return dimensions >= 1 && dimensions <= TModel.Dimensions
            ? dimensions
            : throw new ArgumentException($"The options ask for {dimensions} dimensions, the model '{TModel.Name}' has 1 to {TModel.Dimensions}.", nameof(options));
    }

    private static int? PromptOf<TModel>(EmbeddingGenerationOptions? options, EmbeddingGenerationOptions? defaults)
        where TModel : class, IEmbeddingModel<TModel>
    {
        string? name = EmbeddingPrompts.Find(options) ?? EmbeddingPrompts.Find(defaults);
        if (name is null)
        {
            return null;
        }

        for (int i = 0; i < TModel.Prompts.Count; i++)
        {
            if (TModel.Prompts[i] == name)
            {
                return i;
            }
        }

        return name.Length == 0
            ? -1
            : throw new ArgumentException(
                TModel.Prompts.Count == 0
                    ? $"The options ask for the prompt '{name}', the model '{TModel.Name}' has no prompts."
                    : $"The options ask for the prompt '{name}', the model '{TModel.Name}' has {string.Join(", ", TModel.Prompts.Select(static prompt => $"'{prompt}'"))}.",
                nameof(options));
    }
}
