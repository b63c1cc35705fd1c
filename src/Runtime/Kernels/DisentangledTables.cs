namespace Sememe.Kernels;

/// <summary>What one layer's disentangled attention knows of distances: projected embeddings by head, packed for the GEMM, and the row that each distance has.</summary>
/// <param name="keys">By head, [head size → distances]: what queries meet; null without that score.</param>
/// <param name="queries">By head, [head size → distances]: what keys meet; null without that score.</param>
/// <param name="rows">Owned by the network: the row of distance query − key, for the distance 0.</param>
internal sealed unsafe class DisentangledTables(PackedMatrix[]? keys, PackedMatrix[]? queries, int* rows) : IDisposable
{
    public PackedMatrix[]? Keys => keys;

    public PackedMatrix[]? Queries => queries;

    /// <summary>Rows[query − key], negative distances before the pointer.</summary>
    public int* Rows => rows;

    /// <summary>Floats of a token's scores with all distances: a whole number of strips.</summary>
    public int Stride => PackedMatrix.PaddedColumns((keys ?? queries)?[0].Columns ?? 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PackedMatrix matrix in (keys ?? []).Concat(queries ?? []))
        {
            matrix.Dispose();
        }
    }
}
