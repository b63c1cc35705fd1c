using System.Runtime.InteropServices;
using Sememe.Tokenization.PreTokenizers.Scanners;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Decoders.Steps;

/// <summary>Replace: in every text, matches of a pattern become another text.</summary>
/// <remarks><code>i32 <see cref="ScannerKind"/>   i32 bytes of the content   the content, filled up to a multiple of 4   the scanner's parameters</code></remarks>
internal sealed class ReplaceDecoder : DecoderStep
{
    private const int HeaderLength = 8;

    private readonly TableBlob _tables;
    private readonly TableSection _content;
    private readonly Scanner _scanner;

    public ReplaceDecoder(TableBlob tables, TableSection parameters)
    {
        _tables = tables;
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(tables.Slice(parameters).Slice(0, HeaderLength));
        _content = new TableSection(parameters.Offset + HeaderLength, numbers[1]);
        int at = _content.Offset + (numbers[1] + 3 & ~3);
        _scanner = Scanner.Create((ScannerKind)numbers[0], 0, tables, new TableSection(at, parameters.End - at));
    }

    public override void Decode(TextList source, TextList destination)
    {
        ReadOnlySpan<byte> content = _tables.Slice(_content);
        for (int i = 0; i < source.Count; i++)
        {
            int from = source.StartOf(i);
            while (_scanner.TryFind(source.Bytes, from, source.EndOf(i), out int start, out int end))
            {
                destination.Append(source.Bytes.AsSpan(from, start - from));
                destination.Append(content);
                from = end;
            }

            destination.Append(source.Bytes.AsSpan(from, source.EndOf(i) - from));
            destination.EndText();
        }
    }
}
