using System.Buffers;
using Sememe.Tokenization.Unicode;
#if NET
using Utf8Transcoder = System.Text.Unicode.Utf8;
#endif

namespace Sememe.Tokenization.Pipeline;

/// <summary>The caller's text as UTF-8, which is what every step works on; knows which unit of the caller's text a byte came from.</summary>
/// <remarks>Starts with a buffer of its own; what a long text needs beyond it is rented and given back by <see cref="Shrink"/>.</remarks>
internal sealed class SourceText
{
    private const int OwnBytes = 1 << 14;
    private const int MostBytesPerUnit = 3;

    private readonly byte[] _ownBytes = new byte[OwnBytes];
    private int _cursor;
    private int _cursorUnit;

    public SourceText() => Bytes = _ownBytes;

    /// <summary>The text; <see cref="NormalizedText.Slack"/> bytes behind it may be read.</summary>
    public byte[] Bytes { get; private set; }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Text => Bytes.AsSpan(0, Length);

    /// <summary>True when bytes and the caller's units are the same.</summary>
    private bool IsByUnit { get; set; }

    /// <summary>Takes UTF-16; a surrogate without its other half becomes U+FFFD.</summary>
    public void Take(ReadOnlySpan<char> text, bool vectorized)
    {
        Length = 0;
        Reserve(Math.Min(text.Length, OwnBytes) * MostBytesPerUnit);
        int taken = 0;
        while (taken < text.Length)
        {
            taken += Transcode(text.Slice(taken), vectorized);
            if (taken < text.Length)
            {
                // What is left needs about as many bytes per unit as what was taken.
                Reserve((int)Math.Min(((long)Length * (text.Length - taken) / Math.Max(1, taken)) + OwnBytes, (long)(text.Length - taken) * MostBytesPerUnit));
            }
        }

        IsByUnit = Length == text.Length;
        _cursor = 0;
        _cursorUnit = 0;
    }

    /// <summary>Takes UTF-8 as it is.</summary>
    /// <exception cref="ArgumentException">It is not well formed; the message says where.</exception>
    public void Take(ReadOnlySpan<byte> utf8)
    {
        int invalid = Utf8.FindInvalid(utf8);
        if (invalid >= 0)
        {
            throw new ArgumentException($"The text is not UTF-8: the byte at {invalid} (0x{utf8[invalid]:X2}) starts no character.", nameof(utf8));
        }

        Length = 0;
        Reserve(utf8.Length);
        utf8.CopyTo(Bytes);
        Length = utf8.Length;
        IsByUnit = true;
    }

    /// <summary>Turns places in bytes into places in the caller's units. Fast when they come from left to right.</summary>
    public void ToUnits(Span<TextRange> ranges)
    {
        if (IsByUnit)
        {
            return;
        }

        foreach (ref TextRange range in ranges)
        {
            int start = UnitOf(range.Start);
            range = new TextRange(start, UnitOf(range.End));
        }
    }

    /// <summary>The caller's unit at a byte that starts a character.</summary>
    public int UnitOf(int position)
    {
        if (IsByUnit)
        {
            return position;
        }

        byte[] bytes = Bytes;
        int unit = _cursorUnit;
        for (int i = _cursor; i < position; i++)
        {
            unit += Units(bytes[i]);
        }

        for (int i = position; i < _cursor; i++)
        {
            unit -= Units(bytes[i]);
        }

        _cursor = position;
        _cursorUnit = unit;
        return unit;
    }

    /// <summary>Gives back what was rented.</summary>
    public void Shrink()
    {
        if (Bytes != _ownBytes)
        {
            ArrayPool<byte>.Shared.Return(Bytes);
            Bytes = _ownBytes;
        }

        Length = 0;
    }

    /// <summary>UTF-16 units of the character that starts with this byte; 0 for all other bytes.</summary>
    private static int Units(byte value) => Utf8.IsContinuation(value) ? 0 : value < 0xF0 ? 1 : 2;

    /// <summary>Appends what fits; returns how many units that is.</summary>
    private int Transcode(ReadOnlySpan<char> text, bool vectorized)
    {
        Span<byte> free = Bytes.AsSpan(Length, Bytes.Length - NormalizedText.Slack - Length);
#if NET
        if (vectorized)
        {
            Utf8Transcoder.FromUtf16(text, free, out int read, out int written);
            Length += written;
            return read;
        }
#else
        _ = vectorized;
#endif
        int at = 0;
        int length = 0;
        while (at < text.Length && length <= free.Length - Utf8.MaxLength)
        {
            length += Utf8.Encode(Utf16.Decode(text, at, out int units), ref free[length]);
            at += units;
        }

        Length += length;
        return at;
    }

    private void Reserve(int more)
    {
        // One character more than asked for, so that every pass takes at least one.
        long needed = (long)Length + more + NormalizedText.Slack + Utf8.MaxLength;
        if (needed <= Bytes.Length)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(checked((int)needed));
        Bytes.AsSpan(0, Length).CopyTo(larger);
        if (Bytes != _ownBytes)
        {
            ArrayPool<byte>.Shared.Return(Bytes);
        }

        Bytes = larger;
    }
}
