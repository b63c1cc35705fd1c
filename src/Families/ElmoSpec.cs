using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>What ELMo has in place of a transformer: a character convolution, and LSTMs in both directions (Peters et al. 2018).</summary>
/// <remarks>
/// <see cref="EncoderSpec.HiddenSize"/> is both directions together, <see cref="EncoderSpec.IntermediateSize"/> the width of a cell,
/// <see cref="EncoderSpec.VocabularySize"/> the number of character ids, padding included. Additive only, as <see cref="EncoderSpec"/>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ElmoSpec
{
    /// <summary>Character ids of a word.</summary>
    public required int WordLength { get; init; }

    /// <summary>Width of a character's embedding.</summary>
    public required int CharacterSize { get; init; }

    /// <summary>The filters, in the order in which their results are laid end to end.</summary>
    public required IReadOnlyList<CharacterFilter> Filters { get; init; }

    /// <summary>Highway layers after the filters.</summary>
    public int Highways { get; init; }

    /// <summary>A cell's numbers are kept within ± this; 0 for no limit.</summary>
    public float CellClip { get; init; }

    /// <summary>A state's numbers are kept within ± this; 0 for no limit.</summary>
    public float ProjectionClip { get; init; }

    /// <summary>Filters of all widths.</summary>
    internal int Features => Filters.Sum(static filter => filter.Count);

    /// <summary>True for the same numbers.</summary>
    public bool Equals(ElmoSpec? other) =>
        other is not null && WordLength == other.WordLength && CharacterSize == other.CharacterSize && Highways == other.Highways
        && CellClip.Equals(other.CellClip) && ProjectionClip.Equals(other.ProjectionClip) && Filters.SequenceEqual(other.Filters);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((((WordLength * 31) + CharacterSize) * 31) + Features);
}
