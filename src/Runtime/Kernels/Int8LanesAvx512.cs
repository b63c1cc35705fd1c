using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sememe.Kernels;

/// <summary>AVX-512BW: <see cref="Int8LanesAvx2"/> on registers of twice the width, for machines without VNNI.</summary>
internal readonly unsafe struct Int8LanesAvx512 : IInt8Lanes<Vector512<int>, Vector512<float>>
{
    public static Int8Form Form => Int8Form.Centred;

    public static int TileRows => 4;

    public static Vector512<int> Zero => Vector512<int>.Zero;

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<int> LoadWeights(sbyte* source) => Vector512.Load(source).AsInt32();

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<int> Broadcast(void* source) => Vector512.Create(*(int*)source);

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<int> MultiplyAdd(Vector512<int> sum, Vector512<int> activations, Vector512<int> weights) =>
        sum + Widen(Avx512BW.MultiplyAddAdjacent(weights.AsByte(), activations.AsSByte()));

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<int> MultiplyAdd(
        Vector512<int> sum, Vector512<int> activations, Vector512<int> weights, Vector512<int> nextActivations, Vector512<int> nextWeights) =>
        sum + Widen(Avx512BW.MultiplyAddAdjacent(weights.AsByte(), activations.AsSByte()) + Avx512BW.MultiplyAddAdjacent(nextWeights.AsByte(), nextActivations.AsSByte()));

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<float> ToFloat(Vector512<int> sum) => Vector512.ConvertToSingle(sum);

    [MethodImpl(KernelCode.Inline)]
    private static Vector512<int> Widen(Vector512<short> sums) => Avx512BW.MultiplyAddAdjacent(sums, Vector512.Create((short)1));
}
