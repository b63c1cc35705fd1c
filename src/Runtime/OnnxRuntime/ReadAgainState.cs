using System.Runtime.InteropServices;
using Sememe.Backends;
using Sememe.CompilerServices;
using Sememe.Kernels;

namespace Sememe.OnnxRuntime;

/// <summary>Texts that are written for one source by a decoder that remembers nothing: their tokens, and the source's hidden states.</summary>
internal sealed unsafe class ReadAgainState : DecoderState
{
    private readonly EncoderSpec _spec;
    private int[] _tokens;
    private int[] _otherTokens;
    private float* _logits;
    private nuint _logitsRoom;

    /// <param name="spec">The network.</param>
    /// <param name="texts">Most texts.</param>
    /// <param name="capacity">Most tokens of each.</param>
    public ReadAgainState(EncoderSpec spec, int texts, int capacity)
    {
        _spec = spec;
        (Texts, Capacity) = (texts, capacity);
        _tokens = new int[texts * capacity];
        _otherTokens = new int[texts * capacity];
        Source = (float*)NativeMemory.AlignedAlloc((nuint)spec.MaxPositions * (nuint)spec.HiddenSize * sizeof(float), AlignedMemory.Alignment);
    }

    ~ReadAgainState() => Release();

    /// <inheritdoc/>
    public override int Texts { get; }

    /// <inheritdoc/>
    public override int Capacity { get; }

    /// <summary>Tokens of the source.</summary>
    public int SourceTokens { get; private set; }

    /// <summary>[source tokens × hidden].</summary>
    public float* Source { get; private set; }

    /// <summary>The first tokens of a text.</summary>
    public ReadOnlySpan<int> TokensOf(int text, int count) => _tokens.AsSpan(text * Capacity, count);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no positions for so many tokens.</exception>
    public override void Begin(ReadOnlySpan<float> source)
    {
        int tokens = source.Length / _spec.HiddenSize;
        if (tokens > _spec.MaxPositions)
        {
            throw new ArgumentException($"Found a source of {tokens} tokens, expected at most {_spec.MaxPositions}.", nameof(source));
        }

        (Length, Count, SourceTokens) = (0, 1, tokens);
        source.CopyTo(new Span<float>(Source, source.Length));
    }

    /// <inheritdoc/>
    public override void Reorder(ReadOnlySpan<int> origins)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(origins.Length, Texts);
        for (int text = 0; text < origins.Length; text++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)origins[text], (uint)Count);
            TokensOf(origins[text], Length).CopyTo(_otherTokens.AsSpan(text * Capacity));
        }

        (_tokens, _otherTokens) = (_otherTokens, _tokens);
        Count = origins.Length;
    }

    /// <summary>Writes the next token of every text behind its others; <see cref="Advance"/> makes it count.</summary>
    public void Add(ReadOnlySpan<int> next)
    {
        for (int text = 0; text < Count; text++)
        {
            _tokens[(text * Capacity) + Length] = next[text];
        }
    }

    /// <summary>The run is over: its tokens count from now on.</summary>
    public void Advance() => Length++;

    /// <summary>Memory for logits, valid until the next call.</summary>
    public float* EnsureLogits(nuint count)
    {
        if (count > _logitsRoom)
        {
            _logits = (float*)NativeMemory.Realloc(_logits, count * sizeof(float));
            _logitsRoom = count;
        }

        return _logits;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        NativeMemory.AlignedFree(Source);
        NativeMemory.Free(_logits);
        Source = _logits = null;
        _logitsRoom = 0;
    }
}
