using Sememe.Compiler.Collections;
using Sememe.Formats.SentencePiece;
using Sememe.Formats.Tokenizers;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>What transformers does with a SentencePiece model beyond reading it, by tokenizer class (<c>convert_slow_tokenizer.py</c>).</summary>
internal abstract class SentencePieceFamily
{
    /// <summary>The class of tokenizer, without <c>Fast</c>; null for one that is not modelled.</summary>
    public static SentencePieceFamily? Find(string tokenizerClass) =>
        (tokenizerClass.EndsWith("Fast", StringComparison.Ordinal) ? tokenizerClass.Substring(0, tokenizerClass.Length - "Fast".Length) : tokenizerClass) switch
        {
            "AlbertTokenizer" => new AlbertSentencePiece(),
            "XLMRobertaTokenizer" => new XlmRobertaSentencePiece(),
            "T5Tokenizer" => new T5SentencePiece(),
            "DebertaV2Tokenizer" => new DebertaSentencePiece(),
            "CamembertTokenizer" => new CamembertSentencePiece(),
            "LlamaTokenizer" => new LlamaSentencePiece(),
            _ => null,
        };

    /// <summary>Special tokens by role where no file states them.</summary>
    public abstract IReadOnlyDictionary<string, string> SpecialTokens { get; }

    /// <summary>Special tokens without a role.</summary>
    /// <param name="settings">What tokenizer_config.json says.</param>
    /// <param name="stated">Those that a file states; null where none does.</param>
    public virtual IEnumerable<string> AdditionalTokens(SentencePieceSettings settings, IEnumerable<string>? stated) => stated ?? [];

    /// <summary>The type of model that the class takes.</summary>
    public virtual int ModelType => SentencePieceModel.Unigram;

    /// <summary>True when the mask takes the blank before it along.</summary>
    public virtual bool MaskStripsLeft => false;

    /// <summary>Pieces and scores by id.</summary>
    public virtual IEnumerable<(string Text, double Score)> Pieces(SentencePieceModel model, SentencePieceSettings settings) =>
        model.Pieces.Select(static piece => (piece.Text, (double)piece.Score));

    public virtual int UnknownId(SentencePieceModel model) => model.UnknownId;

    public virtual EquatableArray<NormalizerSpec> Normalizers(SentencePieceModel model, SentencePieceSettings settings) =>
        new([.. Rules(model), new StripSpec(Left: false, Right: true), Blanks(MarkedWords)]);

    public virtual EquatableArray<PreTokenizerSpec> PreTokenizers(SentencePieceSettings settings) => new([new MetaspaceSpec(MarkedWords, PrependScheme.Always, Cuts: true)]);

    public virtual EquatableArray<DecoderSpec> Decoders(SentencePieceSettings settings) => new([new MetaspaceDecoderSpec(MarkedWords, KeepsFirst: false)]);

    /// <param name="model">The file.</param>
    /// <param name="vocabulary">Pieces by id.</param>
    /// <param name="scores">Scores by id.</param>
    public virtual TokenModelSpec Model(SentencePieceModel model, VocabularySpec vocabulary, double[] scores) =>
        new UnigramSpec(vocabulary, new(scores), UnknownId(model), ByteFallback: false);

    /// <param name="settings">What tokenizer_config.json says.</param>
    /// <param name="find">Id of the token of a role.</param>
    public abstract TemplateSpec Template(SentencePieceSettings settings, Func<string, int> find);

    protected const string MarkedWords = "▁";

    /// <summary>The charsmap, if there is one.</summary>
    protected static IEnumerable<NormalizerSpec> Rules(SentencePieceModel model) =>
        model.Charsmap.Length == 0 ? [] : [new PrecompiledSpec(Convert.ToBase64String(model.Charsmap))];

    /// <summary>Two blanks or more become one thing.</summary>
    protected static NormalizerSpec Blanks(string content) => new ReplaceRunsSpec(new([new(' ', ' ')]), 2, int.MaxValue, content);
}
