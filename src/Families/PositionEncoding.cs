using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>How a network knows where a token stands.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum PositionEncoding
{
    /// <summary>A table of vectors by position, added to the word embeddings.</summary>
    Learned,

    /// <summary>Nothing is added to the embeddings; attention may know distances.</summary>
    None,

    /// <summary>Queries and keys are rotated by angles that grow with the position (Su et al. 2021).</summary>
    Rotary,

    /// <summary>Sines and cosines of the position, half a row each, added to the word embeddings; no file holds them (Vaswani et al. 2017, as Marian lays them out).</summary>
    Sinusoidal,
}
