using Sememe.Compiler.Collections;
using Sememe.CompilerServices;

namespace Sememe.Compiler.Tasks;

/// <summary>Texts to vectors, tokens and words to vectors in context: modules.json and the files that it names.</summary>
internal sealed record SentenceTask : TaskSpec
{
    /// <summary>How one vector is made of a sequence's hidden states; several are laid end to end.</summary>
    public EquatableArray<SentencePooling> Pooling { get; init; }

    /// <summary>What happens to that vector.</summary>
    public EquatableArray<SentenceStep> Steps { get; init; }

    /// <summary>Texts that are put before a text when they are asked for.</summary>
    public EquatableArray<PromptSpec> Prompts { get; init; }

    /// <summary>Place of the prompt that is put before every text; −1 for none.</summary>
    public int DefaultPrompt { get; init; } = -1;

    /// <summary>True when the tokens of a prompt are left out of pooling.</summary>
    public bool ExcludesPrompt { get; init; }

    /// <summary>Length of a sentence vector; null when it is not known.</summary>
    public int? Dimensions { get; init; }

    /// <inheritdoc/>
    public override bool IsKnown => Dimensions is not null;
}

/// <summary>A pooling mode as an element of an array that compares by value.</summary>
/// <param name="Mode">The mode.</param>
internal readonly record struct SentencePooling(PoolingMode Mode);

/// <summary>A prompt.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Identifier">Its name in code.</param>
/// <param name="Text">What is put before a text.</param>
internal sealed record PromptSpec(string Name, string Identifier, string Text);
