using System.Buffers;

namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>Decomposed characters of which the last are marks that still have to be put in order of their combining classes.</summary>
internal sealed class MarkOrder
{
    private const int OwnLength = 64;
    private const int Classes = 256;
    private const int FewMarks = 16;

    // A mark: combining class in bits 24 to 31, Added, code point in bits 0 to 20.
    private const int ClassShift = 24;
    private const uint Added = 1u << 23;
    private const uint CodePointMask = 0x1FFFFF;

    private readonly uint[] _own = new uint[OwnLength];
    private uint[] _marks;
    private int _count;

    public MarkOrder() => _marks = _own;

    public int Count => _count;

    /// <summary>Adds a mark.</summary>
    /// <param name="codePoint">The mark.</param>
    /// <param name="combiningClass">Its class.</param>
    /// <param name="isAdded">It has no place of its own in the source.</param>
    public void Add(uint codePoint, int combiningClass, bool isAdded)
    {
        if (_count == _marks.Length)
        {
            uint[] larger = ArrayPool<uint>.Shared.Rent(2 * _count);
            _marks.AsSpan(0, _count).CopyTo(larger);
            Return();
            _marks = larger;
        }

        _marks[_count++] = (uint)combiningClass << ClassShift | (isAdded ? Added : 0) | codePoint;
    }

    /// <summary>Sorts by class, marks of one class in the order that they came in.</summary>
    public void Sort() => Sort(_marks.AsSpan(0, _count));

    /// <summary>The same for marks that somebody else keeps, with their class in bits 24 to 31.</summary>
    public static void Sort(Span<uint> marks)
    {
        if (marks.Length > FewMarks)
        {
            SortByCounting(marks);
            return;
        }

        for (int i = 1; i < marks.Length; i++)
        {
            uint mark = marks[i];
            int at = i;
            while (at > 0 && marks[at - 1] >> ClassShift > mark >> ClassShift)
            {
                marks[at] = marks[at - 1];
                at--;
            }

            marks[at] = mark;
        }
    }

    public void Clear() => _count = 0;

    /// <summary>Keeps the first marks.</summary>
    public void Truncate(int count) => _count = count;

    public void Move(int from, int to) => _marks[to] = _marks[from];

    public uint CodePoint(int index) => _marks[index] & CodePointMask;

    public int CombiningClass(int index) => (int)(_marks[index] >> ClassShift);

    /// <summary>What <see cref="ChangeWriter"/> is told of a mark.</summary>
    public int Change(int index) => (_marks[index] & Added) != 0 ? 1 : 0;

    /// <summary>Gives back what was rented.</summary>
    public void Shrink()
    {
        _count = 0;
        Return();
        _marks = _own;
    }

    /// <summary>So a million marks take no longer each than ten.</summary>
    private static void SortByCounting(Span<uint> marks)
    {
        Span<int> next = stackalloc int[Classes + 1];
        next.Clear();
        foreach (uint mark in marks)
        {
            next[(int)(mark >> ClassShift) + 1]++;
        }

        for (int i = 1; i < next.Length; i++)
        {
            next[i] += next[i - 1];
        }

        uint[] ordered = ArrayPool<uint>.Shared.Rent(marks.Length);
        foreach (uint mark in marks)
        {
            ordered[next[(int)(mark >> ClassShift)]++] = mark;
        }

        ordered.AsSpan(0, marks.Length).CopyTo(marks);
        ArrayPool<uint>.Shared.Return(ordered);
    }

    private void Return()
    {
        if (_marks != _own)
        {
            ArrayPool<uint>.Shared.Return(_marks);
        }
    }
}
