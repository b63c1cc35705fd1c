using Sememe.Formats.SentencePiece;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>XLM-R: fairseq's ids. Four special tokens come first in an order of their own, so all others move by one, and the mask comes last.</summary>
internal sealed class XlmRobertaSentencePiece : SentencePieceFamily
{
    private const int SpecialPieces = 3;
    private const int Unknown = 3;

    public override IReadOnlyDictionary<string, string> SpecialTokens { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bos_token"] = "<s>", ["eos_token"] = "</s>", ["unk_token"] = "<unk>", ["sep_token"] = "</s>", ["pad_token"] = "<pad>", ["cls_token"] = "<s>",
        ["mask_token"] = "<mask>",
    };

    public override bool MaskStripsLeft => true;

    public override IEnumerable<(string Text, double Score)> Pieces(SentencePieceModel model, SentencePieceSettings settings) =>
    [
        ("<s>", 0), ("<pad>", 0), ("</s>", 0), ("<unk>", 0), .. model.Pieces.Skip(SpecialPieces).Select(static piece => (piece.Text, (double)piece.Score)), ("<mask>", 0),
    ];

    public override int UnknownId(SentencePieceModel model) => Unknown;

    public override TemplateSpec Template(SentencePieceSettings settings, Func<string, int> find)
    {
        TemplateSpec roberta = Templates.Roberta(find("cls_token"), find("sep_token"));
        return roberta with { OverflowHasOwnTypes = true };
    }
}
