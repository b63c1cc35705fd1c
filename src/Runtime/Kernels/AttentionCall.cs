namespace Sememe.Kernels;

/// <summary>Self-attention of one sequence: output = softmax(Q · Kᵀ · scale) · V for every head. Strides count floats.</summary>
internal unsafe struct AttentionCall
{
    /// <summary>[tokens × heads · head size], and so are <see cref="Key"/> and <see cref="Value"/>.</summary>
    public float* Query;
    public float* Key;
    public float* Value;

    /// <summary>From one token to the next, the same for all three.</summary>
    public nint Stride;

    public int Tokens;
    public int Heads;
    public int HeadSize;

    /// <summary>What scores are multiplied with before the softmax, 1/√(head size).</summary>
    public float Scale;

    /// <summary>True when a token sees itself and earlier ones only.</summary>
    public bool IsCausal;

    /// <summary>How far a token sees in each direction; null for no limit.</summary>
    public int? Reach;

    /// <summary>Added to scores, before the scale: for head 0 and distance 0, with distance key − query. Null for none.</summary>
    public float* RelativeBias;

    /// <summary>From one head to the next.</summary>
    public nint RelativeBiasStride;

    /// <summary>Scores with distances; null for none.</summary>
    public DisentangledTables? Disentangled;

    /// <summary>[tokens × heads · head size].</summary>
    public float* Output;
    public nint OutputStride;

    /// <summary><see cref="Attention.ScratchFloats"/> floats, 64-byte aligned.</summary>
    public float* Scratch;
}
