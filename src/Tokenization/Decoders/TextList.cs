using System.Buffers;

namespace Sememe.Tokenization.Decoders;

/// <summary>Texts one behind the other, as UTF-8.</summary>
/// <remarks>Starts with memory of its own; what many tokens need beyond it is rented and given back by <see cref="Shrink"/>.</remarks>
internal sealed class TextList
{
    private const int OwnBytes = 1 << 13;
    private const int OwnTexts = 1 << 11;

    // Scanners read up to four bytes behind a text.
    private const int Slack = 4;

    private readonly byte[] _ownBytes = new byte[OwnBytes];
    private readonly int[] _ownEnds = new int[OwnTexts];
    private int[] _ends;

    public TextList()
    {
        Bytes = _ownBytes;
        _ends = _ownEnds;
    }

    public byte[] Bytes { get; private set; }

    /// <summary>Bytes of all texts.</summary>
    public int Length { get; private set; }

    /// <summary>Texts that are complete.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> All => Bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> this[int index] => Bytes.AsSpan(StartOf(index), _ends[index] - StartOf(index));

    public int StartOf(int index) => index == 0 ? 0 : _ends[index - 1];

    public int EndOf(int index) => _ends[index];

    public void Clear()
    {
        Length = 0;
        Count = 0;
    }

    /// <summary>Appends to the text that is being written.</summary>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        if (Length + utf8.Length + Slack > Bytes.Length)
        {
            Grow(utf8.Length);
        }

        utf8.CopyTo(Bytes.AsSpan(Length));
        Length += utf8.Length;
    }

    /// <summary>Appends a part of what is there already.</summary>
    public void AppendCopy(int start, int length)
    {
        if (Length + length + Slack > Bytes.Length)
        {
            Grow(length);
        }

        Bytes.AsSpan(start, length).CopyTo(Bytes.AsSpan(Length));
        Length += length;
    }

    /// <summary>Of the text that is being written, removes the bytes from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public void Remove(int start, int end)
    {
        Bytes.AsSpan(end, Length - end).CopyTo(Bytes.AsSpan(start));
        Length -= end - start;
    }

    /// <summary>Completes the text that is being written.</summary>
    public void EndText()
    {
        if (Count == _ends.Length)
        {
            int[] larger = ArrayPool<int>.Shared.Rent(2 * _ends.Length);
            _ends.CopyTo(larger, 0);
            ReturnEnds();
            _ends = larger;
        }

        _ends[Count++] = Length;
    }

    /// <summary>Takes back what was appended since a length.</summary>
    public void Truncate(int length) => Length = length;

    public void Add(ReadOnlySpan<byte> utf8)
    {
        Append(utf8);
        EndText();
    }

    /// <summary>Gives back what was rented.</summary>
    public void Shrink()
    {
        Clear();
        ReturnBytes();
        ReturnEnds();
        Bytes = _ownBytes;
        _ends = _ownEnds;
    }

    private void Grow(int more)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(checked((int)Math.Max(Math.Min(2L * Bytes.Length, 0x7FFF0000), (long)Length + more + Slack)));
        Bytes.AsSpan(0, Length).CopyTo(larger);
        ReturnBytes();
        Bytes = larger;
    }

    private void ReturnBytes()
    {
        if (Bytes != _ownBytes)
        {
            ArrayPool<byte>.Shared.Return(Bytes);
        }
    }

    private void ReturnEnds()
    {
        if (_ends != _ownEnds)
        {
            ArrayPool<int>.Shared.Return(_ends);
        }
    }
}
