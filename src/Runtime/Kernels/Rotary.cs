using System.Runtime.CompilerServices;

namespace Sememe.Kernels;

/// <summary>Rotary positions: number i of a head's first half and number i of its second half turn together (Su et al. 2021, as transformers lays them out).</summary>
internal static unsafe class Rotary
{
    /// <summary>Fills the cosines and sines of every position, [positions × head size]: half a row of cosines, half a row of sines.</summary>
    /// <remarks>In float32 throughout, as transformers computes them: a far position's angle is rounded there.</remarks>
    /// <param name="angles">The table: whole rows.</param>
    /// <param name="headSize">Columns, an even number.</param>
    /// <param name="theta">Base of the frequencies.</param>
    public static void Fill(Span<float> angles, int headSize, float theta)
    {
        int half = headSize / 2;
        for (int i = 0; i < half; i++)
        {
            float frequency = 1f / MathF.Pow(theta, 2f * i / headSize);
            for (int position = 0; position < angles.Length / headSize; position++)
            {
                (float sine, float cosine) = MathF.SinCos(position * frequency);
                angles[(position * headSize) + i] = cosine;
                angles[(position * headSize) + half + i] = sine;
            }
        }
    }

    /// <summary>Turns the heads of one sequence's rows, in place.</summary>
    /// <param name="x">[tokens × heads · head size], the first token at position 0.</param>
    /// <param name="stride">Floats from one token to the next.</param>
    /// <param name="tokens">Number of tokens.</param>
    /// <param name="heads">Heads that lie side by side: of queries, of keys, or of both.</param>
    /// <param name="headSize">Floats of a head, an even number.</param>
    /// <param name="angles">What <see cref="Fill"/> wrote, for as many positions at least.</param>
    [MethodImpl(KernelCode.Hot)]
    public static void Run<TVector, TLanes>(float* x, nint stride, int tokens, int heads, int headSize, float* angles)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        int half = headSize / 2;
        for (int token = 0; token < tokens; token++)
        {
            float* sines = angles + half;
            for (int head = 0; head < heads; head++)
            {
                float* first = x + (head * headSize);
                float* second = first + half;
                int i = 0;
                for (; i <= half - TLanes.Count; i += TLanes.Count)
                {
                    TVector a = TLanes.Load(first + i);
                    TVector b = TLanes.Load(second + i);
                    TVector cosine = TLanes.Load(angles + i);
                    TVector sine = TLanes.Load(sines + i);
                    TLanes.Store(TLanes.Subtract(TLanes.Multiply(a, cosine), TLanes.Multiply(b, sine)), first + i);
                    TLanes.Store(TLanes.MultiplyAdd(a, sine, TLanes.Multiply(b, cosine)), second + i);
                }

                for (; i < half; i++)
                {
                    (float a, float b) = (first[i], second[i]);
                    first[i] = (a * angles[i]) - (b * sines[i]);
                    second[i] = (a * sines[i]) + (b * angles[i]);
                }
            }

            x += stride;
            angles += headSize;
        }
    }
}
