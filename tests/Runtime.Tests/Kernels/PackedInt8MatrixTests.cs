using Sememe.Kernels;

namespace Sememe.Runtime.Tests.Kernels;

public sealed unsafe class PackedInt8MatrixTests
{
    private const int Columns = 48;

    public static TheoryData<string, int, bool> Matrices()
    {
        TheoryData<string, int, bool> cases = [];
        foreach (Int8Form form in Enum.GetValues<Int8Form>())
        {
            foreach (int depth in new[] { 1, 2, 3, 4, 5, 8, 127, 129, 384, 385, 802 })
            {
                cases.Add(form.ToString(), depth, false);
                cases.Add(form.ToString(), depth, true);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Matrices))]
    public void A_panel_of_a_matrix_stored_by_inputs_equals_its_columns(string form, int depth, bool isUnsigned)
    {
        if (!Int8Panel.IsSupported)
        {
            return;
        }

        byte[] stored = new byte[depth * Columns];
        new Random(depth).NextBytes(stored);
        using PackedInt8Matrix expected = PackColumns(Enum.Parse<Int8Form>(form), stored, depth, isUnsigned);
        using PackedInt8Matrix actual = PackPanels(Enum.Parse<Int8Form>(form), stored, depth, isUnsigned);

        int blocks = QuantizedRows.BlocksOf(depth);
        int bytes = Columns * Int8Forms.PaddedDepth(expected.Form, depth);
        AssertEqualWeights(expected, actual, depth, bytes);
        Assert.Equal(new ReadOnlySpan<float>(expected.Sums, blocks * expected.SumStride), new ReadOnlySpan<float>(actual.Sums, blocks * actual.SumStride));
        Assert.Equal(new ReadOnlySpan<float>(expected.Scales, Columns), new ReadOnlySpan<float>(actual.Scales, Columns));
        Assert.Equal(new ReadOnlySpan<float>(expected.ZeroPoints, Columns), new ReadOnlySpan<float>(actual.ZeroPoints, Columns));
        Assert.Equal(0f, actual.Bias[0]);
    }

    /// <summary>What fills panels up is multiplied with zeros and may be anything.</summary>
    private static void AssertEqualWeights(PackedInt8Matrix expected, PackedInt8Matrix actual, int depth, int bytes)
    {
        int stepDepth = expected.Form.StepDepth();
        for (int i = 0; i < bytes; i++)
        {
            int step = i / (GemmStrip.PanelColumns * stepDepth) % expected.Steps;
            if ((step * stepDepth) + (i % stepDepth) < depth)
            {
                Assert.Equal(expected.Panels[i], actual.Panels[i]);
            }
        }
    }

    private static PackedInt8Matrix PackColumns(Int8Form form, byte[] stored, int depth, bool isUnsigned)
    {
        PackedInt8Matrix matrix = new(depth, Columns, form);
        for (int column = 0; column < Columns; column++)
        {
            sbyte[] weights = [.. Enumerable.Range(0, depth).Select(k => (sbyte)(stored[(k * Columns) + column] - (isUnsigned ? 128 : 0)))];
            matrix.SetColumn(column, weights, 0.5f + column, column - 20);
        }

        return matrix;
    }

    private static PackedInt8Matrix PackPanels(Int8Form form, byte[] stored, int depth, bool isUnsigned)
    {
        PackedInt8Matrix matrix = new(depth, Columns, form);
        fixed (byte* source = stored)
        {
            for (int column = 0; column < Columns; column++)
            {
                if (column % GemmStrip.PanelColumns == 0)
                {
                    matrix.SetPanel(column, source + column, Columns, isUnsigned);
                }

                matrix.SetScale(column, 0.5f + column, column - 20);
            }
        }

        return matrix;
    }
}
