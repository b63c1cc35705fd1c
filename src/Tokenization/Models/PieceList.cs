namespace Sememe.Tokenization.Models;

/// <summary>Pieces one behind the other: so many of them, and the number of all.</summary>
internal sealed class PieceList(int capacity)
{
    private readonly int[] _ids = new int[capacity];
    private readonly int[] _lengths = new int[capacity];

    /// <summary>Number of pieces, more than were kept when there was no room.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Math.Min(Count, capacity));

    /// <summary>Bytes of each.</summary>
    public ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, Math.Min(Count, capacity));

    public void Clear() => Count = 0;

    /// <summary>Says that the pieces are too many.</summary>
    public void Overflow() => Count = Math.Max(Count, capacity + 1);

    public void Add(int id, int length)
    {
        if (Count < capacity)
        {
            _ids[Count] = id;
            _lengths[Count] = length;
        }

        Count++;
    }
}
