using Sememe.Compiler.Collections;
using Sememe.Formats;
using Sememe.Formats.Configs;
using Sememe.Formats.Json;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>BERT's classic layout, <c>vocab.txt</c> and <c>tokenizer_config.json</c>, read as transformers' BertTokenizerFast does.</summary>
internal sealed class ClassicBertSpecifier(TokenizerConfig? config, string[] vocabularyText, SpecialTokenRoles roles, List<FileProblem> problems)
{
    private const string Prefix = "##";
    private const int MaxInputCharsPerWord = 100;

    private static readonly string[] s_classes =
    [
        "BertTokenizer", "BertTokenizerFast", "DistilBertTokenizer", "DistilBertTokenizerFast", "ElectraTokenizer", "ElectraTokenizerFast",
    ];

    private static readonly (string Key, string Default)[] s_special =
        [("unk_token", "[UNK]"), ("sep_token", "[SEP]"), ("pad_token", "[PAD]"), ("cls_token", "[CLS]"), ("mask_token", "[MASK]")];

    public TokenizerSpec? Specify()
    {
        CheckConfig();
        VocabularySpec? vocabulary = SpecifyVocabulary();
        if (vocabulary is null)
        {
            return null;
        }

        Dictionary<string, AddedTokenSpec> special = SpecifySpecialTokens(vocabulary);
        if (problems.Count > 0)
        {
            return null;
        }

        bool lowercase = config?.DoLowerCase?.Value ?? true;
        return new TokenizerSpec
        {
            Normalizers = new([new BertNormalizerSpec(
                CleanText: true, config?.TokenizeChineseChars?.Value ?? true, config?.StripAccents?.Value ?? lowercase, lowercase)]),
            PreTokenizers = new([new BertPreTokenizerSpec()]),
            Model = new WordPieceSpec(vocabulary, special["unk_token"].Id, Prefix, MaxInputCharsPerWord),
            Template = Templates.Bert(special["cls_token"].Id, special["sep_token"].Id),
            Decoders = new([new WordPieceDecoderSpec(Prefix, Cleanup: true)]),
            AddedTokens = special.Values.GroupBy(static token => token.Id).Select(static same => same.First()).OrderBy(static token => token.Id).ToEquatableArray(),
            SpecialTokens = roles.Resolve(token => vocabulary.TryGetId(token, out int id) ? id : null, problems),
            VocabularySize = vocabulary.Length,
        };
    }

    private void CheckConfig()
    {
        if (config is null)
        {
            return;
        }

        if (config.TokenizerClass is { } name && Array.IndexOf(s_classes, name.Value) < 0)
        {
            problems.Add(new FileProblem(
                config.File, name.Line, name.Column,
                $"found tokenizer_class \"{name.Value}\", which is not modelled without tokenizer.json; add that file", FileProblemKind.NotModelled));
        }

        RefuseUnless("do_basic_tokenize", static value => value.Kind == JsonKind.True, "true");
        RefuseUnless("never_split", static value => value.Kind == JsonKind.Array && value.Count == 0, "none");
    }

    private void RefuseUnless(string key, Func<JsonValue, bool> isModelled, string expected)
    {
        if (config!.Root.TryGetStated(key, out JsonValue value) && !isModelled(value))
        {
            problems.Add(new FileProblem(
                config.File, value.Position.Line, value.Position.Column,
                $"found {key} {value.Describe()}, expected {expected}: anything else is not modelled without tokenizer.json", FileProblemKind.NotModelled));
        }
    }

    private VocabularySpec? SpecifyVocabulary()
    {
        Dictionary<string, int> lines = new(StringComparer.Ordinal);
        for (int id = 0; id < vocabularyText.Length; id++)
        {
            if (lines.TryGetValue(vocabularyText[id], out int other))
            {
                problems.Add(new FileProblem(
                    VocabularyText.FileName, id + 1, 1, $"found token \"{vocabularyText[id]}\" a second time, expected it in line {other + 1} only", FileProblemKind.Contradiction));
                return null;
            }

            lines.Add(vocabularyText[id], id);
        }

        return new VocabularySpec(vocabularyText);
    }

    /// <summary>By role. transformers would append those that the vocabulary lacks; no published model needs it, so it is a mistake here.</summary>
    private Dictionary<string, AddedTokenSpec> SpecifySpecialTokens(VocabularySpec vocabulary)
    {
        Dictionary<string, AddedTokenSpec> tokens = new(StringComparer.Ordinal);
        foreach ((string key, string fallback) in s_special)
        {
            (Located<string> Token, string File)? stated = roles.Stated(key);
            string token = stated?.Token.Value ?? fallback;
            if (vocabulary.TryGetId(token, out int id))
            {
                tokens.Add(key, new AddedTokenSpec(id, token, SingleWord: false, StripLeft: false, StripRight: false, Normalized: false, Special: true));
            }
            else
            {
                problems.Add(new FileProblem(
                    stated?.File ?? VocabularyText.FileName, stated?.Token.Line ?? 0, stated?.Token.Column ?? 0,
                    $"found {key} \"{token}\", expected a token of {VocabularyText.FileName}", FileProblemKind.Contradiction));
            }
        }

        if (config is not null && config.Root.TryGetStated("added_tokens_decoder", out JsonValue added))
        {
            CheckAddedTokens(added, tokens);
        }

        return tokens;
    }

    /// <summary>Newer files list added tokens here; those that only repeat the special tokens change nothing.</summary>
    private void CheckAddedTokens(JsonValue added, Dictionary<string, AddedTokenSpec> special)
    {
        foreach (JsonMember member in added.GetMembers())
        {
            TokenConfig token = TokenConfig.Read(member.Value);
            bool isPlain = token.LeftStrip != true && token.RightStrip != true && token.SingleWord != true && token.Normalized != true;
            if (!isPlain || !special.Values.Any(known => known.Content == token.Content.Value))
            {
                problems.Add(new FileProblem(
                    config!.File, token.Content.Line, token.Content.Column,
                    $"found added token \"{token.Content.Value}\", which is not modelled without tokenizer.json; add that file", FileProblemKind.NotModelled));
            }
        }
    }
}
