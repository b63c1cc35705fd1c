using Sememe.Families.Weights;
using Sememe.Formats.Tensors;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Encoders;

/// <summary>Packs linear layers from a weights file: several that share their input go side by side into one matrix.</summary>
internal sealed unsafe class LinearLayerLoader(ModelWeights weights, Int8Form form)
{
    // Columns that are read together from a matrix stored [in × out], whose columns do not lie together.
    private const int ColumnsTogether = GemmStrip.PanelColumns;

    /// <summary>Loads the layers of some parts as one, their outputs one after the other.</summary>
    public LinearLayer Load(int layer, params ReadOnlySpan<WeightPart> parts)
    {
        int inputs = (int)Matrix(layer, parts[0]).Columns;
        int outputs = 0;
        bool isInt8 = true;
        foreach (WeightPart part in parts)
        {
            WeightView matrix = Matrix(layer, part);
            outputs += (int)matrix.Rows;
            isInt8 &= HasScalePerOutput(matrix);
        }

        return isInt8 ? LoadInt8(layer, parts, inputs, outputs) : LoadFloat(layer, parts, inputs, outputs);
    }

    /// <summary>Only a scale that does not vary along the inputs can be taken out of a sum over them.</summary>
    private static bool HasScalePerOutput(WeightView matrix) =>
        matrix.IsQuantized
        && matrix.Values.Type is ElementType.Int8 or ElementType.UInt8
        && (matrix.ScaleAxis < 0 || matrix.ScaleAxis == (matrix.Layout == MatrixLayout.OutByIn ? 0 : 1));

    private LinearLayer LoadFloat(int layer, ReadOnlySpan<WeightPart> parts, int inputs, int outputs)
    {
        PackedMatrix packed = new(inputs, outputs);
        int first = 0;
        foreach (WeightPart part in parts)
        {
            WeightView matrix = Matrix(layer, part);
            using AlignedMemory copy = new((nuint)matrix.Rows * (nuint)inputs * sizeof(float));
            float* rows = (float*)copy.Pointer;
            matrix.CopyTo(new Span<float>(rows, checked((int)matrix.Rows * inputs)));
            for (int i = 0; i < matrix.Rows; i++)
            {
                packed.SetColumn(first + i, new ReadOnlySpan<float>(rows + ((nint)i * inputs), inputs));
            }

            CopyBias(layer, part, packed.Bias + first, (int)matrix.Rows);
            first += (int)matrix.Rows;
        }

        return new LinearLayer(packed);
    }

    private LinearLayer LoadInt8(int layer, ReadOnlySpan<WeightPart> parts, int inputs, int outputs)
    {
        PackedInt8Matrix packed = new(inputs, outputs, form);
        sbyte[] columns = new sbyte[ColumnsTogether * inputs];
        int first = 0;
        foreach (WeightPart part in parts)
        {
            WeightView matrix = Matrix(layer, part);
            for (int output = 0; output < matrix.Rows; output += ColumnsTogether)
            {
                int count = Math.Min(ColumnsTogether, (int)matrix.Rows - output);
                if (IsPanel(matrix, first + output, count))
                {
                    PackPanel(matrix, output, packed, first + output);
                }
                else
                {
                    PackColumns(matrix, output, packed, first + output, columns.AsSpan(0, count * inputs));
                }
            }

            CopyBias(layer, part, packed.Bias + first, (int)matrix.Rows);
            first += (int)matrix.Rows;
        }

        return new LinearLayer(packed);
    }

    /// <summary>True when columns lie in the file as bytes side by side, and come to lie so in a panel.</summary>
    private static bool IsPanel(WeightView matrix, int column, int count) =>
        Int8Panel.IsSupported && matrix.Layout == MatrixLayout.InByOut && count == GemmStrip.PanelColumns && column % GemmStrip.PanelColumns == 0;

    private static void PackPanel(WeightView matrix, int output, PackedInt8Matrix packed, int column)
    {
        packed.SetPanel(column, matrix.Values.Data + output, (nint)matrix.Rows, matrix.Values.Type == ElementType.UInt8);
        for (int i = 0; i < GemmStrip.PanelColumns; i++)
        {
            packed.SetScale(column + i, matrix.ScaleAt(output + i), matrix.ZeroPointAt(output + i) - Shift(matrix));
        }
    }

    private static void PackColumns(WeightView matrix, int output, PackedInt8Matrix packed, int column, Span<sbyte> columns)
    {
        int inputs = (int)matrix.Columns;
        int count = columns.Length / inputs;
        ReadColumns(matrix, output, count, Shift(matrix), columns);
        for (int i = 0; i < count; i++)
        {
            packed.SetColumn(column + i, columns.Slice(i * inputs, inputs), matrix.ScaleAt(output + i), matrix.ZeroPointAt(output + i) - Shift(matrix));
        }
    }

    /// <summary>What unsigned weights and their zero points are lessened by.</summary>
    private static int Shift(WeightView matrix) => matrix.Values.Type == ElementType.UInt8 ? 128 : 0;

    private static void ReadColumns(WeightView matrix, int first, int count, int shift, Span<sbyte> columns)
    {
        int inputs = (int)matrix.Columns;
        int outputs = (int)matrix.Rows;
        bool isOutByIn = matrix.Layout == MatrixLayout.OutByIn;
        byte* source = matrix.Values.Data + (isOutByIn ? (nint)first * inputs : first);
        nint inputStride = isOutByIn ? 1 : outputs;
        nint outputStride = isOutByIn ? inputs : 1;
        for (int input = 0; input < inputs; input++)
        {
            byte* row = source + (input * inputStride);
            for (int i = 0; i < count; i++)
            {
                columns[(i * inputs) + input] = unchecked((sbyte)(row[i * outputStride] - shift));
            }
        }
    }

    private WeightView Matrix(int layer, WeightPart part) => weights[new WeightRole(part, WeightKind.Weight, layer)];

    private void CopyBias(int layer, WeightPart part, float* destination, int count)
    {
        if (weights.Has(part, layer, WeightKind.Bias))
        {
            weights[new WeightRole(part, WeightKind.Bias, layer)].CopyTo(new Span<float>(destination, count));
        }
    }
}
