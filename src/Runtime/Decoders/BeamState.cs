using System.Runtime.InteropServices;
using Sememe.Backends;
using Sememe.Kernels;

namespace Sememe.Decoders;

/// <summary>
/// Keys and values of texts that are written at the same time: [layers][2][capacity × texts][hidden], and of their source: [layers][2][source tokens][hidden].
/// Memory that no token has reached is not touched.
/// </summary>
/// <remarks>
/// Keys and values stay where they were written. A text is a list of rows, one for each of its tokens, so that texts that have a beginning in
/// common share it, and going on with other texts copies numbers of rows only.
/// </remarks>
internal sealed unsafe class BeamState : DecoderState
{
    private readonly SimdDecoder _decoder;
    private readonly nint _width;
    private readonly nint _plane;
    private readonly nint _sourcePlane;
    private readonly float* _memory;
    private readonly float* _source;
    private int* _rows;
    private int* _otherRows;
    private bool _isDisposed;

    /// <param name="decoder">Makes keys and values of a source.</param>
    /// <param name="texts">Most texts.</param>
    /// <param name="capacity">Most tokens of each.</param>
    public BeamState(SimdDecoder decoder, int texts, int capacity)
    {
        _decoder = decoder;
        (Texts, Capacity) = (texts, capacity);
        int positions = decoder.Spec.MaxPositions;
        _width = decoder.Spec.HiddenSize;
        _plane = checked((nint)capacity * texts * _width);
        _sourcePlane = positions * _width;
        nint planes = 2 * decoder.Spec.Layers;
        nint scores = CachedAttention.ScratchFloats(Math.Max(capacity, positions));
        nint rows = (nint)texts * capacity;
        nint numbers = (planes * (_plane + _sourcePlane)) + scores + (2 * rows);
        _memory = (float*)NativeMemory.AlignedAlloc((nuint)numbers * sizeof(float), AlignedMemory.Alignment);
        _source = _memory + (planes * _plane);
        Scores = _source + (planes * _sourcePlane);
        _rows = (int*)(Scores + scores);
        _otherRows = _rows + rows;
    }

    ~BeamState() => Release();

    /// <inheritdoc/>
    public override int Texts { get; }

    /// <inheritdoc/>
    public override int Capacity { get; }

    /// <summary>Tokens of the source.</summary>
    public int SourceTokens { get; private set; }

    /// <summary>Memory for the scores of one token with all others.</summary>
    public float* Scores { get; }

    /// <summary>[rows × hidden] of a layer.</summary>
    public float* Keys(int layer) => _memory + (2 * layer * _plane);

    /// <summary>[rows × hidden] of a layer.</summary>
    public float* Values(int layer) => Keys(layer) + _plane;

    /// <summary>[source tokens × hidden] of a layer.</summary>
    public float* SourceKeys(int layer) => _source + (2 * layer * _sourcePlane);

    /// <summary>[source tokens × hidden] of a layer.</summary>
    public float* SourceValues(int layer) => SourceKeys(layer) + _sourcePlane;

    /// <summary>[tokens] the rows of a text.</summary>
    public int* Rows(int text) => _rows + ((nint)text * Capacity);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no positions for so many tokens.</exception>
    public override void Begin(ReadOnlySpan<float> source)
    {
        int tokens = source.Length / (int)_width;
        if (tokens > _decoder.Spec.MaxPositions)
        {
            throw new ArgumentException($"Found a source of {tokens} tokens, expected at most {_decoder.Spec.MaxPositions}.", nameof(source));
        }

        (Length, Count, SourceTokens) = (0, 1, tokens);
        _decoder.ReadSource(this, source);
    }

    /// <inheritdoc/>
    public override void Reorder(ReadOnlySpan<int> origins)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(origins.Length, Texts);
        for (int text = 0; text < origins.Length; text++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)origins[text], (uint)Count);
            new ReadOnlySpan<int>(Rows(origins[text]), Length).CopyTo(new Span<int>(_otherRows + ((nint)text * Capacity), Length));
        }

        int* rows = _rows;
        _rows = _otherRows;
        _otherRows = rows;
        Count = origins.Length;
    }

    /// <summary>Gives the next token of every text its row; <see cref="Advance"/> makes it count.</summary>
    public void AddRows()
    {
        for (int text = 0; text < Count; text++)
        {
            Rows(text)[Length] = (Length * Texts) + text;
        }
    }

    /// <summary>Copies a layer's keys and values of the next tokens to their rows.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="queryKeyValue">[texts × 3 · hidden].</param>
    public void Append(int layer, float* queryKeyValue)
    {
        int width = (int)_width;
        for (int text = 0; text < Count; text++)
        {
            float* row = queryKeyValue + (text * 3 * _width);
            nint place = Rows(text)[Length] * _width;
            new ReadOnlySpan<float>(row + width, width).CopyTo(new Span<float>(Keys(layer) + place, width));
            new ReadOnlySpan<float>(row + (2 * width), width).CopyTo(new Span<float>(Values(layer) + place, width));
        }
    }

    /// <summary>The run is over: its tokens count from now on.</summary>
    public void Advance() => Length++;

    /// <inheritdoc/>
    public override void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            NativeMemory.AlignedFree(_memory);
        }
    }
}
