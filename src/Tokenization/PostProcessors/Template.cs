using System.Runtime.InteropServices;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.PostProcessors;

/// <summary>Fourth step: where special tokens go around one text or two. Every text occurs exactly once.</summary>
/// <remarks><code>u32 pieces for one text   u32 pieces for two   i32 <see cref="OffsetTrimming"/>   u32 1: overflowing parts have types of their own   pieces × { i32 id   i32 type id }</code></remarks>
internal sealed class Template
{
    private readonly TemplatePiece[] _single;
    private readonly TemplatePiece[] _pair;
    private readonly bool _overflowHasOwnTypes;

    public Template(TableBlob tables)
    {
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(tables.Slice(tables.Require(SectionKind.Template)));
        int single = numbers[0];
        _single = ReadPieces(numbers.Slice(4), single);
        _pair = ReadPieces(numbers.Slice(4 + 2 * single), numbers[1]);
        _overflowHasOwnTypes = numbers[3] != 0;
        OffsetTrimming trimming = ReadTrimming(tables);
        Trimmer = trimming == OffsetTrimming.None ? null : new OffsetTrimmer(tables, keepsFirst: trimming == OffsetTrimming.TrimAfterPrefix);
    }

    /// <summary>Takes blanks out of places; null when they stay.</summary>
    public OffsetTrimmer? Trimmer { get; }

    /// <summary>The pieces for one text or two; nobody writes to them.</summary>
    /// <remarks>An array: spans of a type of ours would be compiled in the user's process, at the first call.</remarks>
    public TemplatePiece[] Pieces(bool pair) => pair ? _pair : _single;

    /// <summary>Type id of a part of a text: TemplateProcessing forgets to set those of overflowing parts, which stay 0 and 1.</summary>
    public int TypeId(TemplatePiece piece, TokenWindow window) =>
        _overflowHasOwnTypes && window.Number > 0 ? piece.Id == TemplatePiece.First ? 0 : 1 : piece.TypeId;

    public static OffsetTrimming ReadTrimming(TableBlob tables) =>
        (OffsetTrimming)MemoryMarshal.Cast<byte, int>(tables.Slice(tables.Require(SectionKind.Template)))[2];

    /// <summary>Special tokens added to one text, or to two.</summary>
    public int AddedTokens(bool pair) => Pieces(pair).Length - (pair ? 2 : 1);

    /// <summary>Special tokens before the first text.</summary>
    public int TokensBefore()
    {
        int count = 0;
        while (_single[count].Id != TemplatePiece.First)
        {
            count++;
        }

        return count;
    }

    private static TemplatePiece[] ReadPieces(ReadOnlySpan<int> numbers, int count)
    {
        TemplatePiece[] pieces = new TemplatePiece[count];
        for (int i = 0; i < count; i++)
        {
            pieces[i] = new TemplatePiece(numbers[2 * i], numbers[2 * i + 1]);
        }

        return pieces;
    }
}
