using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sememe.Kernels;

/// <summary>Portable: both halves of every 32-bit lane multiplied as 32-bit integers.</summary>
internal readonly unsafe struct Int8Lanes128 : IInt8Lanes<Vector128<int>, Vector128<float>>
{
    public static Int8Form Form => Int8Form.Words;

    public static int TileRows => Lanes128.TileRows;

    public static Vector128<int> Zero => Vector128<int>.Zero;

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<int> LoadWeights(sbyte* source) =>
        Vector128.WidenLower(Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(source)).AsSByte()).AsInt32();

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<int> Broadcast(void* source) => Vector128.Create(*(int*)source);

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<int> MultiplyAdd(Vector128<int> sum, Vector128<int> activations, Vector128<int> weights) =>
        sum + (Low(activations) * Low(weights)) + (High(activations) * High(weights));

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<int> MultiplyAdd(Vector128<int> sum, Vector128<int> activations, Vector128<int> weights, Vector128<int> nextActivations, Vector128<int> nextWeights) =>
        MultiplyAdd(MultiplyAdd(sum, activations, weights), nextActivations, nextWeights);

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<float> ToFloat(Vector128<int> sum) => Vector128.ConvertToSingle(sum);

    [MethodImpl(KernelCode.Inline)]
    private static Vector128<int> Low(Vector128<int> pair) => Vector128.ShiftRightArithmetic(Vector128.ShiftLeft(pair, 16), 16);

    [MethodImpl(KernelCode.Inline)]
    private static Vector128<int> High(Vector128<int> pair) => Vector128.ShiftRightArithmetic(pair, 16);
}
