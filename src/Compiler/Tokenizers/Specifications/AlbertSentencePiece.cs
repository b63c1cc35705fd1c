using Sememe.Compiler.Collections;
using Sememe.Formats.SentencePiece;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>ALBERT: quotes, accents and case go first, and pieces that end in a digit and a comma are made unlikely.</summary>
internal sealed class AlbertSentencePiece : SentencePieceFamily
{
    private const double NumberPenalty = 100;

    public override IReadOnlyDictionary<string, string> SpecialTokens { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["unk_token"] = "<unk>", ["sep_token"] = "[SEP]", ["pad_token"] = "<pad>", ["cls_token"] = "[CLS]", ["mask_token"] = "[MASK]",
    };

    public override bool MaskStripsLeft => true;

    public override IEnumerable<(string Text, double Score)> Pieces(SentencePieceModel model, SentencePieceSettings settings) =>
        model.Pieces.Select(static piece => (piece.Text, EndsInNumber(piece.Text) ? piece.Score - NumberPenalty : piece.Score));

    public override EquatableArray<NormalizerSpec> Normalizers(SentencePieceModel model, SentencePieceSettings settings)
    {
        List<NormalizerSpec> steps = [new ReplaceSpec("``", "\""), new ReplaceSpec("''", "\"")];
        if (!settings.KeepsAccents)
        {
            steps.AddRange([new UnicodeFormSpec(Composes: false, IsCompatible: true), new StripAccentsSpec()]);
        }

        if (settings.Lowercases ?? true)
        {
            steps.Add(new LowercaseSpec());
        }

        steps.AddRange(Rules(model));
        steps.Add(Blanks(" "));
        return steps.ToEquatableArray();
    }

    public override TemplateSpec Template(SentencePieceSettings settings, Func<string, int> find) => Templates.Bert(find("cls_token"), find("sep_token"));

    /// <summary>Python's <c>isdigit</c> on the character before a final comma: ASCII here, the only digits that such pieces have.</summary>
    private static bool EndsInNumber(string piece) => piece.Length >= 2 && piece[piece.Length - 1] == ',' && piece[piece.Length - 2] is >= '0' and <= '9';
}
