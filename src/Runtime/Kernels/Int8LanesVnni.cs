using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sememe.Kernels;

/// <summary>AVX-VNNI: four unsigned by signed bytes per lane and instruction, no saturation.</summary>
/// <remarks>256 bits wide also beside AVX-512: .NET has no VNNI of 512 bits (dotnet/runtime#86849).</remarks>
internal readonly unsafe struct Int8LanesVnni : IInt8Lanes<Vector256<int>, Vector256<float>>
{
    public static Int8Form Form => Int8Form.Bytes;

    public static int TileRows => 6;

    public static Vector256<int> Zero => Vector256<int>.Zero;

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<int> LoadWeights(sbyte* source) => Vector256.Load(source).AsInt32();

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<int> Broadcast(void* source) => Vector256.Create(*(int*)source);

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<int> MultiplyAdd(Vector256<int> sum, Vector256<int> activations, Vector256<int> weights) =>
        AvxVnni.MultiplyWideningAndAdd(sum, activations.AsByte(), weights.AsSByte());

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<int> MultiplyAdd(Vector256<int> sum, Vector256<int> activations, Vector256<int> weights, Vector256<int> nextActivations, Vector256<int> nextWeights) =>
        MultiplyAdd(MultiplyAdd(sum, activations, weights), nextActivations, nextWeights);

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> ToFloat(Vector256<int> sum) => Vector256.ConvertToSingle(sum);
}
