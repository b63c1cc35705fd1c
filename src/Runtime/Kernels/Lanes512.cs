using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sememe.Kernels;

/// <summary>Sixteen floats: AVX-512.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Vector512<float>>
{
    public static int Count => Vector512<float>.Count;

    public static int TileRows => 12;

    public static Vector512<float> Zero => Vector512<float>.Zero;

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<float> Create(float value) => Vector512.Create(value);

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<float> Load(float* source) => Vector512.Load(source);

    [MethodImpl(KernelCode.Inline)]
    public static void Store(Vector512<float> value, float* destination) => value.Store(destination);

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<float> Add(Vector512<float> left, Vector512<float> right) => left + right;

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<float> Subtract(Vector512<float> left, Vector512<float> right) => left - right;

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<float> Multiply(Vector512<float> left, Vector512<float> right) => left * right;

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<float> Divide(Vector512<float> left, Vector512<float> right) => left / right;

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<float> MultiplyAdd(Vector512<float> left, Vector512<float> right, Vector512<float> addend) =>
        Vector512.MultiplyAddEstimate(left, right, addend);

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<float> Min(Vector512<float> left, Vector512<float> right) => Vector512.MinNative(left, right);

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<float> Max(Vector512<float> left, Vector512<float> right) => Vector512.MaxNative(left, right);

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<float> PowerOfTwo(Vector512<float> shiftedExponent) =>
        Vector512.ShiftLeft(shiftedExponent.AsInt32() + Vector512.Create(127), 23).AsSingle();

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<float> ZeroBelow(Vector512<float> value, Vector512<float> limit, Vector512<float> result) =>
        Vector512.AndNot(result, Vector512.LessThan(value, limit));

    [MethodImpl(KernelCode.Inline)]
    public static float Sum(Vector512<float> value) => Vector512.Sum(value);

    [MethodImpl(KernelCode.Inline)]
    public static float MaxAcross(Vector512<float> value) => Lanes256.MaxAcross(Vector256.MaxNative(value.GetLower(), value.GetUpper()));

    [MethodImpl(KernelCode.Inline)]
    public static void Prefetch(void* address) => Sse.Prefetch1(address);

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<float> LoadBytes(byte* source) =>
        Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(Vector128.Load(source)));

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<float> LoadSBytes(sbyte* source) =>
        Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(Vector128.Load(source)));

    [MethodImpl(KernelCode.Inline)]
    public static Vector512<float> LoadInt32(int* source) => Vector512.ConvertToSingle(Vector512.Load(source));

    [MethodImpl(KernelCode.Inline)]
    public static void StoreBytes(Vector512<float> shifted, byte* destination) =>
        Avx512F.ConvertToVector128Byte(shifted.AsInt32()).Store(destination);

    [MethodImpl(KernelCode.Inline)]
    public static void StoreBytes(Vector512<float> first, Vector512<float> second, Vector512<float> third, Vector512<float> fourth, byte* destination)
    {
        StoreBytes(first, destination);
        StoreBytes(second, destination + 16);
        StoreBytes(third, destination + 32);
        StoreBytes(fourth, destination + 48);
    }

    [MethodImpl(KernelCode.Inline)]
    public static void StoreInt16(Vector512<float> shifted, short* destination) =>
        Avx512F.ConvertToVector256Int16(shifted.AsInt32()).Store(destination);
}
