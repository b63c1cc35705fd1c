using Sememe.Formats.SentencePiece;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>T5: sentinel tokens behind the vocabulary, the first with the highest id.</summary>
internal sealed class T5SentencePiece : SentencePieceFamily
{
    private const int DefaultExtraIds = 100;

    public override IReadOnlyDictionary<string, string> SpecialTokens { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["eos_token"] = "</s>", ["unk_token"] = "<unk>", ["pad_token"] = "<pad>",
    };

    public override IEnumerable<(string Text, double Score)> Pieces(SentencePieceModel model, SentencePieceSettings settings) =>
        base.Pieces(model, settings).Concat(ExtraTokens(settings).Reverse().Select(static token => (token, 0d)));

    public override IEnumerable<string> AdditionalTokens(SentencePieceSettings settings, IEnumerable<string>? stated) => [.. stated ?? [], .. ExtraTokens(settings)];

    public override TemplateSpec Template(SentencePieceSettings settings, Func<string, int> find)
    {
        TemplatePieceSpec end = new(find("eos_token"), 0);
        return new TemplateSpec(
            new([new(TemplatePieceSpec.First, 0), end]),
            new([new(TemplatePieceSpec.First, 0), end, new(TemplatePieceSpec.Second, 0), end])) { OverflowHasOwnTypes = true };
    }

    private static IEnumerable<string> ExtraTokens(SentencePieceSettings settings) => Enumerable.Range(0, settings.ExtraIds ?? DefaultExtraIds).Select(static number => $"<extra_id_{number}>");
}
