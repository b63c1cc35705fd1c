using Sememe.Families.Weights;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Encoders;

/// <summary>Gain and bias of one LayerNorm.</summary>
internal sealed unsafe class NormLayer : IDisposable
{
    private readonly AlignedMemory _memory;
    private readonly float _epsilon;
    private readonly int _width;

    public NormLayer(ModelWeights weights, WeightPart part, int layer, int width, float epsilon)
    {
        (_width, _epsilon) = (width, epsilon);
        _memory = new AlignedMemory((nuint)width * 2 * sizeof(float));
        float* gain = (float*)_memory.Pointer;
        weights[new WeightRole(part, WeightKind.Weight, layer)].CopyTo(new Span<float>(gain, width));
        Span<float> bias = new(gain + width, width);
        if (weights.Has(part, layer, WeightKind.Bias))
        {
            weights[new WeightRole(part, WeightKind.Bias, layer)].CopyTo(bias);
        }
        else
        {
            bias.Clear();
        }
    }

    /// <summary>The norm of a part; null where the family has none.</summary>
    public static NormLayer? TryLoad(ModelWeights weights, WeightPart part, int layer, int width, float epsilon) =>
        weights.Has(part, layer) ? new NormLayer(weights, part, layer, width, epsilon) : null;

    /// <summary>output = norm(input + residual), row by row.</summary>
    public void Run(KernelSet kernels, float* input, float* residual, float* output, int rows)
    {
        float* gain = (float*)_memory.Pointer;
        kernels.LayerNorm(input, residual, gain, gain + _width, _epsilon, output, rows, _width);
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();
}
