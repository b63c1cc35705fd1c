using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Decoders;

/// <summary>What decoding needs, made when somebody decodes.</summary>
internal sealed class DecodingParts
{
    public DecodingParts(TableBlob tables)
    {
        Texts = new TokenTexts(tables);
        TableStep[] steps = StepTable.Read(tables, SectionKind.DecoderSteps);
        Decoder = steps.Length == 1 && (DecoderKind)steps[0].Kind == DecoderKind.WordPiece
            ? new WordPieceDecoder(tables, steps[0].Parameters, Texts)
            : new DecoderChain(tables, steps, Texts);
    }

    public TokenTexts Texts { get; }

    public Decoder Decoder { get; }
}
