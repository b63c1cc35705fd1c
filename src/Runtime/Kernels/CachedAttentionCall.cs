namespace Sememe.Kernels;

/// <summary>Attention of one token over keys and values that were kept, of the tokens before it and its own or of a source: output = softmax(q · Kᵀ · scale) · V for every head.</summary>
internal unsafe struct CachedAttentionCall
{
    /// <summary>[heads · head size].</summary>
    public float* Query;

    /// <summary>[keys × heads · head size], and so are <see cref="Values"/>.</summary>
    public float* Keys;
    public float* Values;

    /// <summary>[keys] the row of each key and its value; null where they lie one after the other.</summary>
    public int* Rows;

    /// <summary>How many keys are seen.</summary>
    public int Count;
    public int Heads;
    public int HeadSize;

    /// <summary>What scores are multiplied with before the softmax.</summary>
    public float Scale;

    /// <summary>[heads · head size].</summary>
    public float* Output;

    /// <summary><see cref="CachedAttention.ScratchFloats"/> floats.</summary>
    public float* Scratch;

    /// <summary>The row of a key and its value.</summary>
    public readonly nint RowOf(int key) => Rows == null ? key : Rows[key];
}
