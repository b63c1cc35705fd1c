using System.Globalization;
using Sememe.Compiler.Collections;
using Sememe.Formats;
using Sememe.Formats.Configs;
using Sememe.Formats.Json;
using Sememe.Formats.SentencePiece;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>A SentencePiece model and <c>tokenizer_config.json</c>, converted as transformers does when there is no <c>tokenizer.json</c>.</summary>
internal sealed class ClassicSentencePieceSpecifier(
    TokenizerConfig? config, SentencePieceModel model, string? addedTokens, SpecialTokenRoles roles, List<FileProblem> problems)
{
    // In transformers' order, which decides about ids.
    private static readonly string[] s_roles = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

    public TokenizerSpec? Specify()
    {
        if (FindFamily() is not { } family || !CheckModel(family))
        {
            return null;
        }

        SentencePieceSettings settings = SentencePieceSettings.Read(config!);
        (string Text, double Score)[] pieces = [.. family.Pieces(model, settings)];
        HashSet<string> seen = new(StringComparer.Ordinal);
        if (pieces.FirstOrDefault(piece => !seen.Add(piece.Text)) is { Text: { } twice })
        {
            problems.Add(new FileProblem(model.File, 0, 0, $"found piece \"{twice}\" a second time, expected it once", FileProblemKind.Contradiction));
            return null;
        }

        VocabularySpec vocabulary = new([.. pieces.Select(static piece => piece.Text)]);
        Dictionary<string, AddedTokenSpec> added = SpecifyAddedTokens(family, settings, vocabulary);
        int? Find(string token) => vocabulary.TryGetId(token, out int id) ? id : added.TryGetValue(token, out AddedTokenSpec? other) ? other.Id : null;
        int FindRole(string role) => RequireRole(family, role, Find);
        TemplateSpec template = family.Template(settings, FindRole);
        EquatableArray<SpecialToken> special = roles.Resolve(Find, problems);
        return problems.Count > 0 ? null : new TokenizerSpec
        {
            Normalizers = family.Normalizers(model, settings),
            PreTokenizers = family.PreTokenizers(settings),
            Model = family.Model(model, vocabulary, [.. pieces.Select(static piece => piece.Score)]),
            Template = template,
            Decoders = family.Decoders(settings),
            AddedTokens = added.Values.OrderBy(static token => token.Id).ToEquatableArray(),
            SpecialTokens = special,
            VocabularySize = Math.Max(vocabulary.Length, added.Values.Select(static token => token.Id + 1).DefaultIfEmpty().Max()),
        };
    }

    private SentencePieceFamily? FindFamily()
    {
        if (config?.TokenizerClass is not { } name)
        {
            problems.Add(new FileProblem(
                TokenizerConfig.FileName, 0, 0,
                $"found no tokenizer_class, expected one: it says how {model.File} becomes a tokenizer where there is no tokenizer.json; add either", FileProblemKind.NotModelled));
            return null;
        }

        SentencePieceFamily? family = SentencePieceFamily.Find(name.Value);
        if (family is null)
        {
            problems.Add(new FileProblem(
                config.File, name.Line, name.Column,
                $"found tokenizer_class \"{name.Value}\", which is not modelled with {model.File} alone; add tokenizer.json", FileProblemKind.NotModelled));
        }

        return family;
    }

    private bool CheckModel(SentencePieceFamily family)
    {
        string? problem = model.ModelType != family.ModelType ? $"found model type {model.ModelType}, expected {family.ModelType} for {config!.TokenizerClass!.Value.Value} (1 is Unigram, 2 BPE): other types need a tokenizer.json"
            : model.TreatsWhitespaceAsSuffix ? "found treat_whitespace_as_suffix, which is not modelled"
            : model.ModelType == SentencePieceModel.Bpe && model.UnknownId != 0 ? $"found {model.UnknownId} as the id of the unknown piece, expected 0"
            : model.Pieces.FirstOrDefault(static piece => float.IsNaN(piece.Score) || float.IsInfinity(piece.Score)) is { Text: { } unscored } ? $"found piece \"{unscored}\" without a finite score, expected one"
            : model.Charsmap.Length > 0 && Charsmap.Check(Convert.ToBase64String(model.Charsmap)) is { } wrong ? wrong
            : null;
        if (problem is not null)
        {
            problems.Add(new FileProblem(model.File, 0, 0, problem, FileProblemKind.NotModelled));
        }

        return problem is null;
    }

    private int RequireRole(SentencePieceFamily family, string role, Func<string, int?> find)
    {
        (Located<string> Token, string File)? stated = roles.Stated(role);
        string token = stated?.Token.Value ?? family.SpecialTokens[role];
        if (find(token) is { } id)
        {
            return id;
        }

        problems.Add(new FileProblem(
            stated?.File ?? model.File, stated?.Token.Line ?? 0, stated?.Token.Column ?? 0, $"found {role} \"{token}\", expected a token of {model.File}", FileProblemKind.Contradiction));
        return 0;
    }

    /// <summary>What tokenizer_config.json lists; older files list nothing, and then it is the special tokens and the pieces that the model says are no text.</summary>
    private Dictionary<string, AddedTokenSpec> SpecifyAddedTokens(SentencePieceFamily family, SentencePieceSettings settings, VocabularySpec vocabulary)
    {
        Dictionary<string, AddedTokenSpec> tokens = new(StringComparer.Ordinal);
        if (config!.Root.TryGetStated("added_tokens_decoder", out JsonValue listed))
        {
            foreach (JsonMember member in listed.GetMembers())
            {
                AddListed(member, vocabulary, tokens);
            }

            return tokens;
        }

        foreach (SentencePieceEntry piece in model.Pieces)
        {
            if (piece.Kind is SentencePieceKind.Control or SentencePieceKind.UserDefined && vocabulary.TryGetId(piece.Text, out int id))
            {
                tokens[piece.Text] = new AddedTokenSpec(id, piece.Text, false, false, false, false, Special: piece.Kind == SentencePieceKind.Control);
            }
        }

        int next = vocabulary.Length;
        if (addedTokens is not null)
        {
            foreach (JsonMember member in JsonText.Parse("added_tokens.json", addedTokens).Root.GetMembers())
            {
                tokens[member.Name] = new AddedTokenSpec(member.Value.GetInt32(), member.Name, false, false, false, false, Special: false);
                next = Math.Max(next, member.Value.GetInt32() + 1);
            }
        }

        foreach (string role in s_roles.Where(role => roles.Stated(role) is not null || family.SpecialTokens.ContainsKey(role)))
        {
            string token = roles.Stated(role)?.Token.Value ?? family.SpecialTokens[role];
            AddSpecial(token, roles.Flags(role), stripsLeft: role == "mask_token" && family.MaskStripsLeft, vocabulary, tokens, ref next);
        }

        IReadOnlyList<TokenConfig>? stated = roles.StatedAdditional();
        foreach (string token in family.AdditionalTokens(settings, stated?.Select(static token => token.Content.Value)))
        {
            AddSpecial(token, stated?.FirstOrDefault(other => other.Content.Value == token), stripsLeft: false, vocabulary, tokens, ref next);
        }

        return tokens;
    }

    private static void AddSpecial(
        string token, TokenConfig? flags, bool stripsLeft, VocabularySpec vocabulary, Dictionary<string, AddedTokenSpec> tokens, ref int next)
    {
        int id = tokens.TryGetValue(token, out AddedTokenSpec? known) ? known.Id : vocabulary.TryGetId(token, out int own) ? own : next++;
        tokens[token] = new AddedTokenSpec(
            id, token, flags?.SingleWord ?? false, flags?.LeftStrip ?? stripsLeft, flags?.RightStrip ?? false, flags?.Normalized ?? false, Special: true);
    }

    private void AddListed(JsonMember member, VocabularySpec vocabulary, Dictionary<string, AddedTokenSpec> tokens)
    {
        TokenConfig token = TokenConfig.Read(member.Value);
        string content = token.Content.Value;
        bool isNumber = int.TryParse(member.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int id);
        int own = vocabulary.TryGetId(content, out int known) ? known : id;
        if (!isNumber || own != id)
        {
            problems.Add(new FileProblem(
                config!.File, token.Content.Line, token.Content.Column,
                $"found id {member.Name} for added token \"{content}\", expected {(isNumber ? $"{own}, as in {model.File}" : "a number")}", FileProblemKind.Contradiction));
        }

        tokens[content] = new AddedTokenSpec(
            id, content, token.SingleWord ?? false, token.LeftStrip ?? false, token.RightStrip ?? false, token.Normalized ?? false,
            member.Value.OptionalBoolean("special")?.Value ?? false);
    }
}
