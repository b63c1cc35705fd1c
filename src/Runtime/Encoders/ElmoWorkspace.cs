using System.Runtime.InteropServices;
using Sememe.CompilerServices;
using Sememe.Kernels;

namespace Sememe.Encoders;

/// <summary>The memory of one call of an ELMo at a time, 64-byte aligned.</summary>
internal sealed unsafe class ElmoWorkspace(EncoderSpec spec, ElmoSpec elmo) : IWorkspace
{
    /// <summary>Tokens that pass filters, highway layers and gates together: what they need is much wider than what is kept of them.</summary>
    public const int BlockTokens = 64;

    private const int Gates = 4;

    private byte* _memory;
    private int _capacity;

    ~ElmoWorkspace() => Release();

    /// <summary>[tokens × half of hidden]: what the forward direction reads and writes.</summary>
    public float* Forward { get; private set; }

    /// <summary>[tokens × half of hidden].</summary>
    public float* Backward { get; private set; }

    /// <summary>[word length × character size] one word.</summary>
    public float* Characters { get; private set; }

    /// <summary>[word length × filters] one width's results for one word.</summary>
    public float* Convolved { get; private set; }

    /// <summary>[block × features].</summary>
    public float* Features { get; private set; }

    /// <summary>[block × features].</summary>
    public float* Transformed { get; private set; }

    /// <summary>[block × features].</summary>
    public float* Carry { get; private set; }

    /// <summary>[block × 4 · cell] what gates get from the input.</summary>
    public float* InputGates { get; private set; }

    /// <summary>[4 · cell] what gates get from the state.</summary>
    public float* StateGates { get; private set; }

    /// <summary>[cell].</summary>
    public float* Cell { get; private set; }

    /// <summary>[cell] what is projected to the state.</summary>
    public float* Output { get; private set; }

    /// <summary>[half of hidden].</summary>
    public float* State { get; private set; }

    /// <summary>Makes room for a sequence; what the memory held is lost when it has to grow.</summary>
    public void Reserve(int tokens)
    {
        if (tokens <= _capacity)
        {
            return;
        }

        Release();
        nuint bytes = LayOut(null, tokens);
        _memory = (byte*)NativeMemory.AlignedAlloc(bytes, AlignedMemory.Alignment);
        LayOut(_memory, tokens);
        _capacity = tokens;
    }

    /// <inheritdoc/>
    public void Trim(int tokens)
    {
        if (_capacity > tokens)
        {
            Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sets where the parts lie, and gives how many bytes they take.</summary>
    private nuint LayOut(byte* memory, int tokens)
    {
        nuint used = 0;
        int half = spec.HiddenSize / 2;
        Forward = Take(tokens, half);
        Backward = Take(tokens, half);
        Characters = Take(elmo.WordLength, elmo.CharacterSize);
        Convolved = Take(elmo.WordLength, elmo.Filters.Max(static filter => filter.Count));
        Features = Take(BlockTokens, elmo.Features);
        Transformed = Take(BlockTokens, elmo.Features);
        Carry = Take(BlockTokens, elmo.Features);
        InputGates = Take(BlockTokens, Gates * spec.IntermediateSize);
        StateGates = Take(1, Gates * spec.IntermediateSize);
        Cell = Take(1, spec.IntermediateSize);
        Output = Take(1, spec.IntermediateSize);
        State = Take(1, half);
        return used;

        float* Take(nint rows, nint width)
        {
            float* part = (float*)(memory + used);
            used += AlignedMemory.RoundUp((nuint)(rows * width) * sizeof(float));
            return part;
        }
    }

    private void Release()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        _capacity = 0;
    }
}
