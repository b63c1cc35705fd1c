using Sememe.CompilerServices;
using Sememe.Families.Weights;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Encoders;

/// <summary>Projects the relative embeddings for each layer of disentangled attention: they depend on no text, so that it is done once, at load.</summary>
internal sealed unsafe class DistanceProjector : IDisposable
{
    private readonly EncoderSpec _spec;
    private readonly DisentangledSpec _attention;
    private readonly LinearLayerLoader _loader;
    private readonly KernelSet _kernels;
    private readonly PositionTables _tables;
    private readonly AlignedMemory _embeddings;
    private readonly AlignedMemory _projected;
    private readonly Workspace _workspace;

    public DistanceProjector(EncoderSpec spec, ModelWeights weights, LinearLayerLoader loader, KernelSet kernels, PositionTables tables)
    {
        (_spec, _loader, _kernels, _tables) = (spec, loader, kernels, tables);
        _attention = spec.Disentangled!;
        nuint floats = (nuint)Rows * (nuint)spec.HiddenSize;
        _embeddings = new AlignedMemory(floats * sizeof(float));
        _projected = new AlignedMemory(floats * sizeof(float));
        _workspace = new Workspace(new WorkspacePlan(spec, weights.IsQuantized ? kernels.Int8Form : null));
        _workspace.Reserve(Rows);
        weights[new WeightRole(WeightPart.RelativeEmbeddings, WeightKind.Weight)].CopyTo(new Span<float>(_embeddings.Pointer, checked((int)floats)));
        using NormLayer? norm = NormLayer.TryLoad(weights, WeightPart.RelativeNorm, -1, spec.HiddenSize, spec.LayerNormEpsilon);
        norm?.Run(kernels, Embeddings, null, Embeddings, Rows);
    }

    private int Rows => 2 * _attention.Span;

    private float* Embeddings => (float*)_embeddings.Pointer;

    /// <summary>A layer's tables.</summary>
    public DisentangledTables Project(int layer) =>
        new(
            _attention.ContentToPosition ? Pack(layer, _attention.SharesProjections ? WeightPart.Key : WeightPart.PositionKey) : null,
            _attention.PositionToContent ? Pack(layer, _attention.SharesProjections ? WeightPart.Query : WeightPart.PositionQuery) : null,
            _tables.DistanceRows);

    /// <inheritdoc/>
    public void Dispose()
    {
        _embeddings.Dispose();
        _projected.Dispose();
        _workspace.Dispose();
    }

    private PackedMatrix[] Pack(int layer, WeightPart part)
    {
        using LinearLayer projection = _loader.Load(layer, part);
        float* projected = (float*)_projected.Pointer;
        projection.Run(_kernels, Embeddings, Rows, projected, null, _workspace);
        PackedMatrix[] heads = new PackedMatrix[_spec.Heads];
        for (int head = 0; head < heads.Length; head++)
        {
            heads[head] = new PackedMatrix(_spec.HeadSize, Rows);
            for (int row = 0; row < Rows; row++)
            {
                heads[head].SetColumn(row, new ReadOnlySpan<float>(projected + ((nint)row * _spec.HiddenSize) + (head * _spec.HeadSize), _spec.HeadSize));
            }
        }

        return heads;
    }
}
