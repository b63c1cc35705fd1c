using Sememe.Tokenization.Pipeline;

namespace Sememe.Tokenization.PreTokenizers;

/// <summary>A part of the second step: cuts text into splits, which no token crosses, and may write it anew.</summary>
internal abstract class PreTokenizer
{
    /// <summary>True when <see cref="Rewrite"/> has to be called before <see cref="Next"/>.</summary>
    public virtual bool Rewrites => false;

    /// <summary>True when it asks where in the source its text lies.</summary>
    public virtual bool NeedsPlaces => false;

    /// <summary>Appends what a stretch of text becomes; <see cref="Next"/> then cuts that.</summary>
    /// <param name="text">The text before.</param>
    /// <param name="start">First byte of a split of the steps before.</param>
    /// <param name="end">Behind its last byte.</param>
    /// <param name="destination">Begun from <paramref name="text"/>; holds the splits before this one already.</param>
    public virtual void Rewrite(NormalizedText text, int start, int end, NormalizedText destination) => throw new NotSupportedException();

    /// <summary>Replaces the splits in the batch by the next ones, from left to right; false when there are no more.</summary>
    /// <remarks>Empty splits are left out.</remarks>
    public abstract bool Next(NormalizedText text, SplitBatch batch);
}
