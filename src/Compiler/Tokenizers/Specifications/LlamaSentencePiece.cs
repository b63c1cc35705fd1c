using Sememe.Compiler.Collections;
using Sememe.Formats.SentencePiece;
using Sememe.Formats.Tokenizers;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>Llama 2 and models like it: BPE whose merges are read off the scores of the pieces, with bytes for what is unknown.</summary>
internal sealed class LlamaSentencePiece : SentencePieceFamily
{
    private const int SpecialPieces = 3;
    private const int Unknown = 0;

    public override IReadOnlyDictionary<string, string> SpecialTokens { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bos_token"] = "<s>", ["eos_token"] = "</s>", ["unk_token"] = "<unk>",
    };

    public override int ModelType => SentencePieceModel.Bpe;

    public override int UnknownId(SentencePieceModel model) => Unknown;

    public override IEnumerable<(string Text, double Score)> Pieces(SentencePieceModel model, SentencePieceSettings settings) =>
        model.Pieces.Select(static (piece, id) => (piece.Text, id < SpecialPieces ? 0d : piece.Score));

    public override EquatableArray<NormalizerSpec> Normalizers(SentencePieceModel model, SentencePieceSettings settings)
    {
        NormalizerSpec marks = new ReplaceSpec(" ", MarkedWords);
        return !settings.IsLegacy ? default : settings.AddsPrefix ? new([new PrependSpec(MarkedWords), marks]) : new([marks]);
    }

    public override EquatableArray<PreTokenizerSpec> PreTokenizers(SentencePieceSettings settings) =>
        settings.IsLegacy ? default : new([new MetaspaceSpec(MarkedWords, settings.AddsPrefix ? PrependScheme.First : PrependScheme.Never, Cuts: false)]);

    public override EquatableArray<DecoderSpec> Decoders(SentencePieceSettings settings)
    {
        List<DecoderSpec> steps = [new ReplaceDecoderSpec(new LiteralPattern(MarkedWords), " "), new ByteFallbackDecoderSpec(), new FuseDecoderSpec()];
        if (settings.AddsPrefix)
        {
            steps.Add(new StripDecoderSpec(" ", 1, 0));
        }

        return steps.ToEquatableArray();
    }

    public override TokenModelSpec Model(SentencePieceModel model, VocabularySpec vocabulary, double[] scores) =>
        new BpeSpec(vocabulary, SentencePieceMerges.Read(vocabulary, scores)) { UnknownId = Unknown, FuseUnknown = true, ByteFallback = true };

    public override TemplateSpec Template(SentencePieceSettings settings, Func<string, int> find)
    {
        List<TemplatePieceSpec> single = [.. Around(TemplatePieceSpec.First, 0)];
        List<TemplatePieceSpec> pair = [.. single, .. Around(TemplatePieceSpec.Second, 1)];
        return new TemplateSpec(single.ToEquatableArray(), pair.ToEquatableArray());

        IEnumerable<TemplatePieceSpec> Around(int text, int typeId) =>
        [
            .. settings.AddsBeginning ? [new TemplatePieceSpec(find("bos_token"), typeId)] : Array.Empty<TemplatePieceSpec>(),
            new TemplatePieceSpec(text, typeId),
            .. settings.AddsEnd ? [new TemplatePieceSpec(find("eos_token"), typeId)] : Array.Empty<TemplatePieceSpec>(),
        ];
    }
}
