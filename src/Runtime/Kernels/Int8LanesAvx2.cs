using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sememe.Kernels;

/// <summary>AVX2: products of unsigned weights and signed activations, four of them added in 16 bits and these in 32.</summary>
/// <remarks>
/// <c>vpmaddubsw</c> saturates and the 16-bit sum of two of them would overflow, were it not for <see cref="CentredRows"/>, which leave no such bytes. Five
/// instructions for 64 products, where <c>vpmaddwd</c> on 16-bit integers needs eight.
/// </remarks>
internal readonly unsafe struct Int8LanesAvx2 : IInt8Lanes<Vector256<int>, Vector256<float>>
{
    public static Int8Form Form => Int8Form.Centred;

    public static int TileRows => 4;

    public static Vector256<int> Zero => Vector256<int>.Zero;

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<int> LoadWeights(sbyte* source) => Vector256.Load(source).AsInt32();

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<int> Broadcast(void* source) => Vector256.Create(*(int*)source);

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<int> MultiplyAdd(Vector256<int> sum, Vector256<int> activations, Vector256<int> weights) =>
        sum + Widen(Avx2.MultiplyAddAdjacent(weights.AsByte(), activations.AsSByte()));

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<int> MultiplyAdd(
        Vector256<int> sum, Vector256<int> activations, Vector256<int> weights, Vector256<int> nextActivations, Vector256<int> nextWeights) =>
        sum + Widen(Avx2.MultiplyAddAdjacent(weights.AsByte(), activations.AsSByte()) + Avx2.MultiplyAddAdjacent(nextWeights.AsByte(), nextActivations.AsSByte()));

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> ToFloat(Vector256<int> sum) => Vector256.ConvertToSingle(sum);

    [MethodImpl(KernelCode.Inline)]
    private static Vector256<int> Widen(Vector256<short> sums) => Avx2.MultiplyAddAdjacent(sums, Vector256.Create((short)1));
}
