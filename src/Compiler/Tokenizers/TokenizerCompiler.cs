using Sememe.Compiler.Tokenizers.Tables;
using Sememe.Compiler.Tokenizers.Unicode;
using Sememe.Tokenization.Models;
using Sememe.Tokenization.Normalizers;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.PostProcessors;
using Sememe.Tokenization.Tables;

namespace Sememe.Compiler.Tokenizers;

/// <summary><see cref="TokenizerSpec"/> → tables. The same specification gives the same bytes, wherever and whenever it is compiled.</summary>
internal static class TokenizerCompiler
{
    /// <summary>Compiles.</summary>
    /// <param name="specification">A specification without problems.</param>
    /// <param name="cancellation">Looked at between the sections and inside of large ones.</param>
    /// <exception cref="NotSupportedException">The vocabulary is larger than the layout allows: more than 8 million tokens, or trie nodes beyond 4 million.</exception>
    public static CompiledTables Compile(TokenizerSpec specification, CancellationToken cancellation = default)
    {
        specification = MarkedWordsPlan.Apply(specification, UnicodeData.Instance);
        bool separatesWords = SeparatesWords(specification);
        TableWriter tables = new(cancellation);
        tables.Add(SectionKind.CodePointClasses, CodePointClassBuilder.Build(UnicodeData.Instance));
        tables.AddUnlessEmpty(SectionKind.NormalizerSteps, NormalizerSteps.Build(specification.Normalizers, separatesWords));
        AddedTokenPatterns patterns = new(specification.AddedTokens, new NormalizerChain(new TableBlob(tables.ToLiteral()), vectorized: false));
        if (PreTokenizerSteps.NeedPatternClasses(specification.PreTokenizers))
        {
            tables.Add(SectionKind.PatternClasses, PatternClassBuilder.Build(PatternData.Instance));
        }

        tables.AddUnlessEmpty(SectionKind.PreTokenizerSteps, PreTokenizerSteps.Build(specification.PreTokenizers, separatesWords));
        ModelKind model = ModelTables.Add(tables, specification.Model, hasBlankMarks: specification.PreTokenizers.Any(static step => step is MarkedWordsSpec));
        tables.Add(SectionKind.Template, BuildTemplate(specification.Template));
        if (specification.Template.Trimming != OffsetTrimming.None)
        {
            tables.Add(SectionKind.TokenBlanks, TokenBlankBuilder.Build(specification));
        }

        tables.AddUnlessEmpty(SectionKind.RawAddedTokens, AddedTokenBuilder.Build(patterns.Raw));
        tables.AddUnlessEmpty(SectionKind.NormalizedAddedTokens, AddedTokenBuilder.Build(patterns.Normalized));
        tables.Add(SectionKind.Settings, BuildSettings(specification, model, patterns));
        return new CompiledTables(tables.ToLiteral(), CompileDecoding(specification, patterns, cancellation));
    }

    /// <summary>BERT's normalizer looks every character up anyway, so it can do the work of BERT's pre-tokenizer, unless somebody reads the text between the two.</summary>
    private static bool SeparatesWords(TokenizerSpec specification) =>
        specification.Normalizers is [BertNormalizerSpec] && specification.PreTokenizers is [BertPreTokenizerSpec]
        && !specification.AddedTokens.Any(static token => token.Normalized);

    private static byte[] BuildTemplate(TemplateSpec template)
    {
        List<int> numbers = [template.Single.Count, template.Pair.Count, (int)template.Trimming, template.OverflowHasOwnTypes ? 1 : 0];
        foreach (TemplatePieceSpec piece in template.Single.Concat(template.Pair))
        {
            numbers.Add(piece.Id);
            numbers.Add(piece.TypeId);
        }

        return TableWriter.Numbers([.. numbers]);
    }

    private static byte[] BuildSettings(TokenizerSpec specification, ModelKind model, AddedTokenPatterns patterns)
    {
        int? Id(string role) => specification.SpecialTokens.FirstOrDefault(token => token.Role == role)?.Id;
        TokenizerSettings settings = new()
        {
            Model = model,
            CutsAtBlanks = patterns.AllowCutsAtBlanks
                && specification.Normalizers.All(static step => step.AllowsCutsAtBlanks) && specification.PreTokenizers.All(static step => step.AllowsCutsAtBlanks)
                && specification.PreTokenizers.Count > 0,
            VocabularySize = specification.VocabularySize,
            ModelVocabularySize = specification.Model.Vocabulary.Length,
            PadTypeId = specification.PadTypeId,
            SpecialTokens = new SpecialTokenIds
            {
                Pad = Id("Pad"),
                Unknown = Id("Unk"),
                Classifier = Id("Cls"),
                Separator = Id("Sep"),
                Mask = Id("Mask"),
                BeginningOfSequence = Id("Bos"),
                EndOfSequence = Id("Eos"),
            },
        };
        return TableWriter.Numbers(settings.ToNumbers());
    }

    private static string CompileDecoding(TokenizerSpec specification, AddedTokenPatterns patterns, CancellationToken cancellation)
    {
        TableWriter tables = new(cancellation);
        DecoderSpec? only = specification.Decoders.Count == 1 ? specification.Decoders[0] : null;
        tables.Add(SectionKind.TokenTexts, new TokenTextBuilder(only, cancellation).Build(specification, specification.Model.Vocabulary, patterns));
        tables.AddUnlessEmpty(SectionKind.DecoderSteps, DecoderSteps.Build(specification.Decoders));
        return tables.ToLiteral();
    }
}
