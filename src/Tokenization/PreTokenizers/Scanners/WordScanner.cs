using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.PreTokenizers.Scanners;

/// <summary>The pattern of Whitespace: <c>\w+|[^\w\s]+</c></summary>
internal sealed class WordScanner(TableBlob tables) : Scanner
{
    private const CodePointClass Any = CodePointClass.Word | CodePointClass.White;

    private readonly TableSection _classes = tables.Require(SectionKind.CodePointClasses);

    public override bool TryFind(byte[] text, int from, int end, out int matchStart, out int matchEnd)
    {
        ReadOnlySpan<byte> classes = tables.Slice(_classes);
        ref byte bytes = ref MemoryMarshal.GetReference(text.AsSpan());
        matchStart = end;
        CodePointClass kind = CodePointClass.White;
        int at = from;
        while (at < end)
        {
            CodePointClass next = CodePointClasses.Of(classes, Utf8.Decode(ref Unsafe.Add(ref bytes, at), out int length)) & Any;
            if (next != kind && matchStart < end)
            {
                break;
            }

            if (next != CodePointClass.White && matchStart == end)
            {
                matchStart = at;
                kind = next;
            }

            at += length;
        }

        matchEnd = at;
        return matchStart < end;
    }
}
