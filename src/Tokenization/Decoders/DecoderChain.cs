using Sememe.Tokenization.Decoders.Steps;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Decoders;

/// <summary>Decoders that each make of a list of texts another one; what the last leaves is joined. Without any, tokens are joined by blanks.</summary>
internal sealed class DecoderChain : Decoder
{
    private readonly TokenTexts _texts;
    private readonly DecoderStep[] _steps;
    private readonly bool _joinsPieces;
    private DecodeScratch? _free;

    public DecoderChain(TableBlob tables, TableStep[] steps, TokenTexts texts)
    {
        _texts = texts;
        _joinsPieces = steps.Length > 0 && (DecoderKind)steps[0].Kind == DecoderKind.Pieces;
        _steps = Array.ConvertAll(_joinsPieces ? steps.AsSpan(1).ToArray() : steps, step => Create(step, tables));
    }

    public override void Decode(ReadOnlySpan<int> ids, TokenTextFlags leftOut, ref Utf16Writer writer)
    {
        DecodeScratch scratch = Interlocked.Exchange(ref _free, null) ?? new DecodeScratch();
        TextList texts = scratch.First;
        TextList next = scratch.Second;
        texts.Clear();
        if (_joinsPieces)
        {
            new PieceJoiner(_texts, texts).Join(ids, leftOut);
        }
        else
        {
            Append(ids, leftOut, texts);
        }

        foreach (DecoderStep step in _steps)
        {
            next.Clear();
            step.Decode(texts, next);
            (texts, next) = (next, texts);
        }

        writer.Append(texts.All);
        scratch.Shrink();
        Volatile.Write(ref _free, scratch);
    }

    private void Append(ReadOnlySpan<int> ids, TokenTextFlags leftOut, TextList texts)
    {
        foreach (int id in ids)
        {
            if ((_texts.Flags(id) & leftOut) == 0)
            {
                texts.Append(_steps.Length == 0 && texts.Count > 0 ? " "u8 : default);
                texts.Append(_texts.Text(id));
                texts.EndText();
            }
        }
    }

    private static DecoderStep Create(TableStep step, TableBlob tables) => (DecoderKind)step.Kind switch
    {
        DecoderKind.WordPiece => new WordPieceStep(tables, step.Parameters),
        DecoderKind.ByteLevel => new ByteLevelDecoder(),
        DecoderKind.Bpe => new BpeDecoder(tables, step.Parameters),
        DecoderKind.ByteFallback => new ByteFallbackDecoder(),
        DecoderKind.Fuse => new FuseDecoder(),
        DecoderKind.Replace => new ReplaceDecoder(tables, step.Parameters),
        DecoderKind.Strip => new StripDecoder(tables, step.Parameters),
        DecoderKind.Ctc => new CtcDecoder(tables, step.Parameters),
        DecoderKind.Metaspace => new MetaspaceDecoder(tables, step.Parameters),
        _ => throw step.Unknown("decoder"),
    };
}
