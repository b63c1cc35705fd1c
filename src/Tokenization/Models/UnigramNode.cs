namespace Sememe.Tokenization.Models;

/// <summary>The best way to cut the text up to a place: its score and its last piece.</summary>
internal struct UnigramNode
{
    public double Score;

    /// <summary>Id of the last piece.</summary>
    public int Id;

    /// <summary>Its bytes; 0 where no way is known yet.</summary>
    public int Length;
}
