using Sememe.CompilerServices;
using Sememe.Kernels;

namespace Sememe.Encoders;

/// <summary>y = activation(x · Wᵀ + b), float or int8.</summary>
internal sealed unsafe class LinearLayer : IDisposable
{
    private readonly PackedMatrix? _float;
    private readonly PackedInt8Matrix? _int8;

    public LinearLayer(PackedMatrix matrix)
    {
        _float = matrix;
        (Inputs, Outputs) = (matrix.Depth, matrix.Columns);
    }

    public LinearLayer(PackedInt8Matrix matrix)
    {
        _int8 = matrix;
        (Inputs, Outputs) = (matrix.Depth, matrix.Columns);
    }

    /// <summary>Width of a row of x.</summary>
    public int Inputs { get; }

    /// <summary>Width of a row of y.</summary>
    public int Outputs { get; }

    /// <summary>Runs the layer over rows that lie end to end.</summary>
    /// <param name="kernels">The kernels that the weights were packed for.</param>
    /// <param name="x">[rows × inputs].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="y">[rows × outputs].</param>
    /// <param name="activation">Null for none.</param>
    /// <param name="workspace">Memory for the quantized rows.</param>
    public void Run(KernelSet kernels, float* x, int rows, float* y, Activation? activation, Workspace workspace)
    {
        if (_int8 is null)
        {
            kernels.Gemm(new GemmCall
            {
                A = x,
                AStride = Inputs,
                Rows = rows,
                Panels = _float!.Panels,
                Bias = _float.Bias,
                Depth = Inputs,
                Columns = Outputs,
                C = y,
                CStride = Outputs,
                Activation = activation,
            });
            return;
        }

        QuantizedRows quantized = workspace.QuantizedRows(Inputs, kernels.Int8Form);
        kernels.Quantize(x, rows, Inputs, quantized, _int8.HasZeroPoints);
        kernels.Int8Gemm(new Int8GemmCall { A = quantized, Rows = rows, B = _int8, C = y, CStride = Outputs, Activation = activation });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _float?.Dispose();
        _int8?.Dispose();
    }
}
