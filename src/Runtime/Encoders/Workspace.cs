using System.Runtime.InteropServices;
using Sememe.Kernels;

namespace Sememe.Encoders;

/// <summary>The memory of one call at a time: rows of a block of tokens, 64-byte aligned.</summary>
/// <remarks>Owns raw memory and not a handle object, so that growing for a long text allocates nothing on the managed heap.</remarks>
internal sealed unsafe class Workspace(WorkspacePlan plan) : IWorkspace
{
    private byte* _memory;
    private int _capacity;
    private WorkspaceLayout _layout;

    ~Workspace() => Release();

    /// <summary>[tokens × hidden] the current hidden state.</summary>
    public float* Hidden => (float*)_memory;

    /// <summary>[tokens × hidden, or the embedding tables' width] what a norm is about to read or has written for the next matrix.</summary>
    public float* Summed => (float*)(_memory + _layout.Summed);

    /// <summary>[tokens × 3 · hidden].</summary>
    public float* QueryKeyValue => (float*)(_memory + _layout.QueryKeyValue);

    /// <summary>[tokens × hidden] what attention gives.</summary>
    public float* Context => (float*)(_memory + _layout.Context);

    /// <summary>[feed-forward rows × intermediate, twice that where it is gated].</summary>
    public float* Intermediate => (float*)(_memory + _layout.Intermediate);

    /// <summary>Scratch memory of attention.</summary>
    public float* Attention => (float*)(_memory + _layout.Attention);

    /// <summary>[table width] one row of an embedding table.</summary>
    public float* Row => (float*)(_memory + _layout.Row);

    /// <summary>Memory for quantized rows of the given width.</summary>
    public QuantizedRows QuantizedRows(int depth, Int8Form form) => new()
    {
        Values = _memory + _layout.Integers,
        Stride = Kernels.QuantizedRows.StrideOf(depth, form),
        Scales = (BlockScale*)(_memory + _layout.Scales),
        Blocks = Kernels.QuantizedRows.BlocksOf(depth),
        Order = (int*)(_memory + _layout.Order),
        Carries = (Carry*)(_memory + _layout.Carries),
    };

    /// <summary>Makes room for a block of tokens; what the memory held is lost when it has to grow.</summary>
    public void Reserve(int tokens)
    {
        if (tokens <= _capacity)
        {
            return;
        }

        Release();
        WorkspaceLayout layout = plan.Layout(tokens);
        _memory = (byte*)NativeMemory.AlignedAlloc(layout.Bytes, AlignedMemory.Alignment);
        (_layout, _capacity) = (layout, tokens);
    }

    /// <summary>Gives memory back that was reserved for more than <paramref name="tokens"/> tokens.</summary>
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

    private void Release()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        _capacity = 0;
    }
}
