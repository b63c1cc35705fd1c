using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Normalizers;

/// <summary>The normalizers of a tokenizer, one after the other.</summary>
internal sealed class NormalizerChain
{
    private readonly Normalizer[] _steps;

    public NormalizerChain(TableBlob tables, bool vectorized)
    {
        _steps = Array.ConvertAll(StepTable.Read(tables, SectionKind.NormalizerSteps), step => Create(step, tables, vectorized));
#if NET
        Direct = vectorized && BertUtf16Normalizer.IsSupported && _steps is [BertNormalizer bert] ? new BertUtf16Normalizer(bert) : null;
#endif
    }

    /// <summary>The step that knows language codes, if there is one; it comes first.</summary>
    public LanguageCodeNormalizer? LanguageCodes => _steps.Length > 0 ? _steps[0] as LanguageCodeNormalizer : null;

#if NET
    /// <summary>All of them from the caller's UTF-16 at once, where they can; otherwise null.</summary>
    public BertUtf16Normalizer? Direct { get; }
#endif

    /// <summary>Normalizes a stretch of the source.</summary>
    /// <returns>The normalized text: one of scratch's, and the stretch itself when there is nothing to do.</returns>
    public NormalizedText Normalize(SourceText source, int start, int end, bool keepsPlaces, EncodeScratch scratch)
    {
        NormalizedText text = scratch.Piece;
        text.View(source, start, end);
        for (int i = 0; i < _steps.Length; i++)
        {
            NormalizedText next = i % 2 == 0 ? scratch.Normalized : scratch.Other;
            next.Begin(text, keepsPlaces);
            _steps[i].Normalize(text, next);
            text = next;
        }

        return text;
    }

    /// <summary>True when the character at a place, if a text begins with it, gives all others another place than their own; then the text must not be cut.</summary>
    public bool MayShiftPlaces(SourceText source, int start, int end) => _steps.Length > 0 && _steps[0].MayShiftPlaces(source.Bytes, start, end);

    private static Normalizer Create(TableStep step, TableBlob tables, bool vectorized) => (NormalizerKind)step.Kind switch
    {
        NormalizerKind.Bert => new BertNormalizer(tables, step.Parameters, vectorized),
        NormalizerKind.Mapped => new MappedNormalizer(tables, step.Parameters, vectorized),
        NormalizerKind.ByteLevel => new ByteLevelNormalizer(),
        NormalizerKind.LanguageCodes => new LanguageCodeNormalizer(tables, step.Parameters),
        NormalizerKind.SentencePiece => new SentencePieceNormalizer(tables, step.Parameters),
        _ => throw step.Unknown("normalizer"),
    };
}
