namespace Sememe.Kernels;

/// <summary>Attention of one token over the keys and values of those before it and its own: output = softmax(q · Kᵀ · scale) · V for every head.</summary>
internal unsafe struct CachedAttentionCall
{
    /// <summary>[heads · head size].</summary>
    public float* Query;

    /// <summary>[keys × heads · head size], and so are <see cref="Values"/>.</summary>
    public float* Keys;
    public float* Values;

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
}
