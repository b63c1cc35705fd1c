using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Decoders;

/// <summary>WordPiece decoder: a blank before every token but the first, none before pieces that continue a word.</summary>
/// <remarks>
/// Hugging Face's clean-up looks at one token at a time, so the build worked it into the table.
/// <code>the parameters of <see cref="Steps.WordPieceStep"/>, of which only the first number counts here</code>
/// </remarks>
internal sealed class WordPieceDecoder : Decoder
{
    private readonly TokenTexts _texts;
    private readonly int _prefixLength;

    public WordPieceDecoder(TableBlob tables, TableSection parameters, TokenTexts texts)
    {
        _texts = texts;
        _prefixLength = MemoryMarshal.Read<int>(tables.Slice(parameters));
    }

    public override void Decode(ReadOnlySpan<int> ids, TokenTextFlags leftOut, ref Utf16Writer writer)
    {
        bool isFirst = true;
        foreach (int id in ids)
        {
            if ((_texts.Flags(id) & leftOut) == 0)
            {
                Append(id, isFirst, ref writer);
                isFirst = false;
            }
        }
    }

    private void Append(int id, bool isFirst, ref Utf16Writer writer)
    {
        TokenTextFlags flags = _texts.Flags(id);
        if ((flags & TokenTextFlags.Rewritten) != 0)
        {
            writer.Append(_texts.Rewritten(id, isFirst));
        }
        else if (!isFirst && (flags & TokenTextFlags.Continues) != 0)
        {
            writer.Append(_texts.Spelling(id).Slice(_prefixLength));
        }
        else
        {
            if (!isFirst && (flags & TokenTextFlags.Attaches) == 0)
            {
                writer.Append(' ');
            }

            writer.Append(_texts.Spelling(id));
        }
    }
}
