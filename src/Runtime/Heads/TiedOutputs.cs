using Sememe.Families.Weights;
using Sememe.Formats.Tensors;
using Sememe.Kernels;
using Sememe.Weights;

namespace Sememe.Heads;

/// <summary>Outputs over the vocabulary whose matrix is the word embedding table: read where the file lies, because a packed copy would double the memory.</summary>
internal sealed unsafe class TiedOutputs : IDisposable
{
    // Rows of the table that are converted together: a megabyte at the widths of today would leave the cache.
    private const int RowsTogether = 64;

    private readonly WeightView _table;
    private readonly AlignedMemory _bias;
    private readonly int _outputs;
    private readonly int _depth;

    /// <summary>The table stays in use as long as this does.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="part">The table.</param>
    /// <param name="outputs">Rows of the table.</param>
    /// <param name="depth">Width of the table.</param>
    public TiedOutputs(ModelWeights weights, WeightPart part, int outputs, int depth)
    {
        _table = weights[new WeightRole(part, WeightKind.Weight)];
        (_outputs, _depth) = (outputs, depth);
        if (_table.Rows != outputs || _table.Columns != depth)
        {
            throw new ModelFormatException(
                _table.Values.Entry.File, $"found word embeddings of [{_table.Rows} × {_table.Columns}], expected [{outputs} × {depth}], as the outputs that share them have");
        }

        _bias = new AlignedMemory((nuint)outputs * sizeof(float));
        Span<float> bias = new(_bias.Pointer, outputs);
        WeightRole role = new(WeightPart.HeadOutput, WeightKind.Bias);
        if (weights.Table.Sources.ContainsKey(role))
        {
            weights[role].CopyTo(bias);
        }
        else
        {
            bias.Clear();
        }
    }

    /// <summary>Numbers of scratch memory that <see cref="Run"/> needs.</summary>
    public static int ScratchSize(int depth) => RowsTogether * depth;

    /// <summary>One number per entry of the table and row.</summary>
    /// <param name="rows">[count × depth].</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="outputs">[count × outputs].</param>
    /// <param name="scratch">At least <see cref="ScratchSize"/>.</param>
    public void Run(ReadOnlySpan<float> rows, int count, Span<float> outputs, Span<float> scratch)
    {
        ReadOnlySpan<float> bias = new(_bias.Pointer, _outputs);
        for (int first = 0; first < _outputs; first += RowsTogether)
        {
            int together = Math.Min(RowsTogether, _outputs - first);
            ReadOnlySpan<float> entries = Entries(first, together, scratch);
            for (int entry = 0; entry < together; entry++)
            {
                for (int row = 0; row < count; row++)
                {
                    outputs[(row * _outputs) + first + entry] =
                        Reductions.Dot(entries.Slice(entry * _depth, _depth), rows.Slice(row * _depth, _depth)) + bias[first + entry];
                }
            }
        }
    }

    public void Dispose() => _bias.Dispose();

    /// <summary>Some rows of the table: where they lie if they are real numbers there, else converted.</summary>
    private ReadOnlySpan<float> Entries(int first, int count, Span<float> scratch)
    {
        if (_table is { IsQuantized: false, Values.Type: ElementType.Float32 } && (nint)_table.Values.Data % sizeof(float) == 0)
        {
            return new ReadOnlySpan<float>((float*)_table.Values.Data + ((nint)first * _depth), count * _depth);
        }

        Span<float> entries = scratch[..(count * _depth)];
        _table.CopyRows(first, entries);
        return entries;
    }
}
