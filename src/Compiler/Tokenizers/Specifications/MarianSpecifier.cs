using System.Globalization;
using Sememe.Compiler.Collections;
using Sememe.Formats;
using Sememe.Formats.Configs;
using Sememe.Formats.Json;
using Sememe.Formats.SentencePiece;
using Sememe.Formats.Tokenizers;
using Sememe.Tokenization.Decoders;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>
/// Marian's files, <c>source.spm</c>, <c>target.spm</c> and <c>vocab.json</c>, read as transformers' MarianTokenizer does: SentencePiece itself cuts the text by the one
/// and joins the tokens of translations by the other, and the ids are those of vocab.json.
/// </summary>
internal sealed class MarianSpecifier(
    TokenizerConfig config, SentencePieceModel model, SentencePieceModel? target, string? vocabularyJson, SpecialTokenRoles roles, List<FileProblem> problems)
{
    public const string TokenizerClass = "MarianTokenizer";

    public const string TargetModel = "target.spm";

    private const string SourceModel = "source.spm";

    private static readonly (string Key, string Default)[] s_tokens = [("eos_token", "</s>"), ("unk_token", "<unk>"), ("pad_token", "<pad>")];

    /// <summary>Roles that a file may give, and that Marian itself has no use for.</summary>
    private static readonly string[] s_otherTokens = ["bos_token", "sep_token", "cls_token", "mask_token"];

    public TokenizerSpec? Specify()
    {
        CheckModel();
        CheckTarget();
        if (ReadVocabulary() is not { } vocabulary || problems.Count > 0)
        {
            return null;
        }

        HashSet<string> additional = new((roles.StatedAdditional() ?? []).Select(static token => token.Content.Value), StringComparer.Ordinal);
        Dictionary<string, AddedTokenSpec> added = SpecifyAddedTokens(vocabulary);
        int? Find(string token) => vocabulary.TryGetId(token, out int id) ? id : added.TryGetValue(token, out AddedTokenSpec? other) ? other.Id : null;
        EquatableArray<SpecialToken> special = roles.Resolve(Find, problems);
        if (problems.Count > 0)
        {
            return null;
        }

        int unknown = added[Token("unk_token")].Id;
        int size = Math.Max(vocabulary.Length, added.Values.Max(static token => token.Id) + 1);
        return new TokenizerSpec
        {
            Normalizers = new([new LanguageCodeSpec(unknown), new SentencePieceNormalizerSpec(Convert.ToBase64String(model.Charsmap))]),
            Model = new SentencePieceUnigramSpec(
                vocabulary, model.Pieces.Where(static piece => piece.Kind == SentencePieceKind.Normal).ToEquatableArray(), unknown),
            Template = Template(new TemplatePieceSpec(added[Token("eos_token")].Id, 0)),
            Decoders = new([new PieceDecoderSpec(Join(vocabulary, added, additional, size))]),
            AddedTokens = added.Values.OrderBy(static token => token.Id).ToEquatableArray(),
            SpecialTokens = special,
            VocabularySize = size,
        };
    }

    private static TemplateSpec Template(TemplatePieceSpec end) =>
        new(new([new(TemplatePieceSpec.First, 0), end]), new([new(TemplatePieceSpec.First, 0), new(TemplatePieceSpec.Second, 0), end]));

    private string Token(string key) => roles.Stated(key)?.Token.Value ?? Array.Find(s_tokens, token => token.Key == key).Default;

    /// <summary>What SentencePiece can be told and Marian's models are not.</summary>
    private void CheckModel()
    {
        string? problem = model.File != SourceModel ? $"found {model.File}, expected {SourceModel}, which {TokenizerClass} reads"
            : model.ModelType != SentencePieceModel.Unigram ? $"found model type {model.ModelType}, expected {SentencePieceModel.Unigram} (Unigram)"
            : model.TreatsWhitespaceAsSuffix ? "found treat_whitespace_as_suffix, which is not modelled"
            : model.ByteFallback ? $"found byte_fallback, which is not modelled for {TokenizerClass}"
            : !model.AddsDummyPrefix || !model.RemovesExtraWhitespaces || !model.EscapesWhitespaces
                ? "found add_dummy_prefix, remove_extra_whitespaces or escape_whitespaces turned off, expected all three on: anything else is not modelled"
            : model.Pieces.FirstOrDefault(static piece => piece.Kind is SentencePieceKind.UserDefined or SentencePieceKind.Byte) is { Text: { } other }
                ? $"found piece \"{other}\" of a kind that is not modelled for {TokenizerClass}, expected normal, unknown and control pieces"
            : !model.Pieces.Any(static piece => piece.Kind == SentencePieceKind.Normal) ? "found no normal piece, expected some"
            : FirstTwice(model) is { } twice ? $"found piece \"{twice}\" a second time, expected it once"
            : CharsmapCheck.Check(model.Charsmap);
        if (problem is not null)
        {
            problems.Add(new FileProblem(model.File, 0, 0, problem, FileProblemKind.NotModelled));
        }

        if (config.Root.OptionalBoolean("separate_vocabs") is { Value: true } separate)
        {
            problems.Add(new FileProblem(
                config.File, separate.Line, separate.Column, "found separate_vocabs true, expected false: a vocabulary of its own for the translation is not modelled",
                FileProblemKind.NotModelled));
        }
    }

    /// <summary>The same for the model of translations, which only joins pieces.</summary>
    private void CheckTarget()
    {
        string? problem = target is null ? $"found no {TargetModel}, expected it beside {SourceModel}: it says how the tokens of a translation become text; download it from where the model is published"
            : target.DenormalizingCharsmap.Length > 0 ? "found a denormalizer_spec with rules, which is not modelled"
            : !target.AddsDummyPrefix || !target.RemovesExtraWhitespaces
                ? "found add_dummy_prefix or remove_extra_whitespaces turned off, expected both on: anything else is not modelled"
            : target.Pieces.FirstOrDefault(static piece => piece.Kind == SentencePieceKind.Byte) is { Text: { } other }
                ? $"found piece \"{other}\" of a kind that is not modelled for {TokenizerClass}, expected no bytes"
            : FirstTwice(target) is { } twice ? $"found piece \"{twice}\" a second time, expected it once"
            : null;
        if (problem is not null)
        {
            problems.Add(new FileProblem(TargetModel, 0, 0, problem, target is null ? FileProblemKind.Contradiction : FileProblemKind.NotModelled));
        }
    }

    private static string? FirstTwice(SentencePieceModel model)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        return model.Pieces.FirstOrDefault(piece => !seen.Add(piece.Text)).Text;
    }

    /// <summary>What <see cref="TargetModel"/> says about every token of the vocabulary.</summary>
    private EquatableArray<JoinedTokenSpec> Join(VocabularySpec vocabulary, Dictionary<string, AddedTokenSpec> added, HashSet<string> additional, int size)
    {
        HashSet<string> roleTokens = new(s_tokens.Select(token => Token(token.Key)).Concat(additional), StringComparer.Ordinal);
        roleTokens.UnionWith(s_otherTokens.Where(key => roles.Stated(key) is not null).Select(key => Token(key)));
        Dictionary<string, SentencePieceKind> kinds = target!.Pieces.ToDictionary(static piece => piece.Text, static piece => piece.Kind, StringComparer.Ordinal);
        JoinedTokenSpec[] tokens = new JoinedTokenSpec[size];
        for (int id = 0; id < vocabulary.Length; id++)
        {
            if (vocabulary[id] is { } token)
            {
                tokens[id] = !kinds.TryGetValue(token, out SentencePieceKind kind) ? new(TokenTextFlags.KeepsMark)
                    : kind == SentencePieceKind.Control ? new(TokenTextFlags.KeepsMark, "")
                    : kind == SentencePieceKind.Unknown ? new(TokenTextFlags.KeepsMark, target.UnknownSurface)
                    : default;
            }
        }

        foreach (AddedTokenSpec token in added.Values)
        {
            bool hasRole = roleTokens.Contains(token.Content);
            bool standsApart = !hasRole || (additional.Contains(token.Content) && token.Id >= vocabulary.Count);
            tokens[token.Id] = new(
                (hasRole ? TokenTextFlags.Special : TokenTextFlags.None) | (standsApart ? TokenTextFlags.StandsApart : TokenTextFlags.HasRole));
        }

        return new(tokens);
    }

    private VocabularySpec? ReadVocabulary()
    {
        if (vocabularyJson is not null)
        {
            return VocabularySpecifier.Specify(
                VocabularyJson.Read(VocabularyJson.FileName, vocabularyJson), new TextPosition(1, 1), new TokenizerProblems(VocabularyJson.FileName, problems));
        }

        problems.Add(new FileProblem(
            VocabularyJson.FileName, 0, 0, $"found no {VocabularyJson.FileName}, expected it beside {model.File}: it has the ids; download it from where the model is published",
            FileProblemKind.Contradiction));
        return null;
    }

    /// <summary>What tokenizer_config.json lists, and the tokens with a role.</summary>
    private Dictionary<string, AddedTokenSpec> SpecifyAddedTokens(VocabularySpec vocabulary)
    {
        Dictionary<string, AddedTokenSpec> tokens = new(StringComparer.Ordinal);
        if (config.Root.TryGetStated("added_tokens_decoder", out JsonValue listed))
        {
            foreach (JsonMember member in listed.GetMembers())
            {
                AddListed(member, vocabulary, tokens);
            }
        }

        foreach (string key in s_tokens.Select(static token => token.Key).Concat(s_otherTokens.Where(key => roles.Stated(key) is not null)))
        {
            AddSpecial(Token(key), key, roles.Flags(key), vocabulary, tokens);
        }

        foreach (TokenConfig token in roles.StatedAdditional() ?? [])
        {
            AddSpecial(token.Content.Value, "one of " + SpecialTokensMap.AdditionalKey, token, vocabulary, tokens);
        }

        return tokens;
    }

    private void AddListed(JsonMember member, VocabularySpec vocabulary, Dictionary<string, AddedTokenSpec> tokens)
    {
        TokenConfig token = TokenConfig.Read(member.Value);
        string content = token.Content.Value;
        bool isNumber = int.TryParse(member.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int id);
        string? expected = !isNumber ? "a number"
            : vocabulary.TryGetId(content, out int own) ? own == id ? null : $"{own}, as in {VocabularyJson.FileName}"
            : id < vocabulary.Length ? $"{vocabulary.Length} or more: {VocabularyJson.FileName} gives this id to \"{vocabulary[id]}\""
            : null;
        if (expected is not null)
        {
            problems.Add(new FileProblem(
                config.File, token.Content.Line, token.Content.Column, $"found id {member.Name} for added token \"{content}\", expected {expected}", FileProblemKind.Contradiction));
        }

        // Text is not normalized before SentencePiece sees it, so "normalized" has nothing to say.
        tokens[content] = new AddedTokenSpec(
            id, content, token.SingleWord ?? false, token.LeftStrip ?? false, token.RightStrip ?? false, Normalized: false,
            member.Value.OptionalBoolean("special")?.Value ?? false);
    }

    private void AddSpecial(string token, string role, TokenConfig? flags, VocabularySpec vocabulary, Dictionary<string, AddedTokenSpec> tokens)
    {
        if (tokens.ContainsKey(token))
        {
            return;
        }

        if (vocabulary.TryGetId(token, out int id))
        {
            tokens.Add(token, new AddedTokenSpec(
                id, token, flags?.SingleWord ?? false, flags?.LeftStrip ?? false, flags?.RightStrip ?? false, Normalized: false, Special: true));
            return;
        }

        problems.Add(new FileProblem(
            VocabularyJson.FileName, 0, 0, $"found no \"{token}\", expected it: it is {role} of {TokenizerClass}", FileProblemKind.Contradiction));
    }
}
