using System.Runtime.InteropServices;
using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Kernels;

namespace Sememe.OnnxRuntime;

/// <summary>
/// Keys and values of texts that are written at the same time, and of their source, as graphs take and give them: a tensor
/// [texts × heads × tokens × head size] of each, layer by layer.
/// </summary>
/// <remarks>As <see cref="PastState"/> there are two memories; the one that is not read is also where texts go that are put in another order.</remarks>
internal sealed unsafe class TextsState : DecoderState
{
    private readonly OnnxRuntimeNetwork _network;
    private readonly EncoderSpec _stack;
    private readonly nint _plane;
    private readonly nint _sourcePlane;
    private float* _past;
    private float* _present;
    private float* _source;

    /// <param name="network">Makes keys and values of a source.</param>
    /// <param name="stack">The decoder's stack.</param>
    /// <param name="texts">Most texts.</param>
    /// <param name="capacity">Most tokens of each.</param>
    public TextsState(OnnxRuntimeNetwork network, EncoderSpec stack, int texts, int capacity)
    {
        (_network, _stack) = (network, stack);
        (Texts, Capacity) = (texts, capacity);
        _plane = checked((nint)texts * capacity * stack.HiddenSize);
        _sourcePlane = (nint)stack.MaxPositions * stack.HiddenSize;
        _past = Allocate(_plane);
        _present = Allocate(_plane);
        _source = Allocate(_sourcePlane);
    }

    ~TextsState() => Release();

    /// <inheritdoc/>
    public override int Texts { get; }

    /// <inheritdoc/>
    public override int Capacity { get; }

    /// <summary>Tokens of the source.</summary>
    public int SourceTokens { get; private set; }

    private int Tensors => 2 * _stack.Layers;

    /// <summary>The tensors of the source.</summary>
    /// <param name="tensor">2 · layer for keys, one more for values.</param>
    public float* Source(int tensor) => _source + (tensor * _sourcePlane);

    /// <summary>The tensors of the tokens so far, for a run to read.</summary>
    public float* Past(int tensor) => _past + (tensor * _plane);

    /// <summary>The tensors of these tokens and the next ones, for the run to fill.</summary>
    public float* Present(int tensor) => _present + (tensor * _plane);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no positions for so many tokens.</exception>
    public override void Begin(ReadOnlySpan<float> source)
    {
        int tokens = source.Length / _stack.HiddenSize;
        if (tokens > _stack.MaxPositions)
        {
            throw new ArgumentException($"Found a source of {tokens} tokens, expected at most {_stack.MaxPositions}.", nameof(source));
        }

        (Length, Count, SourceTokens) = (0, 1, tokens);
        _network.ReadSource(this, source);
    }

    /// <inheritdoc/>
    public override void Reorder(ReadOnlySpan<int> origins)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(origins.Length, Texts);
        bool isMoved = false;
        for (int text = 0; text < origins.Length; text++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)origins[text], (uint)Count);
            isMoved |= origins[text] != text;
        }

        if (isMoved)
        {
            Move(origins);
        }

        Count = origins.Length;
    }

    /// <summary>A run has filled <see cref="Present"/>: its tokens count from now on.</summary>
    public void Advance()
    {
        Swap();
        Length++;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Move(ReadOnlySpan<int> origins)
    {
        int block = Length * _stack.HiddenSize;
        for (int tensor = 0; tensor < Tensors; tensor++)
        {
            for (int text = 0; text < origins.Length; text++)
            {
                new ReadOnlySpan<float>(Past(tensor) + ((nint)origins[text] * block), block).CopyTo(new Span<float>(Present(tensor) + ((nint)text * block), block));
            }
        }

        Swap();
    }

    private void Swap()
    {
        float* filled = _present;
        _present = _past;
        _past = filled;
    }

    /// <summary>Memory that no token has reached is not touched.</summary>
    private float* Allocate(nint plane) => (float*)NativeMemory.AlignedAlloc((nuint)(Tensors * plane) * sizeof(float), AlignedMemory.Alignment);

    private void Release()
    {
        NativeMemory.AlignedFree(_past);
        NativeMemory.AlignedFree(_present);
        NativeMemory.AlignedFree(_source);
        _past = _present = _source = null;
    }
}
