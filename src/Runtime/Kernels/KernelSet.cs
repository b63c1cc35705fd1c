using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Sememe.CompilerServices;

namespace Sememe.Kernels;

/// <summary>The kernels of one choice of instruction sets, chosen once when a network is loaded.</summary>
/// <remarks>A call through it covers a whole matrix or a whole sequence; the loops inside know their registers at compile time.</remarks>
internal abstract unsafe class KernelSet
{
    /// <summary>Name of the environment variable that chooses the kernels of a process: portable, avx2, avx512 or vnni.</summary>
    public const string Variable = "SEMEME_KERNELS";

    /// <summary>What was chosen; never <see cref="KernelChoice.Auto"/>.</summary>
    public abstract KernelChoice Choice { get; }

    /// <summary>How the int8 GEMM wants weights and activations.</summary>
    public abstract Int8Form Int8Form { get; }

    /// <summary>The kernels for a choice.</summary>
    /// <exception cref="PlatformNotSupportedException">The machine does not have the instructions.</exception>
    public static KernelSet Create(KernelChoice choice = KernelChoice.Auto) => (choice == KernelChoice.Auto ? Best() : choice) switch
    {
        KernelChoice.Avx2 when HasAvx2 =>
            new KernelSet<Vector256<float>, Lanes256, Vector256<float>, Lanes256, Vector256<int>, Int8LanesAvx2>(KernelChoice.Avx2),
        KernelChoice.Avx512 when HasAvx512 =>
            new KernelSet<Vector512<float>, Lanes512, Vector512<float>, Lanes512, Vector512<int>, Int8LanesAvx512>(KernelChoice.Avx512),
        KernelChoice.Vnni when HasVnni && HasAvx512 =>
            new KernelSet<Vector512<float>, Lanes512, Vector256<float>, Lanes256, Vector256<int>, Int8LanesVnni>(KernelChoice.Vnni),
        KernelChoice.Vnni when HasVnni =>
            new KernelSet<Vector256<float>, Lanes256, Vector256<float>, Lanes256, Vector256<int>, Int8LanesVnni>(KernelChoice.Vnni),
        KernelChoice.Portable =>
            new KernelSet<Vector128<float>, Lanes128, Vector128<float>, Lanes128, Vector128<int>, Int8Lanes128>(KernelChoice.Portable),
        KernelChoice other => throw new PlatformNotSupportedException($"This machine does not have the instructions of the {other} kernels."),
    };

    /// <summary>True when the machine has the instructions of a choice.</summary>
    public static bool IsSupported(KernelChoice choice) => choice switch
    {
        KernelChoice.Avx2 => HasAvx2,
        KernelChoice.Avx512 => HasAvx512,
        KernelChoice.Vnni => HasVnni,
        _ => true,
    };

    /// <summary>C = activation(A · B + bias).</summary>
    public abstract void Gemm(in GemmCall call);

    /// <summary>C = activation(A · B + bias), A and B quantized.</summary>
    public abstract void Int8Gemm(in Int8GemmCall call);

    /// <summary>Quantizes [rows × depth] floats as <see cref="Int8Gemm"/> reads them.</summary>
    public abstract void Quantize(float* x, int rows, int depth, in QuantizedRows output, bool withSums);

    /// <summary>Self-attention of one sequence.</summary>
    public abstract void Attention(in AttentionCall call);

    /// <summary>Attention of one token over a cache.</summary>
    public abstract void AttendCached(in CachedAttentionCall call);

    /// <summary>LayerNorm of input + residual; see <see cref="LayerNorm.Run"/>.</summary>
    public abstract void LayerNorm(float* input, float* residual, float* gain, float* bias, float epsilon, float* output, int rows, int width);

    /// <summary>Gated unit of rows, in place; see <see cref="GatedUnit.Run"/>.</summary>
    public abstract void Gate(Activation activation, float* values, int rows, int width);

    /// <summary>Rotary positions, in place; see <see cref="Rotary.Run"/>.</summary>
    public abstract void Rotate(float* x, nint stride, int tokens, int heads, int headSize, float* angles);

    /// <summary>A highway layer's result, in place; see <see cref="Highway.Run"/>.</summary>
    public abstract void Highway(float* values, float* transformed, float* carry, int count);

    /// <summary>One step of an LSTM; see <see cref="LstmCell.Run"/>.</summary>
    public abstract void LstmStep(float* fromInput, float* fromState, float* cell, float* output, int width, float clip);

    /// <summary>sum += row.</summary>
    public abstract void AddFloats(float* row, float* sum, int width);

    /// <summary>sum += (row − zero point) · scale.</summary>
    public abstract void AddBytes(byte* row, float scale, float zeroPoint, float* sum, int width);

    /// <summary>sum += (row − zero point) · scale.</summary>
    public abstract void AddSBytes(sbyte* row, float scale, float zeroPoint, float* sum, int width);

    // Every processor with AVX2 has the other two.
    private static bool HasAvx2 => Avx2.IsSupported && Fma.IsSupported && Bmi2.X64.IsSupported;

    // Vector512 is not "accelerated" on the processors that slow down when its registers are used.
    private static bool HasAvx512 => Avx512BW.IsSupported && Vector512.IsHardwareAccelerated && HasAvx2;

    private static bool HasVnni => AvxVnni.IsSupported && HasAvx2;

    private static KernelChoice Best() => Environment.GetEnvironmentVariable(Variable)?.ToUpperInvariant() switch
    {
        "PORTABLE" => KernelChoice.Portable,
        "AVX2" => KernelChoice.Avx2,
        "AVX512" => KernelChoice.Avx512,
        "VNNI" => KernelChoice.Vnni,
        null or "" => HasVnni ? KernelChoice.Vnni : HasAvx512 ? KernelChoice.Avx512 : HasAvx2 ? KernelChoice.Avx2 : KernelChoice.Portable,
        string other => throw new PlatformNotSupportedException($"{Variable} is '{other}'; expected portable, avx2, avx512 or vnni."),
    };
}

/// <summary>Kernels of known registers: one set for float, one for int8.</summary>
internal sealed unsafe class KernelSet<TVector, TLanes, TInt8Vector, TInt8Lanes, TInt, TIntLanes>(KernelChoice choice) : KernelSet
    where TVector : unmanaged
    where TLanes : ILanes<TVector>
    where TInt8Vector : unmanaged
    where TInt8Lanes : ILanes<TInt8Vector>
    where TInt : unmanaged
    where TIntLanes : IInt8Lanes<TInt, TInt8Vector>
{
    public override KernelChoice Choice => choice;

    public override Int8Form Int8Form => TIntLanes.Form;

    public override void Gemm(in GemmCall call) => Kernels.Gemm.Run<TVector, TLanes>(call);

    public override void Int8Gemm(in Int8GemmCall call) => Kernels.Int8Gemm.Run<TInt8Vector, TInt8Lanes, TInt, TIntLanes>(call);

    public override void Quantize(float* x, int rows, int depth, in QuantizedRows output, bool withSums)
    {
        switch (TIntLanes.Form)
        {
            case Int8Form.Words:
                RowQuantizer.ToInt16<TVector, TLanes>(x, rows, depth, output, withSums);
                break;
            case Int8Form.Bytes:
                RowQuantizer.ToBytes<TVector, TLanes>(x, rows, depth, output, withSums);
                break;
            default:
                RowQuantizer.ToCentredBytes<TVector, TLanes>(x, rows, depth, output, withSums);
                break;
        }
    }

    public override void Attention(in AttentionCall call) => Kernels.Attention.Run<TVector, TLanes>(call);

    public override void AttendCached(in CachedAttentionCall call) => CachedAttention.Run<TVector, TLanes>(call);

    public override void LayerNorm(float* input, float* residual, float* gain, float* bias, float epsilon, float* output, int rows, int width) =>
        Kernels.LayerNorm.Run<TVector, TLanes>(input, residual, gain, bias, epsilon, output, rows, width);

    public override void Gate(Activation activation, float* values, int rows, int width) => GatedUnit.Run<TVector, TLanes>(activation, values, rows, width);

    public override void Rotate(float* x, nint stride, int tokens, int heads, int headSize, float* angles) =>
        Rotary.Run<TVector, TLanes>(x, stride, tokens, heads, headSize, angles);

    public override void Highway(float* values, float* transformed, float* carry, int count) =>
        Kernels.Highway.Run<TVector, TLanes>(values, transformed, carry, count);

    public override void LstmStep(float* fromInput, float* fromState, float* cell, float* output, int width, float clip) =>
        LstmCell.Run<TVector, TLanes>(fromInput, fromState, cell, output, width, clip);

    public override void AddFloats(float* row, float* sum, int width) => EmbeddingRows.AddFloats<TVector, TLanes>(row, sum, width);

    public override void AddBytes(byte* row, float scale, float zeroPoint, float* sum, int width) =>
        EmbeddingRows.AddBytes<TVector, TLanes>(row, scale, zeroPoint, sum, width);

    public override void AddSBytes(sbyte* row, float scale, float zeroPoint, float* sum, int width) =>
        EmbeddingRows.AddSBytes<TVector, TLanes>(row, scale, zeroPoint, sum, width);
}
