using Sememe.CompilerServices;
using Sememe.Families.Weights;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Heads;

/// <summary>y = activation(x · Wᵀ + b) over rows of hidden states, in float32 whatever the file holds. Runs on our kernels with either backend.</summary>
internal sealed unsafe class HeadLayer : IDisposable
{
    private readonly KernelSet _kernels;
    private readonly PackedMatrix _matrix;
    private readonly Activation? _activation;

    private HeadLayer(KernelSet kernels, PackedMatrix matrix, Activation? activation) =>
        (_kernels, _matrix, _activation) = (kernels, matrix, activation);

    /// <summary>Width of a row of x.</summary>
    public int Inputs => _matrix.Depth;

    /// <summary>Width of a row of y.</summary>
    public int Outputs => _matrix.Columns;

    /// <summary>Packs the matrix of a part, and its bias where there is one.</summary>
    public static HeadLayer Load(ModelWeights weights, WeightPart part, KernelSet kernels, Activation? activation)
    {
        WeightView view = weights[new WeightRole(part, WeightKind.Weight)];
        int inputs = checked((int)view.Columns);
        PackedMatrix packed = new(inputs, checked((int)view.Rows));
        using AlignedMemory copy = new((nuint)view.Rows * (nuint)inputs * sizeof(float));
        Span<float> rows = new(copy.Pointer, checked(packed.Columns * inputs));
        view.CopyTo(rows);
        for (int output = 0; output < packed.Columns; output++)
        {
            packed.SetColumn(output, rows.Slice(output * inputs, inputs));
        }

        WeightRole bias = new(part, WeightKind.Bias);
        if (weights.Table.Sources.ContainsKey(bias))
        {
            weights[bias].CopyTo(new Span<float>(packed.Bias, packed.Columns));
        }

        return new HeadLayer(kernels, packed, activation);
    }

    /// <summary>Runs the layer.</summary>
    /// <param name="rows">[count × inputs].</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="outputs">[count × outputs].</param>
    public void Run(ReadOnlySpan<float> rows, int count, Span<float> outputs)
    {
        // The kernel reads and writes as many rows as it is told.
        rows = rows[..checked(count * Inputs)];
        outputs = outputs[..checked(count * Outputs)];
        fixed (float* x = rows)
        fixed (float* y = outputs)
        {
            _kernels.Gemm(new GemmCall
            {
                A = x,
                AStride = Inputs,
                Rows = count,
                Panels = _matrix.Panels,
                Bias = _matrix.Bias,
                Depth = Inputs,
                Columns = Outputs,
                C = y,
                CStride = Outputs,
                Activation = _activation,
            });
        }
    }

    public void Dispose() => _matrix.Dispose();
}
