using System.Buffers;

namespace Sememe.Tokenization.Pipeline;

/// <summary>All splits of a piece of text, for pre-tokenizers that come one after the other.</summary>
/// <remarks>Starts with memory of its own; what a long text needs beyond it is rented and given back by <see cref="Shrink"/>.</remarks>
internal sealed class SplitList
{
    private const int OwnSplits = 1 << 12;

    private readonly int[] _ownPlaces = new int[2 * OwnSplits];
    private int[] _places;

    public SplitList() => _places = _ownPlaces;

    public int Count { get; private set; }

    public (int Start, int End) this[int index] => (_places[2 * index], _places[2 * index + 1]);

    public void Clear() => Count = 0;

    public void Add(int start, int end)
    {
        Reserve(1);
        _places[2 * Count] = start;
        _places[2 * Count + 1] = end;
        Count++;
    }

    public void AddRange(SplitBatch batch)
    {
        Reserve(batch.Count);
        for (int i = 0; i < batch.Count; i++)
        {
            _places[2 * (Count + i)] = batch.Starts[i];
            _places[2 * (Count + i) + 1] = batch.Ends[i];
        }

        Count += batch.Count;
    }

    /// <summary>Fills a batch with the splits from <paramref name="first"/>, as many as it holds.</summary>
    public void CopyTo(int first, SplitBatch batch)
    {
        int count = Math.Min(SplitBatch.Capacity, Count - first);
        for (int i = 0; i < count; i++)
        {
            batch.Starts[i] = _places[2 * (first + i)];
            batch.Ends[i] = _places[2 * (first + i) + 1];
        }

        batch.Count = count;
    }

    /// <summary>Gives back what was rented.</summary>
    public void Shrink()
    {
        Count = 0;
        if (_places != _ownPlaces)
        {
            ArrayPool<int>.Shared.Return(_places);
            _places = _ownPlaces;
        }
    }

    private void Reserve(int more)
    {
        int needed = 2 * (Count + more);
        if (needed <= _places.Length)
        {
            return;
        }

        int[] larger = ArrayPool<int>.Shared.Rent(Math.Max(needed, 2 * _places.Length));
        _places.AsSpan(0, 2 * Count).CopyTo(larger);
        if (_places != _ownPlaces)
        {
            ArrayPool<int>.Shared.Return(_places);
        }

        _places = larger;
    }
}
