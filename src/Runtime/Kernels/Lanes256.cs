using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sememe.Kernels;

/// <summary>Eight floats: AVX2 with FMA.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Vector256<float>>
{
    public static int Count => Vector256<float>.Count;

    public static int TileRows => 6;

    public static Vector256<float> Zero => Vector256<float>.Zero;

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> Create(float value) => Vector256.Create(value);

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> Load(float* source) => Vector256.Load(source);

    [MethodImpl(KernelCode.Inline)]
    public static void Store(Vector256<float> value, float* destination) => value.Store(destination);

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> Add(Vector256<float> left, Vector256<float> right) => left + right;

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> Subtract(Vector256<float> left, Vector256<float> right) => left - right;

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> Multiply(Vector256<float> left, Vector256<float> right) => left * right;

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> Divide(Vector256<float> left, Vector256<float> right) => left / right;

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> MultiplyAdd(Vector256<float> left, Vector256<float> right, Vector256<float> addend) =>
        Vector256.MultiplyAddEstimate(left, right, addend);

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> Min(Vector256<float> left, Vector256<float> right) => Vector256.MinNative(left, right);

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> Max(Vector256<float> left, Vector256<float> right) => Vector256.MaxNative(left, right);

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> PowerOfTwo(Vector256<float> shiftedExponent) =>
        Vector256.ShiftLeft(shiftedExponent.AsInt32() + Vector256.Create(127), 23).AsSingle();

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> ZeroBelow(Vector256<float> value, Vector256<float> limit, Vector256<float> result) =>
        Vector256.AndNot(result, Vector256.LessThan(value, limit));

    [MethodImpl(KernelCode.Inline)]
    public static float Sum(Vector256<float> value) => Vector256.Sum(value);

    [MethodImpl(KernelCode.Inline)]
    public static float MaxAcross(Vector256<float> value) => Lanes128.MaxAcross(Vector128.MaxNative(value.GetLower(), value.GetUpper()));

    [MethodImpl(KernelCode.Inline)]
    public static void Prefetch(void* address) => Sse.Prefetch1(address);

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> LoadBytes(byte* source) => Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(source));

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> LoadSBytes(sbyte* source) => Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(source));

    [MethodImpl(KernelCode.Inline)]
    public static Vector256<float> LoadInt32(int* source) => Vector256.ConvertToSingle(Vector256.Load(source));

    [MethodImpl(KernelCode.Inline)]
    public static void StoreBytes(Vector256<float> shifted, byte* destination)
    {
        Vector256<int> low = shifted.AsInt32() & Vector256.Create(255);
        Vector128<short> words = Sse2.PackSignedSaturate(low.GetLower(), low.GetUpper());
        Unsafe.WriteUnaligned(destination, Sse2.PackUnsignedSaturate(words, words).AsUInt64().ToScalar());
    }

    [MethodImpl(KernelCode.Inline)]
    public static void StoreBytes(Vector256<float> first, Vector256<float> second, Vector256<float> third, Vector256<float> fourth, byte* destination)
    {
        // Packing works on halves of registers; its 32-bit results come out in the order 0, 2, 4, 6, 1, 3, 5, 7.
        Vector256<int> mask = Vector256.Create(255);
        Vector256<short> low = Avx2.PackSignedSaturate(first.AsInt32() & mask, second.AsInt32() & mask);
        Vector256<short> high = Avx2.PackSignedSaturate(third.AsInt32() & mask, fourth.AsInt32() & mask);
        Vector256<int> bytes = Avx2.PackUnsignedSaturate(low, high).AsInt32();
        Avx2.PermuteVar8x32(bytes, Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)).AsByte().Store(destination);
    }

    [MethodImpl(KernelCode.Inline)]
    public static void StoreInt16(Vector256<float> shifted, short* destination)
    {
        Vector256<int> numbers = shifted.AsInt32() - Vector256.Create(Rounding.MagicBits);
        Sse2.PackSignedSaturate(numbers.GetLower(), numbers.GetUpper()).Store(destination);
    }
}
