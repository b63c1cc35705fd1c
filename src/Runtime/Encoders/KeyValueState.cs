using System.Runtime.InteropServices;
using Sememe.Backends;
using Sememe.Kernels;

namespace Sememe.Encoders;

/// <summary>Keys and values of one sequence, layer by layer: [layers][2][capacity × hidden]. Memory that no token has reached is not touched.</summary>
internal sealed unsafe class KeyValueState : NetworkState
{
    private readonly nint _plane;
    private readonly int _width;
    private readonly float* _memory;
    private bool _isDisposed;

    public KeyValueState(int layers, int width, int capacity)
    {
        Capacity = capacity;
        (_plane, _width) = ((nint)capacity * width, width);
        nint floats = 2 * layers * _plane;
        _memory = (float*)NativeMemory.AlignedAlloc((nuint)(floats + CachedAttention.ScratchFloats(capacity)) * sizeof(float), AlignedMemory.Alignment);
        Scores = _memory + floats;
    }

    ~KeyValueState() => Release();

    /// <inheritdoc/>
    public override int Capacity { get; }

    /// <summary>Memory for the scores of one token with all others.</summary>
    public float* Scores { get; }

    /// <summary>[capacity × hidden] of a layer.</summary>
    public float* Keys(int layer) => _memory + (2 * layer * _plane);

    /// <summary>[capacity × hidden] of a layer.</summary>
    public float* Values(int layer) => Keys(layer) + _plane;

    /// <summary>Copies keys and values of tokens behind those that are there; <see cref="Advance"/> makes them count.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="queryKeyValue">[tokens × 3 · hidden].</param>
    /// <param name="tokens">Number of tokens.</param>
    public void Append(int layer, float* queryKeyValue, int tokens)
    {
        for (int token = 0; token < tokens; token++)
        {
            float* row = queryKeyValue + ((nint)token * 3 * _width);
            nint place = (nint)(Length + token) * _width;
            new ReadOnlySpan<float>(row + _width, _width).CopyTo(new Span<float>(Keys(layer) + place, _width));
            new ReadOnlySpan<float>(row + (2 * _width), _width).CopyTo(new Span<float>(Values(layer) + place, _width));
        }
    }

    /// <summary>The run is over: its tokens count from now on.</summary>
    public void Advance(int tokens) => Length += tokens;

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
