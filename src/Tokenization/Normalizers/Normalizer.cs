using Sememe.Tokenization.Pipeline;

namespace Sememe.Tokenization.Normalizers;

/// <summary>A part of the first step: what the text becomes before it is cut.</summary>
internal abstract class Normalizer
{
    /// <summary>Appends the normalized form of the source, as if nothing stood around it.</summary>
    /// <param name="source">The text to normalize. <see cref="NormalizedText.Slack"/> bytes behind its end may be read, and mean nothing.</param>
    /// <param name="destination">Begun from <paramref name="source"/>.</param>
    public abstract void Normalize(NormalizedText source, NormalizedText destination);

    /// <summary>True when the character at a place, if a text begins with it, gives all others another place than their own.</summary>
    public virtual bool MayShiftPlaces(byte[] text, int start, int end) => false;
}
