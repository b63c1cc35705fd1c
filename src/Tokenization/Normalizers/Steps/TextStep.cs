namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>A normalizer of Hugging Face, to the letter and character by character. <see cref="MappedNormalizer"/> asks it where characters act on each other.</summary>
internal abstract class TextStep
{
    /// <summary>Writes what becomes of a stretch of text.</summary>
    /// <param name="source">The stretch.</param>
    /// <param name="destination">Empty.</param>
    /// <param name="edges">Which ends of the text are ends of the stretch.</param>
    /// <param name="memory">What steps need beside the two.</param>
    public abstract void Apply(CharacterList source, CharacterList destination, StretchEdges edges, StepMemory memory);
}
