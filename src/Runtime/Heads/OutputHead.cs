using Sememe.CompilerServices;
using Sememe.Families.Weights;
using Sememe.Kernels;
using Sememe.Memory;
using Sememe.Weights;

namespace Sememe.Heads;

/// <summary>Rows of hidden states → rows of outputs: (Dense → activation → norm) → outputs, as <see cref="HeadSpec"/> says.</summary>
internal sealed class OutputHead : IDisposable
{
    private readonly HeadLayer? _dense;
    private readonly HeadNorm? _norm;
    private readonly HeadLayer? _outputs;
    private readonly TiedOutputs? _tied;
    private readonly int _depth;

    private OutputHead(HeadSpec spec, HeadLayer? dense, HeadNorm? norm, HeadLayer? outputs, TiedOutputs? tied, int depth)
    {
        Spec = spec;
        (_dense, _norm, _outputs, _tied, _depth) = (dense, norm, outputs, tied, depth);
    }

    /// <summary>What it is.</summary>
    public HeadSpec Spec { get; }

    /// <summary>Loads the head's tensors. The weights must live as long as the head where the outputs are tied.</summary>
    public static OutputHead Load(HeadSpec spec, EncoderSpec encoder, ModelWeights weights)
    {
        KernelSet kernels = KernelSet.Create();
        int depth = spec.OutputDepth(encoder.HiddenSize);
        return new OutputHead(
            spec,
            spec.DenseSize > 0 ? HeadLayer.Load(weights, WeightPart.HeadDense, kernels, spec.Activation) : null,
            spec.NormEpsilon > 0 ? new HeadNorm(weights, kernels, depth, spec.NormEpsilon) : null,
            spec.IsTied ? null : HeadLayer.Load(weights, WeightPart.HeadOutput, kernels, activation: null),
            spec.IsTied ? new TiedOutputs(weights, TableOf(encoder), spec.Outputs, depth) : null,
            depth);
    }

    /// <summary>The embeddings of the tokens that come out.</summary>
    private static WeightPart TableOf(EncoderSpec encoder) => encoder.Decoder is { HasOwnEmbeddings: true } ? WeightPart.DecoderEmbeddings : WeightPart.WordEmbeddings;

    /// <summary>Computes the outputs of some rows.</summary>
    /// <param name="rows">[count × hidden].</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="outputs">[count × outputs].</param>
    /// <param name="workspace">Memory for what lies between.</param>
    public void Run(ReadOnlySpan<float> rows, int count, Span<float> outputs, Workspace workspace)
    {
        int transformed = _dense is null ? 0 : count * _depth;
        Span<float> scratch = workspace.EnsureScratch(transformed + (_tied is null ? 0 : TiedOutputs.ScratchSize(_depth)));
        if (_dense is not null)
        {
            _dense.Run(rows, count, scratch);
            _norm?.Run(scratch, count);
            rows = scratch[..transformed];
        }

        if (_tied is not null)
        {
            _tied.Run(rows, count, outputs, scratch[transformed..]);
        }
        else
        {
            _outputs!.Run(rows, count, outputs);
        }
    }

    public void Dispose()
    {
        _dense?.Dispose();
        _norm?.Dispose();
        _outputs?.Dispose();
        _tied?.Dispose();
    }
}
