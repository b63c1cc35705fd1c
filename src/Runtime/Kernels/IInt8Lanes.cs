namespace Sememe.Kernels;

/// <summary>Integer multiply-and-add of one instruction set: what the int8 GEMM is written in.</summary>
/// <typeparam name="TInt">A register of 32-bit sums.</typeparam>
/// <typeparam name="TVector">A register of as many floats.</typeparam>
internal unsafe interface IInt8Lanes<TInt, TVector>
    where TInt : unmanaged
    where TVector : unmanaged
{
    /// <summary>The form of weights and activations that the instructions take.</summary>
    static abstract Int8Form Form { get; }

    /// <summary>Rows of the largest tile of two registers per row that leaves registers for its operands.</summary>
    static abstract int TileRows { get; }

    static abstract TInt Zero { get; }

    /// <summary>Weights of as many columns as there are sums, one step each.</summary>
    static abstract TInt LoadWeights(sbyte* source);

    /// <summary>The same 32 bits for every column.</summary>
    static abstract TInt Broadcast(void* source);

    /// <summary>sum + Σ activation · weight, exact.</summary>
    static abstract TInt MultiplyAdd(TInt sum, TInt activations, TInt weights);

    /// <summary>The same for two steps at once; in the form <see cref="Int8Form.Centred"/> their products are first added in 16 bits.</summary>
    static abstract TInt MultiplyAdd(TInt sum, TInt activations, TInt weights, TInt nextActivations, TInt nextWeights);

    /// <summary>Sums as floats.</summary>
    static abstract TVector ToFloat(TInt sum);
}
