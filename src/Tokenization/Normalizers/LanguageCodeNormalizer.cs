using System.Runtime.InteropServices;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Normalizers;

/// <summary>Marian's language codes (<c>&gt;&gt;fra&lt;&lt;</c>): one at the beginning of a piece is a token, which the pipeline asks for; all others vanish.</summary>
/// <remarks>
/// What transformers does with <c>re.compile(">>.+&lt;&lt;")</c>: from the first <c>>></c> of a line to its last <c>&lt;&lt;</c>, with something in between.
/// <code>i32 id of a code that is not in the vocabulary</code>
/// </remarks>
internal sealed class LanguageCodeNormalizer(TableBlob tables, TableSection parameters) : Normalizer
{
    private const int MarkLength = 2;

    /// <summary>Id of a code that the vocabulary lacks.</summary>
    public int UnknownId { get; } = MemoryMarshal.Read<int>(tables.Slice(parameters));

    /// <summary>Length of the code that a text begins with; 0 when it begins with none.</summary>
    public static int LengthAtStart(ReadOnlySpan<byte> text) => text.StartsWith(">>"u8) && TryFind(text, 0, out _, out int length) ? length : 0;

    public override void Normalize(NormalizedText source, NormalizedText destination)
    {
        ReadOnlySpan<byte> text = source.Bytes.AsSpan(0, source.End);
        int at = source.Start;
        int from = at;
        while (TryFind(text, from, out int code, out int length))
        {
            Copy(source, at, code, destination);
            at = from = code + length;
        }

        Copy(source, at, source.End, destination);
        destination.MarkEnd(source.SourceAt(source.End));
    }

    /// <summary>The next code at or behind a place.</summary>
    private static bool TryFind(ReadOnlySpan<byte> text, int from, out int at, out int length)
    {
        while (from < text.Length)
        {
            int open = text.Slice(from).IndexOf(">>"u8);
            if (open < 0)
            {
                break;
            }

            at = from + open;
            int line = text.Slice(at).IndexOf((byte)'\n');
            int end = line < 0 ? text.Length : at + line;
            int close = text.Slice(at + MarkLength, end - at - MarkLength).LastIndexOf("<<"u8);
            if (close > 0)
            {
                length = MarkLength + close + MarkLength;
                return true;
            }

            from = end; // a later start in this line has the same ends before it
        }

        at = length = 0;
        return false;
    }

    private static void Copy(NormalizedText source, int start, int end, NormalizedText destination)
    {
        int count = end - start;
        destination.Reserve(count);
        source.Bytes.AsSpan(start, count).CopyTo(destination.Bytes.AsSpan(destination.End));
        destination.AlignCopy(destination.End, start, count);
        destination.End += count;
    }
}
