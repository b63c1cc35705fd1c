using Sememe.Formats.SentencePiece;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>CamemBERT: fairseq's ids. Four special tokens come first, and names that nobody uses where the model's own would collide with them; the mask comes last.</summary>
internal sealed class CamembertSentencePiece : SentencePieceFamily
{
    private const int Unknown = 3;
    private const double Unlikely = -100;

    public override IReadOnlyDictionary<string, string> SpecialTokens { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bos_token"] = "<s>", ["eos_token"] = "</s>", ["unk_token"] = "<unk>", ["sep_token"] = "</s>", ["pad_token"] = "<pad>", ["cls_token"] = "<s>",
        ["mask_token"] = "<mask>",
    };

    public override bool MaskStripsLeft => true;

    public override IEnumerable<(string Text, double Score)> Pieces(SentencePieceModel model, SentencePieceSettings settings) =>
    [
        ("<s>NOTUSED", 0), ("<pad>", 0), ("</s>NOTUSED", 0), ("<unk>", 0), ("<unk>NOTUSED", Unlikely),
        .. model.Pieces.Skip(1).Select(static piece => (piece.Text, (double)piece.Score)), ("<mask>", 0),
    ];

    public override int UnknownId(SentencePieceModel model) => Unknown;

    public override IEnumerable<string> AdditionalTokens(SentencePieceSettings settings, IEnumerable<string>? stated) => stated ?? ["<s>NOTUSED", "</s>NOTUSED", "<unk>NOTUSED"];

    public override TemplateSpec Template(SentencePieceSettings settings, Func<string, int> find) =>
        Templates.Roberta(find("cls_token"), find("sep_token")) with { OverflowHasOwnTypes = true };
}
