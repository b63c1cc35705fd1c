using Sememe.Compiler.Collections;
using Sememe.Formats.SentencePiece;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>DeBERTa v2 and v3.</summary>
internal sealed class DebertaSentencePiece : SentencePieceFamily
{
    public override IReadOnlyDictionary<string, string> SpecialTokens { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["unk_token"] = "[UNK]", ["sep_token"] = "[SEP]", ["pad_token"] = "[PAD]", ["cls_token"] = "[CLS]", ["mask_token"] = "[MASK]",
    };

    public override EquatableArray<NormalizerSpec> Normalizers(SentencePieceModel model, SentencePieceSettings settings)
    {
        List<NormalizerSpec> steps = [];
        if (settings.Lowercases == true)
        {
            steps.Add(new LowercaseSpec());
        }

        steps.Add(new StripSpec(Left: true, Right: true));
        steps.AddRange(Rules(model));
        steps.Add(Blanks(" "));
        return steps.ToEquatableArray();
    }

    public override TemplateSpec Template(SentencePieceSettings settings, Func<string, int> find) => Templates.Bert(find("cls_token"), find("sep_token"));
}
