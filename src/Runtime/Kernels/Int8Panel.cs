using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Sememe.Kernels;

/// <summary>Turns sixteen columns of a matrix stored [in × out] into a panel: bytes of several inputs side by side, and their sums.</summary>
internal readonly unsafe struct Int8Panel
{
    // Sums of so many signed bytes fit 16 bits.
    private const int RowsInWords = 128;

    /// <summary>True when the machine can shuffle bytes.</summary>
    public static bool IsSupported => Sse2.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>The panel's first step.</summary>
    public required sbyte* Target { get; init; }

    /// <summary>How the panel lies.</summary>
    public required Int8Form Form { get; init; }

    /// <summary>What every signed weight is combined with.</summary>
    public required byte Flip { get; init; }

    /// <summary>Writes one block of the depth.</summary>
    /// <param name="source">[<paramref name="count"/>] rows of 16 bytes.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    /// <param name="first">The block's first input, a multiple of four.</param>
    /// <param name="count">Inputs of the block.</param>
    /// <param name="sign">What makes the source's bytes signed ones.</param>
    /// <param name="sums">Receives 16 sums.</param>
    [MethodImpl(KernelCode.Hot)]
    public void Write(byte* source, nint stride, int first, int count, byte sign, float* sums)
    {
        const int Together = 4;
        Vector128<int> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int start = 0; start < count; start += RowsInWords)
        {
            Vector128<short> low = default;
            Vector128<short> high = default;
            int end = Math.Min(start + RowsInWords, count);
            for (int k = start; k < end; k += Together)
            {
                Vector128<byte> row0 = Row(source, stride, k, end, sign);
                Vector128<byte> row1 = Row(source, stride, k + 1, end, sign);
                Vector128<byte> row2 = Row(source, stride, k + 2, end, sign);
                Vector128<byte> row3 = Row(source, stride, k + 3, end, sign);
                Add(row0, ref low, ref high);
                Add(row1, ref low, ref high);
                Add(row2, ref low, ref high);
                Add(row3, ref low, ref high);
                Interleave(row0, row1, row2, row3, (byte*)Target + ((nint)(first + k) * GemmStrip.PanelColumns));
            }

            sum0 += Vector128.WidenLower(low);
            sum1 += Vector128.WidenUpper(low);
            sum2 += Vector128.WidenLower(high);
            sum3 += Vector128.WidenUpper(high);
        }

        Vector128.ConvertToSingle(sum0).Store(sums);
        Vector128.ConvertToSingle(sum1).Store(sums + 4);
        Vector128.ConvertToSingle(sum2).Store(sums + 8);
        Vector128.ConvertToSingle(sum3).Store(sums + 12);
    }

    /// <summary>Inputs beyond the last have weights of zero.</summary>
    [MethodImpl(KernelCode.Inline)]
    private static Vector128<byte> Row(byte* source, nint stride, int k, int end, byte sign) =>
        k < end ? Vector128.Load(source + (k * stride)) ^ Vector128.Create(sign) : default;

    [MethodImpl(KernelCode.Inline)]
    private static void Add(Vector128<byte> row, ref Vector128<short> low, ref Vector128<short> high)
    {
        low += Vector128.WidenLower(row.AsSByte());
        high += Vector128.WidenUpper(row.AsSByte());
    }

    /// <summary>Four rows as one step of four inputs, or as two of two.</summary>
    [MethodImpl(KernelCode.Inline)]
    private void Interleave(Vector128<byte> row0, Vector128<byte> row1, Vector128<byte> row2, Vector128<byte> row3, byte* target)
    {
        Vector128<byte> flip = Vector128.Create(Flip);
        Vector128<ushort> firstLow = ZipLow(row0, row1).AsUInt16();
        Vector128<ushort> firstHigh = ZipHigh(row0, row1).AsUInt16();
        Vector128<ushort> secondLow = ZipLow(row2, row3).AsUInt16();
        Vector128<ushort> secondHigh = ZipHigh(row2, row3).AsUInt16();
        if (Form == Int8Form.Words)
        {
            firstLow.AsByte().Store(target);
            firstHigh.AsByte().Store(target + 16);
            secondLow.AsByte().Store(target + 32);
            secondHigh.AsByte().Store(target + 48);
            return;
        }

        (ZipLow(firstLow, secondLow).AsByte() ^ flip).Store(target);
        (ZipHigh(firstLow, secondLow).AsByte() ^ flip).Store(target + 16);
        (ZipLow(firstHigh, secondHigh).AsByte() ^ flip).Store(target + 32);
        (ZipHigh(firstHigh, secondHigh).AsByte() ^ flip).Store(target + 48);
    }

    [MethodImpl(KernelCode.Inline)]
    private static Vector128<byte> ZipLow(Vector128<byte> left, Vector128<byte> right) =>
        Sse2.IsSupported ? Sse2.UnpackLow(left, right) : AdvSimd.Arm64.ZipLow(left, right);

    [MethodImpl(KernelCode.Inline)]
    private static Vector128<byte> ZipHigh(Vector128<byte> left, Vector128<byte> right) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(left, right) : AdvSimd.Arm64.ZipHigh(left, right);

    [MethodImpl(KernelCode.Inline)]
    private static Vector128<ushort> ZipLow(Vector128<ushort> left, Vector128<ushort> right) =>
        Sse2.IsSupported ? Sse2.UnpackLow(left, right) : AdvSimd.Arm64.ZipLow(left, right);

    [MethodImpl(KernelCode.Inline)]
    private static Vector128<ushort> ZipHigh(Vector128<ushort> left, Vector128<ushort> right) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(left, right) : AdvSimd.Arm64.ZipHigh(left, right);
}
