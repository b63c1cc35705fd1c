using System.Runtime.CompilerServices;

namespace Sememe.Kernels;

/// <summary>Attention of one token over a cache: products of a matrix and a vector, bound by memory, so that nothing is packed.</summary>
internal static unsafe class CachedAttention
{
    private const int MostLanes = 16;

    /// <summary>Floats of scratch memory for so many keys.</summary>
    public static int ScratchFloats(int keys) => keys + MostLanes;

    /// <summary>Runs a call.</summary>
    public static void Run<TVector, TLanes>(in CachedAttentionCall call)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        for (int head = 0; head < call.Heads; head++)
        {
            int column = head * call.HeadSize;
            Score<TVector, TLanes>(call, column);
            float sum = Raise<TVector, TLanes>(call);
            Weigh<TVector, TLanes>(call, column, 1f / sum);
        }
    }

    /// <summary>scores = K · q.</summary>
    [MethodImpl(KernelCode.Hot)]
    private static void Score<TVector, TLanes>(in CachedAttentionCall call, int column)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        float* query = call.Query + column;
        nint stride = call.Heads * call.HeadSize;
        for (int key = 0; key < call.Count; key++)
        {
            float* row = call.Keys + (call.RowOf(key) * stride) + column;
            TVector sums = TLanes.Zero;
            int i = 0;
            for (; i <= call.HeadSize - TLanes.Count; i += TLanes.Count)
            {
                sums = TLanes.MultiplyAdd(TLanes.Load(query + i), TLanes.Load(row + i), sums);
            }

            float sum = TLanes.Sum(sums);
            for (; i < call.HeadSize; i++)
            {
                sum += query[i] * row[i];
            }

            call.Scratch[key] = sum;
        }
    }

    /// <summary>scores = exp((scores − largest) · scale); their sum.</summary>
    [MethodImpl(KernelCode.Hot)]
    private static float Raise<TVector, TLanes>(in CachedAttentionCall call)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        int padded = (call.Count + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        new Span<float>(call.Scratch + call.Count, padded - call.Count).Fill(float.NegativeInfinity);
        TVector largest = TLanes.Load(call.Scratch);
        for (int i = TLanes.Count; i < padded; i += TLanes.Count)
        {
            largest = TLanes.Max(largest, TLanes.Load(call.Scratch + i));
        }

        TVector scale = TLanes.Create(call.Scale);
        TVector shift = TLanes.Create(-TLanes.MaxAcross(largest) * call.Scale);
        TVector sum = TLanes.Zero;
        for (int i = 0; i < padded; i += TLanes.Count)
        {
            TVector power = Exponential.Exp<TVector, TLanes>(TLanes.MultiplyAdd(TLanes.Load(call.Scratch + i), scale, shift));
            TLanes.Store(power, call.Scratch + i);
            sum = TLanes.Add(sum, power);
        }

        return TLanes.Sum(sum);
    }

    /// <summary>output = scores · V · factor.</summary>
    [MethodImpl(KernelCode.Hot)]
    private static void Weigh<TVector, TLanes>(in CachedAttentionCall call, int column, float factor)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        float* output = call.Output + column;
        nint stride = call.Heads * call.HeadSize;
        new Span<float>(output, call.HeadSize).Clear();
        for (int key = 0; key < call.Count; key++)
        {
            float* row = call.Values + (call.RowOf(key) * stride) + column;
            float weight = call.Scratch[key] * factor;
            TVector weights = TLanes.Create(weight);
            int i = 0;
            for (; i <= call.HeadSize - TLanes.Count; i += TLanes.Count)
            {
                TLanes.Store(TLanes.MultiplyAdd(weights, TLanes.Load(row + i), TLanes.Load(output + i)), output + i);
            }

            for (; i < call.HeadSize; i++)
            {
                output[i] += weight * row[i];
            }
        }
    }
}
