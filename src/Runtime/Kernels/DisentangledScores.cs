using System.Runtime.CompilerServices;

namespace Sememe.Kernels;

/// <summary>The scores of content with distance (He et al. 2021): each token meets every distance once, and a pair picks the one between its tokens.</summary>
internal static unsafe class DisentangledScores
{
    /// <summary>Scores of one head's queries or keys with all distances.</summary>
    /// <param name="call">For the sequence.</param>
    /// <param name="tokens">Queries or keys, at the head's first column.</param>
    /// <param name="distances">The head's projected distances.</param>
    /// <param name="scores">[tokens × stride].</param>
    public static void Meet<TVector, TLanes>(in AttentionCall call, float* tokens, PackedMatrix distances, float* scores)
        where TVector : unmanaged
        where TLanes : ILanes<TVector>
    {
        int stride = PackedMatrix.PaddedColumns(distances.Columns);
        Gemm.Run<TVector, TLanes>(new GemmCall
        {
            A = tokens,
            AStride = call.Stride,
            Rows = call.Tokens,
            Panels = distances.Panels,
            Bias = distances.Bias,
            Depth = call.HeadSize,
            Columns = stride,
            C = scores,
            CStride = stride,
        });
    }

    /// <summary>scores[i, j] += met[i, row of (query + i) − (key + j)]: queries that met distances.</summary>
    /// <param name="met">[tokens × stride] of all queries.</param>
    /// <param name="stride">Floats of a token's row.</param>
    /// <param name="rows">Row by distance.</param>
    /// <param name="scores">[queries × <see cref="Attention.KeyBlock"/>].</param>
    /// <param name="query">First query of the scores.</param>
    /// <param name="queries">Number of queries.</param>
    /// <param name="key">First key of the scores.</param>
    /// <param name="keys">Number of keys.</param>
    [MethodImpl(KernelCode.Hot)]
    public static void AddByQuery(float* met, nint stride, int* rows, float* scores, int query, int queries, int key, int keys)
    {
        for (int i = 0; i < queries; i++)
        {
            float* from = met + ((query + i) * stride);
            int* row = rows + (query + i - key);
            float* sum = scores + (i * Attention.KeyBlock);
            for (int j = 0; j < keys; j++)
            {
                sum[j] += from[row[-j]];
            }
        }
    }

    /// <summary>scores[i, j] += met[j, row of (query + i) − (key + j)]: keys that met distances; see <see cref="AddByQuery"/>.</summary>
    [MethodImpl(KernelCode.Hot)]
    public static void AddByKey(float* met, nint stride, int* rows, float* scores, int query, int queries, int key, int keys)
    {
        for (int j = 0; j < keys; j++)
        {
            float* from = met + ((key + j) * stride);
            int* row = rows + (query - key - j);
            float* sum = scores + j;
            for (int i = 0; i < queries; i++)
            {
                *sum += from[row[i]];
                sum += Attention.KeyBlock;
            }
        }
    }
}
