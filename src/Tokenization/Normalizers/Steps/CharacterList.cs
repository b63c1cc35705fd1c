using System.Buffers;

namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>Characters with the bytes of the source that each came from: what steps read and write where characters act on each other.</summary>
internal sealed class CharacterList
{
    private const int OwnLength = 256;

    private readonly uint[] _ownCodePoints = new uint[OwnLength];
    private readonly int[] _ownStarts = new int[OwnLength];
    private readonly int[] _ownEnds = new int[OwnLength];

    public CharacterList()
    {
        CodePoints = _ownCodePoints;
        Starts = _ownStarts;
        Ends = _ownEnds;
    }

    public int Count { get; private set; }

    public uint[] CodePoints { get; private set; }

    /// <summary>First byte of the source that a character came from.</summary>
    public int[] Starts { get; private set; }

    /// <summary>Behind the last one.</summary>
    public int[] Ends { get; private set; }

    public ReadOnlySpan<uint> Text => CodePoints.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(uint codePoint, int start, int end)
    {
        if (Count == CodePoints.Length)
        {
            Grow();
        }

        CodePoints[Count] = codePoint;
        Starts[Count] = start;
        Ends[Count++] = end;
    }

    /// <summary>Adds a character that came from where another came from.</summary>
    public void Add(uint codePoint, CharacterList source, int index) => Add(codePoint, source.Starts[index], source.Ends[index]);

    /// <summary>Adds characters as they are.</summary>
    public void AddRange(CharacterList source, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            Add(source.CodePoints[i], source, i);
        }
    }

    /// <summary>Gives back what was rented.</summary>
    public void Shrink()
    {
        Count = 0;
        if (CodePoints == _ownCodePoints)
        {
            return;
        }

        ArrayPool<uint>.Shared.Return(CodePoints);
        ArrayPool<int>.Shared.Return(Starts);
        ArrayPool<int>.Shared.Return(Ends);
        CodePoints = _ownCodePoints;
        Starts = _ownStarts;
        Ends = _ownEnds;
    }

    private void Grow()
    {
        int length = checked(2 * Count);
        uint[] codePoints = ArrayPool<uint>.Shared.Rent(length);
        int[] starts = ArrayPool<int>.Shared.Rent(codePoints.Length);
        int[] ends = ArrayPool<int>.Shared.Rent(codePoints.Length);
        int count = Count;
        CodePoints.AsSpan(0, count).CopyTo(codePoints);
        Starts.AsSpan(0, count).CopyTo(starts);
        Ends.AsSpan(0, count).CopyTo(ends);
        Shrink();
        (CodePoints, Starts, Ends, Count) = (codePoints, starts, ends, count);
    }
}
