using Sememe.CompilerServices;
using Sememe.Kernels;

namespace Sememe.Encoders;

/// <summary>How much memory a block of tokens needs, and where its parts lie.</summary>
internal sealed class WorkspacePlan
{
    // Rows of the feed-forward layer that exist together: its wide rows would otherwise be most of the memory.
    private const int MaxFeedForwardRows = 192;

    private readonly EncoderSpec _spec;
    private readonly Int8Form? _form;

    /// <param name="spec">The network.</param>
    /// <param name="form">Of the kernels; null when no layer is quantized.</param>
    public WorkspacePlan(EncoderSpec spec, Int8Form? form) => (_spec, _form) = (spec, form);

    /// <summary>Rows of the feed-forward layer for a block of tokens: equal parts of the block.</summary>
    public static int FeedForwardRows(int tokens)
    {
        (int parts, int rows, int larger) = Tiling.Split(tokens, MaxFeedForwardRows);
        return larger > 0 || parts == 0 ? rows + 1 : rows;
    }

    /// <summary>Where the parts lie, in bytes: enough for every block of at most so many tokens.</summary>
    public WorkspaceLayout Layout(int tokens)
    {
        nuint summed = Floats(tokens, _spec.HiddenSize);
        nuint queryKeyValue = summed + Floats(tokens, Math.Max(_spec.HiddenSize, _spec.TableWidth));
        nuint context = queryKeyValue + Floats(tokens, 3 * _spec.HiddenSize);
        nuint intermediate = context + Floats(tokens, _spec.HiddenSize);
        nuint attention = intermediate + Floats(MostFeedForwardRows(tokens), _spec.FeedForwardOutputs);
        nuint row = attention + Floats(1, Attention.ScratchFloats(tokens, _spec.HeadSize, DistanceStride));
        nuint integers = row + Floats(1, _spec.TableWidth);
        nuint scales = integers + IntegerBytes(tokens);
        nuint order = scales + ScaleBytes(tokens);
        nuint carries = order + OrderBytes(tokens);
        nuint end = carries + CarryBytes(tokens);
        return new WorkspaceLayout(summed, queryKeyValue, context, intermediate, attention, row, integers, scales, order, carries, end);
    }

    private int DistanceStride => _spec.Disentangled is { } attention ? PackedMatrix.PaddedColumns(2 * attention.Span) : 0;

    /// <summary>The widest row that is quantized for all tokens.</summary>
    private int WidestRow => Math.Max(_spec.HiddenSize, _spec.TableWidth);

    /// <summary>A shorter block may have longer parts: 192 tokens are one part, 193 are two of 97.</summary>
    private static int MostFeedForwardRows(int tokens) => Math.Min(tokens, MaxFeedForwardRows);

    private static nuint Floats(nint rows, nint width) => AlignedMemory.RoundUp((nuint)(rows * width) * sizeof(float));

    private nuint IntegerBytes(int tokens) => _form is { } form
        ? Rows(tokens, QuantizedRows.StrideOf(WidestRow, form), QuantizedRows.StrideOf(_spec.IntermediateSize, form))
        : 0;

    private unsafe nuint ScaleBytes(int tokens) => _form is null
        ? 0
        : Rows(tokens, QuantizedRows.BlocksOf(WidestRow) * sizeof(BlockScale), QuantizedRows.BlocksOf(_spec.IntermediateSize) * sizeof(BlockScale));

    private nuint OrderBytes(int tokens) => _form == Int8Form.Centred
        ? Rows(tokens, QuantizedRows.BlocksOf(WidestRow) * sizeof(int), QuantizedRows.BlocksOf(_spec.IntermediateSize) * sizeof(int))
        : 0;

    // Hardly any are used, and memory that is not touched costs nothing; therefore they come last.
    private unsafe nuint CarryBytes(int tokens) => _form == Int8Form.Centred
        ? Rows(tokens, CentredRows.MostCarries(WidestRow) * sizeof(Carry), CentredRows.MostCarries(_spec.IntermediateSize) * sizeof(Carry))
        : 0;

    /// <summary>Bytes for the quantized rows of any layer.</summary>
    private static nuint Rows(int tokens, int bytesOfHidden, int bytesOfIntermediate) =>
        AlignedMemory.RoundUp((nuint)Math.Max((long)tokens * bytesOfHidden, (long)MostFeedForwardRows(tokens) * bytesOfIntermediate));
}

/// <summary>Byte offsets of a workspace's parts; the hidden rows lie at 0.</summary>
internal readonly record struct WorkspaceLayout(
    nuint Summed, nuint QueryKeyValue, nuint Context, nuint Intermediate, nuint Attention, nuint Row, nuint Integers, nuint Scales, nuint Order, nuint Carries, nuint Bytes);
