using Sememe.Families.Weights;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Heads;

/// <summary>The norm of a head.</summary>
internal sealed unsafe class HeadNorm : IDisposable
{
    private readonly KernelSet _kernels;
    private readonly AlignedMemory _memory;
    private readonly int _width;
    private readonly float _epsilon;

    /// <param name="weights">The weights.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="width">Numbers per row.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public HeadNorm(ModelWeights weights, KernelSet kernels, int width, float epsilon)
    {
        (_kernels, _width, _epsilon) = (kernels, width, epsilon);
        _memory = new AlignedMemory((nuint)width * 2 * sizeof(float));
        Span<float> numbers = new(_memory.Pointer, 2 * width);
        weights[new WeightRole(WeightPart.HeadNorm, WeightKind.Weight)].CopyTo(numbers[..width]);
        WeightRole bias = new(WeightPart.HeadNorm, WeightKind.Bias);
        if (weights.Table.Sources.ContainsKey(bias))
        {
            weights[bias].CopyTo(numbers[width..]);
        }
        else
        {
            numbers[width..].Clear();
        }
    }

    /// <summary>Norms rows in place.</summary>
    /// <param name="rows">[count × width].</param>
    /// <param name="count">Number of rows.</param>
    public void Run(Span<float> rows, int count)
    {
        float* gain = (float*)_memory.Pointer;
        fixed (float* x = rows[..checked(count * _width)])
        {
            _kernels.LayerNorm(x, null, gain, gain + _width, _epsilon, x, count, _width);
        }
    }

    public void Dispose() => _memory.Dispose();
}
