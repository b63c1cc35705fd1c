namespace Sememe.Tokenization.Models;

/// <summary>The best way to cut the text up to a place: its score and its last piece.</summary>
internal struct UnigramNode
{
    private const int Close = int.MinValue;

    public double Score;

    /// <summary>Id of the last piece.</summary>
    public int Id;

    private int _length;

    /// <summary>Bytes of the last piece; 0 where no way is known yet.</summary>
    public readonly int Length => _length & ~Close;

    /// <summary>Another way is about as good: nobody knows which of the two would be the better one if the text did not begin where it does.</summary>
    public readonly bool IsClose => _length < 0;

    public void Set(double score, int id, int length) => (Score, Id, _length) = (score, id, length);

    public void MarkClose() => _length |= Close;
}
