using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sememe.Kernels;

/// <summary>Four floats: the portable kernels (AdvSimd, SSE, WebAssembly).</summary>
internal readonly unsafe struct Lanes128 : ILanes<Vector128<float>>
{
    public static int Count => Vector128<float>.Count;

    public static int TileRows => Vector128.IsHardwareAccelerated && System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported ? 12 : 6;

    public static Vector128<float> Zero => Vector128<float>.Zero;

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<float> Create(float value) => Vector128.Create(value);

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<float> Load(float* source) => Vector128.Load(source);

    [MethodImpl(KernelCode.Inline)]
    public static void Store(Vector128<float> value, float* destination) => value.Store(destination);

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<float> Add(Vector128<float> left, Vector128<float> right) => left + right;

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<float> Subtract(Vector128<float> left, Vector128<float> right) => left - right;

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<float> Multiply(Vector128<float> left, Vector128<float> right) => left * right;

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<float> Divide(Vector128<float> left, Vector128<float> right) => left / right;

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<float> MultiplyAdd(Vector128<float> left, Vector128<float> right, Vector128<float> addend) =>
        Vector128.MultiplyAddEstimate(left, right, addend);

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<float> Min(Vector128<float> left, Vector128<float> right) => Vector128.MinNative(left, right);

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<float> Max(Vector128<float> left, Vector128<float> right) => Vector128.MaxNative(left, right);

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<float> PowerOfTwo(Vector128<float> shiftedExponent) =>
        Vector128.ShiftLeft(shiftedExponent.AsInt32() + Vector128.Create(127), 23).AsSingle();

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<float> ZeroBelow(Vector128<float> value, Vector128<float> limit, Vector128<float> result) =>
        Vector128.AndNot(result, Vector128.LessThan(value, limit));

    [MethodImpl(KernelCode.Inline)]
    public static float Sum(Vector128<float> value) => Vector128.Sum(value);

    [MethodImpl(KernelCode.Inline)]
    public static float MaxAcross(Vector128<float> value)
    {
        Vector128<float> pairs = Vector128.MaxNative(value, Vector128.Shuffle(value, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(pairs, Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(KernelCode.Inline)]
    public static void Prefetch(void* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(address);
        }
    }

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<float> LoadBytes(byte* source)
    {
        Vector128<byte> bytes = Vector128.CreateScalar(Unsafe.ReadUnaligned<uint>(source)).AsByte();
        return Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32());
    }

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<float> LoadSBytes(sbyte* source)
    {
        Vector128<sbyte> bytes = Vector128.CreateScalar(Unsafe.ReadUnaligned<uint>(source)).AsSByte();
        return Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(bytes)));
    }

    [MethodImpl(KernelCode.Inline)]
    public static Vector128<float> LoadInt32(int* source) => Vector128.ConvertToSingle(Vector128.Load(source));

    [MethodImpl(KernelCode.Inline)]
    public static void StoreBytes(Vector128<float> shifted, byte* destination)
    {
        Vector128<int> low = shifted.AsInt32() & Vector128.Create(255);
        Vector128<byte> bytes = Vector128.Narrow(Vector128.Narrow(low, low).AsUInt16(), Vector128<ushort>.Zero);
        Unsafe.WriteUnaligned(destination, bytes.AsUInt32().ToScalar());
    }

    [MethodImpl(KernelCode.Inline)]
    public static void StoreBytes(Vector128<float> first, Vector128<float> second, Vector128<float> third, Vector128<float> fourth, byte* destination)
    {
        Vector128<ushort> low = Vector128.Narrow(first.AsUInt32(), second.AsUInt32());
        Vector128<ushort> high = Vector128.Narrow(third.AsUInt32(), fourth.AsUInt32());
        Vector128.Narrow(low, high).Store(destination);
    }

    [MethodImpl(KernelCode.Inline)]
    public static void StoreInt16(Vector128<float> shifted, short* destination)
    {
        Vector128<int> bits = shifted.AsInt32();
        Unsafe.WriteUnaligned(destination, Vector128.Narrow(bits, bits).AsUInt64().ToScalar());
    }
}
