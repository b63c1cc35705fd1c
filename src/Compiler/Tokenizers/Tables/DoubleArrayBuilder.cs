using Sememe.Tokenization.Tables;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds a <see cref="DoubleArray"/> from sorted keys, depth first, so that the nodes of a word lie close to each other.</summary>
internal sealed class DoubleArrayBuilder(VocabularyKey[] keys, CancellationToken cancellation = default)
{
    private const int MostTries = 8;

    private readonly List<(int First, int Last, int Depth, int Unit)> _open = [];
    private readonly List<int> _labels = [];
    private uint[] _units = new uint[1024];
    private bool[] _isUsed = new bool[1024];
    private bool[] _isBase = new bool[1024];
    private int[] _nextFree = new int[1024];
    private int _length = 1;

    // Where to look for room, by number of children: cells before were tried for as many already.
    private readonly int[] _cursor = [1, 1, 1, 1, 1, 1, 1, 1];

    /// <exception cref="NotSupportedException">The trie does not fit into the layout.</exception>
    public uint[] Build()
    {
        Reserve(1);
        _isUsed[0] = true;
        _open.Add((0, keys.Length, 0, 0));
        while (_open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            (int first, int last, int depth, int unit) = _open[_open.Count - 1];
            _open.RemoveAt(_open.Count - 1);
            PlaceChildren(first, last, depth, unit);
        }

        Array.Resize(ref _units, _length + DoubleArray.Slack);
        return _units;
    }

    /// <summary>Base of the children of the node that a string leads to; 0 when there is no such node.</summary>
    public static uint BaseAfter(uint[] units, byte[] text)
    {
        uint node = units[0];
        foreach (byte next in text)
        {
            node = units[(node >> DoubleArray.BaseShift) + next + 1];
            if ((node & DoubleArray.LabelMask) != next + 1u)
            {
                return 0;
            }
        }

        return node >> DoubleArray.BaseShift;
    }

    private void PlaceChildren(int first, int last, int depth, int unit)
    {
        bool hasValue = first < last && keys[first].Bytes.Length == depth;
        CollectLabels(first, last, depth, hasValue);
        int start = FindBase();
        if (start > DoubleArray.MaxBase)
        {
            throw new NotSupportedException($"The vocabulary needs more than {DoubleArray.MaxBase} trie nodes, which the table layout cannot address.");
        }

        _isBase[start] = true;
        _units[unit] |= (uint)start << DoubleArray.BaseShift | (hasValue ? DoubleArray.HasValue : 0);
        foreach (int label in _labels)
        {
            _isUsed[start + label] = true;
            _units[start + label] = label == 0 ? (uint)Value(keys[first]) << DoubleArray.LabelBits : (uint)label;
            _length = Math.Max(_length, start + label + 1);
        }

        OpenChildren(hasValue ? first + 1 : first, last, depth, start);
    }

    private static int Value(VocabularyKey key) => key.Value <= DoubleArray.MaxValue
        ? key.Value
        : throw new NotSupportedException($"Token id {key.Value} is higher than {DoubleArray.MaxValue}, which the table layout cannot hold.");

    private void CollectLabels(int first, int last, int depth, bool hasValue)
    {
        _labels.Clear();
        if (hasValue)
        {
            _labels.Add(0);
            first++;
        }

        for (int previous = -1; first < last; first++)
        {
            int label = keys[first].Bytes[depth] + 1;
            if (label != previous)
            {
                _labels.Add(label);
                previous = label;
            }
        }
    }

    private void OpenChildren(int first, int last, int depth, int start)
    {
        int at = _open.Count;
        while (first < last)
        {
            byte label = keys[first].Bytes[depth];
            int end = first + 1;
            while (end < last && keys[end].Bytes[depth] == label)
            {
                end++;
            }

            _open.Add((first, end, depth + 1, start + label + 1));
            first = end;
        }

        _open.Reverse(at, _open.Count - at); // the first child is taken from the end of the list first
    }

    private int FindBase()
    {
        if (_labels.Count == 0)
        {
            return 1; // only an empty trie has a node without children and value
        }

        int size = Math.Min(_labels.Count, _cursor.Length) - 1;
        int cell = Math.Max(_cursor[size], _labels[0] + 1);
        int tried = 0;
        while (true)
        {
            Reserve(cell + DoubleArray.Slack);
            cell = NextFree(cell);
            Reserve(cell + DoubleArray.Slack);
            int start = cell - _labels[0];
            if (!_isBase[start] && Fits(start))
            {
                // Where many places failed, the region is full for nodes of this size; later ones begin behind it.
                _cursor[size] = tried > MostTries ? cell : _cursor[size];
                return start;
            }

            cell++;
            tried++;
        }
    }

    private bool Fits(int start)
    {
        foreach (int label in _labels)
        {
            if (_isUsed[start + label])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first free cell from here on; remembers how far runs of used cells reach.</summary>
    private int NextFree(int cell)
    {
        int free = cell;
        while (free < _isUsed.Length && _isUsed[free])
        {
            free = Math.Max(free + 1, _nextFree[free]);
        }

        for (int i = cell; i < free;)
        {
            int next = Math.Max(i + 1, _nextFree[i]);
            _nextFree[i] = free;
            i = next;
        }

        return free;
    }

    private void Reserve(int length)
    {
        if (length < _units.Length)
        {
            return;
        }

        int larger = Math.Max(length + 1, 2 * _units.Length);
        Array.Resize(ref _units, larger);
        Array.Resize(ref _isUsed, larger);
        Array.Resize(ref _isBase, larger);
        Array.Resize(ref _nextFree, larger);
    }
}
