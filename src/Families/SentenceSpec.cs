using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>What follows the encoder in a sentence-embedding model: modules.json and the files it names, as data.</summary>
/// <remarks>Additive only, as <see cref="EncoderSpec"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record SentenceSpec
{
    /// <summary>How one vector is made of a sequence's hidden states; the results of several modes are laid end to end.</summary>
    public required IReadOnlyList<PoolingMode> Pooling { get; init; }

    /// <summary>What happens to that vector, in this order.</summary>
    public IReadOnlyList<SentenceStep> Steps { get; init; } = [];

    /// <summary>Texts that are put before a text when they are asked for.</summary>
    public IReadOnlyList<string> Prompts { get; init; } = [];

    /// <summary>True when the tokens of a prompt are left out of pooling.</summary>
    public bool ExcludesPrompt { get; init; }

    /// <summary>Length of a sentence vector: what the steps give, or its beginning.</summary>
    public required int Dimensions { get; init; }
}
