using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>What the labels of a token classifier mean: which begin something, and what of. Written by generated code.</summary>
/// <remarks>Additive only, as <see cref="EncoderSpec"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TagScheme
{
    /// <summary>One per label: true when it begins something new (<c>B-PER</c>).</summary>
    public required IReadOnlyList<bool> Begins { get; init; }

    /// <summary>One per label: neighbours of one tag belong together (<c>B-PER</c> and <c>I-PER</c> have the same).</summary>
    public required IReadOnlyList<int> Tags { get; init; }

    /// <summary>One per label: number of the entity that it stands for; −1 for nothing (<c>O</c>).</summary>
    public required IReadOnlyList<int> Entities { get; init; }
}
