using System.Runtime.InteropServices;
using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Kernels;

namespace Sememe.OnnxRuntime;

/// <summary>Keys and values of one sequence as graphs take and give them: a tensor [heads × tokens × head size] of each, layer by layer.</summary>
/// <remarks>A graph gives those of earlier tokens once more, with the new ones between them, so that there are two memories: one is read while the other is filled.</remarks>
internal sealed unsafe class PastState : NetworkState
{
    private readonly int _tensors;
    private readonly int _heads;
    private readonly int _headSize;
    private readonly nint _plane;
    private float* _past;
    private float* _present;
    private int _laidOutFor;

    /// <param name="spec">The network.</param>
    /// <param name="capacity">Most tokens.</param>
    public PastState(EncoderSpec spec, int capacity)
    {
        Capacity = capacity;
        (_tensors, _heads, _headSize) = (2 * spec.Layers, spec.Heads, spec.HeadSize);
        _plane = (nint)capacity * spec.HiddenSize;
        _past = Allocate();
        _present = Allocate();
    }

    ~PastState() => Release();

    /// <inheritdoc/>
    public override int Capacity { get; }

    /// <summary>The tensors of the tokens so far, for a run to read.</summary>
    /// <param name="tensor">2 · layer for keys, one more for values.</param>
    public float* Past(int tensor) => _past + (tensor * _plane);

    /// <summary>The tensors of these tokens and of a run's own, for the run to fill.</summary>
    public float* Present(int tensor) => _present + (tensor * _plane);

    /// <summary>Closes the gaps that a cut has left in <see cref="Past"/>.</summary>
    public void Compact()
    {
        int kept = Length * _headSize;
        for (int tensor = 0; Length != _laidOutFor && tensor < _tensors; tensor++)
        {
            float* heads = Past(tensor);
            for (int head = 1; head < _heads; head++)
            {
                new ReadOnlySpan<float>(heads + ((nint)head * _laidOutFor * _headSize), kept).CopyTo(new Span<float>(heads + ((nint)head * kept), kept));
            }
        }

        _laidOutFor = Length;
    }

    /// <summary>A run has filled <see cref="Present"/>: its tokens count from now on.</summary>
    public void Advance(int tokens)
    {
        float* filled = _present;
        _present = _past;
        _past = filled;
        Length += tokens;
        _laidOutFor = Length;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Memory that no token has reached is not touched.</summary>
    private float* Allocate() => (float*)NativeMemory.AlignedAlloc((nuint)(_tensors * _plane) * sizeof(float), AlignedMemory.Alignment);

    private void Release()
    {
        NativeMemory.AlignedFree(_past);
        NativeMemory.AlignedFree(_present);
        _past = _present = null;
    }
}
