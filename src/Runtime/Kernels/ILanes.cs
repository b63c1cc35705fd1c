namespace Sememe.Kernels;

/// <summary>Arithmetic on one vector register of floats: what the kernels are written in, once for every width.</summary>
/// <remarks>
/// The type argument is a bare register (<c>Vector256&lt;float&gt;</c>) and the operations are static, so that the compiler sees plain
/// registers and not structs around them. Every operation rounds the same way at every width: a kernel that does not add across lanes
/// gives the same bits everywhere that has fused multiply-add.
/// </remarks>
/// <typeparam name="TVector">The register.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Floats in a register.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of the largest GEMM tile of two registers per row that leaves registers for its operands.</summary>
    static abstract int TileRows { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Create(float value);

    static abstract TVector Load(float* source);

    static abstract void Store(TVector value, float* destination);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector Divide(TVector left, TVector right);

    /// <summary>left · right + addend, rounded once where the hardware can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>The smaller one; which operand a NaN gives is up to the hardware.</summary>
    static abstract TVector Min(TVector left, TVector right);

    /// <summary>The larger one; which operand a NaN gives is up to the hardware.</summary>
    static abstract TVector Max(TVector left, TVector right);

    /// <summary>2ⁿ for whole n in −126 … 127, given as n + <see cref="Rounding.Magic"/>.</summary>
    static abstract TVector PowerOfTwo(TVector shiftedExponent);

    /// <summary>0 where <paramref name="value"/> is below <paramref name="limit"/>, else <paramref name="result"/>.</summary>
    static abstract TVector ZeroBelow(TVector value, TVector limit, TVector result);

    /// <summary>Sum of all lanes, always in the same order.</summary>
    static abstract float Sum(TVector value);

    /// <summary>The largest lane.</summary>
    static abstract float MaxAcross(TVector value);

    /// <summary>Asks for the cache line at an address to come into the second-level cache; the address need not be readable.</summary>
    static abstract void Prefetch(void* address);

    /// <summary>Reads <see cref="Count"/> bytes as whole numbers.</summary>
    static abstract TVector LoadBytes(byte* source);

    /// <summary>Reads <see cref="Count"/> signed bytes as whole numbers.</summary>
    static abstract TVector LoadSBytes(sbyte* source);

    /// <summary>Reads <see cref="Count"/> 32-bit integers.</summary>
    static abstract TVector LoadInt32(int* source);

    /// <summary>Stores the low byte of whole numbers given as n + <see cref="Rounding.Magic"/>.</summary>
    static abstract void StoreBytes(TVector shifted, byte* destination);

    /// <summary>The same for four registers, one after the other.</summary>
    static abstract void StoreBytes(TVector first, TVector second, TVector third, TVector fourth, byte* destination);

    /// <summary>Stores the low 16 bits of whole numbers given as n + <see cref="Rounding.Magic"/>.</summary>
    static abstract void StoreInt16(TVector shifted, short* destination);
}
