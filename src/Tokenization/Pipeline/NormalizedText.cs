using System.Buffers;
using System.Runtime.CompilerServices;
using Sememe.Tokenization.Normalizers.Steps;

namespace Sememe.Tokenization.Pipeline;

/// <summary>What a step reads and writes: UTF-8, and where in the source text each byte came from.</summary>
/// <remarks>
/// Either a view of a stretch of the source text, or text that a step made from another. A step speaks of places in the text that it reads; what that
/// means in the source is worked out here. Places are kept as runs of equal characters, because most texts have few and most callers ask for none.
/// Starts with buffers of its own; what a long stretch without blanks needs beyond them is rented and given back by <see cref="Shrink"/>.
/// </remarks>
internal sealed class NormalizedText
{
    /// <summary>Bytes behind <see cref="End"/> that may be read, and that <see cref="Reserve"/> leaves free beyond what was asked for.</summary>
    public const int Slack = 96;

    /// <summary>Bytes before the text that are free for what a pre-tokenizer puts in front.</summary>
    private const int Margin = 8;

    private const int OwnBytes = 1 << 16;
    private const int OwnRuns = 1 << 10;

    private StepMemory? _stepMemory;
    private byte[]? _ownBytes;
    private AlignedRun[]? _ownRuns;
    private AlignedRun[] _runs = [];
    private NormalizedText? _parent;
    private bool _isView;
    private int _runCount;
    private int _runBytes;
    private int _runUnits;
    private int _expectedSource;

    public byte[] Bytes { get; private set; } = [];

    /// <summary>First byte of the text.</summary>
    public int Start { get; private set; }

    /// <summary>Behind the last byte of the text; whoever writes moves it.</summary>
    public int End { get; set; }

    /// <summary>How far may be written before the next <see cref="Reserve"/>.</summary>
    public int Capacity => Bytes.Length - Slack;

    /// <summary>The run where <see cref="SourceOf"/> goes on; set back by whoever asks for an earlier place again.</summary>
    public int Cursor { get; set; }

    /// <summary>Whether anybody will ask where bytes came from.</summary>
    public bool KeepsPlaces { get; private set; }

    /// <summary>What the steps of a <see cref="Normalizers.MappedNormalizer"/> need that writes this text.</summary>
    public StepMemory StepMemory => _stepMemory ??= new();

    public ReadOnlySpan<byte> Text => Bytes.AsSpan(Start, End - Start);

    /// <summary>Becomes a view of a stretch of the source; nobody may write to it.</summary>
    public void View(SourceText source, int start, int end)
    {
        _isView = true;
        Bytes = source.Bytes;
        Start = start;
        End = end;
    }

    /// <summary>Becomes empty, to be written from a text.</summary>
    /// <param name="parent">The text that is read while this one is written.</param>
    /// <param name="keepsPlaces">Whether anybody will ask where bytes came from.</param>
    public void Begin(NormalizedText parent, bool keepsPlaces)
    {
        if (_ownBytes is null)
        {
            _ownBytes = new byte[OwnBytes];
            _ownRuns = new AlignedRun[OwnRuns];
            Bytes = _ownBytes;
            _runs = _ownRuns;
        }

        _isView = false;
        _parent = parent;
        KeepsPlaces = keepsPlaces;
        parent.Cursor = 0;
        Start = Margin;
        End = Margin;
        Cursor = 0;
        _runCount = 0;
        _runBytes = 0;
    }

    /// <summary>Takes back what was written behind a place.</summary>
    public void Rewind(int end)
    {
        End = end;
        while (_runCount > 0 && _runs[_runCount - 1].Start >= end)
        {
            _runCount--;
        }

        _runBytes = 0; // the next character begins a run of its own
        _parent!.Cursor = 0;
    }

    /// <summary>Makes room for more bytes behind <see cref="End"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Reserve(int more)
    {
        if (End + (long)more > Capacity)
        {
            Grow(more);
        }
    }

    /// <summary>Says that so many bytes from <paramref name="start"/> are those of the parent from <paramref name="from"/>, or at least as many for each character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AlignCopy(int start, int from, int count)
    {
        if (!KeepsPlaces || count == 0)
        {
            return;
        }

        if (!_parent!._isView)
        {
            AlignCopyOfRuns(start, from, count);
            return;
        }

        if (_runBytes != 1 || _runUnits != 1 || _expectedSource != from)
        {
            StartRun(start, from, 1, 1);
        }

        _expectedSource = from + count;
    }

    /// <summary>Says that each character among the <paramref name="bytes"/> bytes from <paramref name="start"/> came from all of the <paramref name="units"/> bytes of the parent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Align(int start, int from, int bytes, int units)
    {
        if (!KeepsPlaces)
        {
            return;
        }

        if (!_parent!._isView)
        {
            TextRange range = _parent.SourceOf(from, from + units);
            from = range.Start;
            units = range.End - range.Start;
        }

        if (_runBytes != bytes || _runUnits != units || _expectedSource != from)
        {
            StartRun(start, from, bytes, units);
        }

        _expectedSource = from + units;
    }

    /// <summary>Where in the source the characters of the bytes [start, end) lie. Calls go from left to right: it remembers where it was.</summary>
    public TextRange SourceOf(int start, int end)
    {
        if (_isView)
        {
            return new TextRange(start, end);
        }

        int first = FindRun(Cursor, start);
        Cursor = first;
        AlignedRun run = _runs[first];
        int from = run.Source + ((start - run.Start) / run.Bytes * run.Units);
        if (first + 1 < _runCount && _runs[first + 1].Start < end)
        {
            run = _runs[FindRun(first, end - 1)];
        }

        return new TextRange(from, run.Source + (((end - 1 - run.Start) / run.Bytes) + 1) * run.Units);
    }

    /// <summary>Where in the source the character at a byte begins; at the end of the text, what <see cref="MarkEnd"/> said. Calls go from left to right.</summary>
    public int SourceAt(int position) => _isView ? position : KeepsPlaces ? SourceOf(position, position + 1).Start : 0;

    /// <summary>Says where in the source the text ends; nothing is written behind it.</summary>
    public void MarkEnd(int source)
    {
        if (KeepsPlaces)
        {
            StartRun(End, source, 1, 1);
        }
    }

    /// <summary>Gives back what was rented.</summary>
    public void Shrink()
    {
        if (_ownBytes is not null && Bytes != _ownBytes && !_isView)
        {
            ArrayPool<byte>.Shared.Return(Bytes);
        }

        if (_runs != _ownRuns && _ownRuns is not null)
        {
            ArrayPool<AlignedRun>.Shared.Return(_runs);
            _runs = _ownRuns;
        }

        Bytes = _ownBytes ?? [];
        _isView = false;
        _parent = null;
        Start = 0;
        End = 0;
    }

    private int FindRun(int from, int position)
    {
        while (from + 1 < _runCount && _runs[from + 1].Start <= position)
        {
            from++;
        }

        return from;
    }

    /// <summary>Copies the parent's runs.</summary>
    private void AlignCopyOfRuns(int start, int from, int count)
    {
        int end = from + count;
        int number = _parent!.FindRun(_parent.Cursor, from);
        _parent.Cursor = number;
        while (from < end)
        {
            AlignedRun run = _parent._runs[number++];
            int runEnd = Math.Min(end, number < _parent._runCount ? _parent._runs[number].Start : int.MaxValue);
            int source = run.Source + ((from - run.Start) / run.Bytes * run.Units);
            if (_runBytes != run.Bytes || _runUnits != run.Units || _expectedSource != source)
            {
                StartRun(start, source, run.Bytes, run.Units);
            }

            _expectedSource = source + ((runEnd - from) / run.Bytes * run.Units);
            start += runEnd - from;
            from = runEnd;
        }
    }

    private void StartRun(int start, int source, int bytes, int units)
    {
        if (_runCount == _runs.Length)
        {
            GrowRuns();
        }

        _runs[_runCount++] = new AlignedRun(start, source, bytes, units);
        _runBytes = bytes;
        _runUnits = units;
    }

    private void Grow(int more)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(checked((int)Math.Max(Math.Min(2L * Bytes.Length, 0x7FFF0000), (long)End + more + Slack)));
        Bytes.AsSpan(0, End).CopyTo(larger);
        if (Bytes != _ownBytes)
        {
            ArrayPool<byte>.Shared.Return(Bytes);
        }

        Bytes = larger;
    }

    private void GrowRuns()
    {
        AlignedRun[] larger = ArrayPool<AlignedRun>.Shared.Rent(2 * _runs.Length);
        _runs.AsSpan(0, _runCount).CopyTo(larger);
        if (_runs != _ownRuns)
        {
            ArrayPool<AlignedRun>.Shared.Return(_runs);
        }

        _runs = larger;
    }
}
