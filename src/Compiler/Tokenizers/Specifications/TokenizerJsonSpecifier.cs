using Sememe.Compiler.Collections;
using Sememe.Formats;
using Sememe.Formats.Configs;
using Sememe.Formats.Tokenizers;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>The meaning of a <c>tokenizer.json</c>, checked against the files beside it.</summary>
internal sealed class TokenizerJsonSpecifier(
    TokenizerJson file, TokenizerConfig? config, string[]? vocabularyText, SpecialTokenRoles roles, List<FileProblem> problems)
{
    private readonly TokenizerProblems _problems = new(file.File, problems);

    /// <summary>Null when a step is not modelled; everything else that is wrong is added to the problems.</summary>
    public TokenizerSpec? Specify()
    {
        EquatableArray<NormalizerSpec>? normalizers = NormalizerSpecifier.Specify(file.Normalizer, _problems);
        EquatableArray<PreTokenizerSpec>? preTokenizers = PreTokenizerSpecifier.Specify(file.PreTokenizer, _problems);
        EquatableArray<DecoderSpec>? decoders = DecoderSpecifier.Specify(file.Decoder, _problems);
        TokenModelSpec? model = ByteLevelModels.Specify(TokenModelSpecifier.Specify(file.Model, _problems), file, preTokenizers, _problems);
        if (model is null)
        {
            return null;
        }

        VocabularySpec vocabulary = model.Vocabulary;
        EquatableArray<AddedTokenSpec> addedTokens = AddedTokenIds.Assign(file, vocabulary, problems);
        int? Find(string token) => vocabulary.TryGetId(token, out int id) ? id : addedTokens.FirstOrDefault(added => added.Content == token)?.Id;
        TemplateSpec? template = PostProcessorSpecifier.Specify(file.PostProcessor, new Templates(file.File, Find, problems), _problems);
        CheckConfig();
        CheckVocabularyText(vocabulary);
        if (normalizers is null || preTokenizers is null || decoders is null || template is null)
        {
            return null;
        }

        return new TokenizerSpec
        {
            Normalizers = normalizers.Value,
            PreTokenizers = preTokenizers.Value,
            Model = model,
            Template = template,
            Decoders = decoders.Value,
            AddedTokens = addedTokens,
            SpecialTokens = roles.Resolve(Find, problems),
            VocabularySize = Math.Max(vocabulary.Length, addedTokens.Select(static token => token.Id + 1).DefaultIfEmpty().Max()),
            PadTypeId = file.Padding?.TypeId ?? 0,
            MaxTokens = file.Truncation?.MaxLength.Value,
        };
    }

    /// <summary>transformers rebuilds the normalizer where tokenizer_config.json says otherwise, so the two have to agree.</summary>
    private void CheckConfig()
    {
        if (config is null || file.Normalizer is not BertNormalizerJson bert)
        {
            return;
        }

        CheckFlag("do_lower_case", config.DoLowerCase, "lowercase", bert.Lowercase);
        CheckFlag("tokenize_chinese_chars", config.TokenizeChineseChars, "handle_chinese_chars", bert.HandleChineseChars);
        if (config.StripAccents is { } strip && strip.Value != (bert.StripAccents?.Value ?? bert.Lowercase.Value))
        {
            AddContradiction("strip_accents", strip, "strip_accents", bert.StripAccents?.Line ?? bert.Place.Line, !strip.Value);
        }
    }

    private void CheckFlag(string configName, Located<bool>? stated, string name, Located<bool> flag)
    {
        if (stated is { } value && value.Value != flag.Value)
        {
            AddContradiction(configName, value, name, flag.Line, flag.Value);
        }
    }

    private void AddContradiction(string configName, Located<bool> stated, string name, int line, bool value) => problems.Add(new FileProblem(
        config!.File,
        stated.Line,
        stated.Column,
        $"found {configName} {Spell(stated.Value)}, expected {Spell(value)}: {file.File}({line}) has {name} {Spell(value)}",
        FileProblemKind.Contradiction));

    private static string Spell(bool value) => value ? "true" : "false";

    private void CheckVocabularyText(VocabularySpec vocabulary)
    {
        if (vocabularyText is null)
        {
            return;
        }

        for (int id = 0; id < Math.Max(vocabulary.Length, vocabularyText.Length); id++)
        {
            string? here = id < vocabularyText.Length ? vocabularyText[id] : null;
            string? there = id < vocabulary.Length ? vocabulary[id] : null;
            if (here != there)
            {
                problems.Add(new FileProblem(
                    VocabularyText.FileName,
                    Math.Min(id, Math.Max(0, vocabularyText.Length - 1)) + 1,
                    1,
                    $"found {Quote(here)} for id {id}, expected {Quote(there)}, which {file.File} has (the first difference)",
                    FileProblemKind.Disagreement));
                return;
            }
        }
    }

    private static string Quote(string? token) => token is null ? "no token" : $"\"{token}\"";
}
