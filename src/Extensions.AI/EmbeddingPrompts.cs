using Microsoft.Extensions.AI;

namespace Sememe.Extensions.AI;

/// <summary>Prompts in the options of a request: what some models want before a text, depending on what the text is for.</summary>
public static class EmbeddingPrompts
{
    /// <summary>Key in <see cref="EmbeddingGenerationOptions.AdditionalProperties"/>; called as the argument of sentence-transformers.</summary>
    public const string Key = "prompt_name";

    /// <summary>Asks for a prompt.</summary>
    /// <param name="options">The options; changed.</param>
    /// <param name="name">Name of the prompt as the model folder has it (<c>query</c>, <c>passage</c>); empty for none, not even the one that the model puts before a text by itself.</param>
    /// <returns>The same options.</returns>
    public static EmbeddingGenerationOptions WithPrompt(this EmbeddingGenerationOptions options, string name)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(name);
        (options.AdditionalProperties ??= [])[Key] = name;
        return options;
    }

    /// <summary>The prompt that options ask for; null for none.</summary>
    /// <exception cref="ArgumentException">It is not a text.</exception>
    internal static string? Find(EmbeddingGenerationOptions? options) =>
        options?.AdditionalProperties is not { } properties || !properties.TryGetValue(Key, out object? value) || value is null ? null
            : value is string name ? name
            : value is Enum constant ? throw new ArgumentException($"The options ask for the prompt {constant.GetType().Name}.{constant}; expected its name in the model folder, a string.", nameof(options))
            : throw new ArgumentException($"The additional property '{Key}' is a {value.GetType()}, expected a string.", nameof(options));
}
