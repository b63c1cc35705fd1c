using System.Diagnostics;
using Sememe.CompilerServices;
using Sememe.Kernels;

namespace Sememe.Bench.Encoder;

/// <summary>Kernels that keep the shortest time of every call of a run that is repeated.</summary>
internal sealed unsafe class TimedKernels(KernelSet kernels) : KernelSet
{
    private readonly List<(KernelPart Part, long Ticks)> _shortest = [];
    private int _call;
    private long _ticks;

    /// <inheritdoc/>
    public override KernelChoice Choice => kernels.Choice;

    /// <inheritdoc/>
    public override Int8Form Int8Form => kernels.Int8Form;

    /// <summary>Begins another run of the same calls.</summary>
    public void Begin() => (_call, _ticks) = (0, 0);

    /// <summary>Forgets all runs.</summary>
    public void Clear()
    {
        _shortest.Clear();
        Begin();
    }

    /// <summary>Seconds in all calls of this run.</summary>
    public double SecondsOfRun => InSeconds(_ticks);

    /// <summary>Seconds in the calls of one kind, the shortest time of each.</summary>
    public double Seconds(KernelPart part) => InSeconds(_shortest.Where(call => call.Part == part).Sum(static call => call.Ticks));

    /// <inheritdoc/>
    public override void Gemm(in GemmCall call)
    {
        long start = Stopwatch.GetTimestamp();
        kernels.Gemm(call);
        Add(KernelPart.Gemm, Stopwatch.GetTimestamp() - start);
    }

    /// <inheritdoc/>
    public override void Int8Gemm(in Int8GemmCall call)
    {
        long start = Stopwatch.GetTimestamp();
        kernels.Int8Gemm(call);
        Add(KernelPart.Gemm, Stopwatch.GetTimestamp() - start);
    }

    /// <inheritdoc/>
    public override void Quantize(float* x, int rows, int depth, in QuantizedRows output, bool withSums)
    {
        long start = Stopwatch.GetTimestamp();
        kernels.Quantize(x, rows, depth, output, withSums);
        Add(KernelPart.Quantize, Stopwatch.GetTimestamp() - start);
    }

    /// <inheritdoc/>
    public override void Attention(in AttentionCall call)
    {
        long start = Stopwatch.GetTimestamp();
        kernels.Attention(call);
        Add(KernelPart.Attention, Stopwatch.GetTimestamp() - start);
    }

    /// <inheritdoc/>
    public override void AttendCached(in CachedAttentionCall call)
    {
        long start = Stopwatch.GetTimestamp();
        kernels.AttendCached(call);
        Add(KernelPart.Attention, Stopwatch.GetTimestamp() - start);
    }

    /// <inheritdoc/>
    public override void LayerNorm(float* input, float* residual, float* gain, float* bias, float epsilon, float* output, int rows, int width)
    {
        long start = Stopwatch.GetTimestamp();
        kernels.LayerNorm(input, residual, gain, bias, epsilon, output, rows, width);
        Add(KernelPart.Norm, Stopwatch.GetTimestamp() - start);
    }

    /// <inheritdoc/>
    public override void Gate(Activation activation, float* values, int rows, int width) => kernels.Gate(activation, values, rows, width);

    /// <inheritdoc/>
    public override void Rotate(float* x, nint stride, int tokens, int heads, int headSize, float* angles) =>
        kernels.Rotate(x, stride, tokens, heads, headSize, angles);

    /// <inheritdoc/>
    public override void Highway(float* values, float* transformed, float* carry, int count) => kernels.Highway(values, transformed, carry, count);

    /// <inheritdoc/>
    public override void LstmStep(float* fromInput, float* fromState, float* cell, float* output, int width, float clip) =>
        kernels.LstmStep(fromInput, fromState, cell, output, width, clip);

    /// <inheritdoc/>
    public override void AddFloats(float* row, float* sum, int width) => kernels.AddFloats(row, sum, width);

    /// <inheritdoc/>
    public override void AddBytes(byte* row, float scale, float zeroPoint, float* sum, int width) => kernels.AddBytes(row, scale, zeroPoint, sum, width);

    /// <inheritdoc/>
    public override void AddSBytes(sbyte* row, float scale, float zeroPoint, float* sum, int width) => kernels.AddSBytes(row, scale, zeroPoint, sum, width);

    private void Add(KernelPart part, long ticks)
    {
        if (_call == _shortest.Count)
        {
            _shortest.Add((part, ticks));
        }

        _shortest[_call] = (part, Math.Min(_shortest[_call].Ticks, ticks));
        _call++;
        _ticks += ticks;
    }

    private static double InSeconds(long ticks) => (double)ticks / Stopwatch.Frequency;
}
