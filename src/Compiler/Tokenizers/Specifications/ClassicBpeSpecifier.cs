using Sememe.Compiler.Collections;
using Sememe.Formats;
using Sememe.Formats.Configs;
using Sememe.Formats.Json;
using Sememe.Formats.Tokenizers;
using Sememe.Tokenization.PostProcessors;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>GPT-2's and RoBERTa's classic layout, <c>vocab.json</c> and <c>merges.txt</c>, read as transformers' GPT2TokenizerFast and RobertaTokenizerFast do.</summary>
internal sealed class ClassicBpeSpecifier(
    TokenizerConfig? config, VocabularyEntry[] entries, MergeEntry[] merges, SpecialTokenRoles roles, List<FileProblem> problems)
{
    private static readonly string[] s_gpt2Classes = ["GPT2Tokenizer", "GPT2TokenizerFast"];
    private static readonly string[] s_robertaClasses = ["RobertaTokenizer", "RobertaTokenizerFast"];
    private static readonly (string Key, string Default)[] s_gpt2Tokens =
        [("bos_token", "<|endoftext|>"), ("eos_token", "<|endoftext|>"), ("unk_token", "<|endoftext|>")];

    private static readonly (string Key, string Default)[] s_robertaTokens =
    [
        ("bos_token", "<s>"), ("eos_token", "</s>"), ("sep_token", "</s>"), ("cls_token", "<s>"), ("unk_token", "<unk>"), ("pad_token", "<pad>"), ("mask_token", "<mask>"),
    ];

    public TokenizerSpec? Specify()
    {
        bool? isRoberta = FindClass();
        BpeJson file = new(entries, merges, new TextPosition(1, 1));
        BpeSpec? model = BpeSpecifier.Specify(file, new TokenizerProblems(VocabularyJson.FileName, problems), new TokenizerProblems(MergesText.FileName, problems));
        if (model is null || isRoberta is not { } roberta)
        {
            return null;
        }

        VocabularySpec vocabulary = model.Vocabulary;
        Dictionary<string, AddedTokenSpec> special = SpecifySpecialTokens(vocabulary, roberta ? s_robertaTokens : s_gpt2Tokens);
        RefuseUnlessFalse("add_bos_token");
        if (problems.Count > 0)
        {
            return null;
        }

        bool addPrefixSpace = Flag("add_prefix_space") ?? false;
        return new TokenizerSpec
        {
            PreTokenizers = new([new ByteLevelSpec(addPrefixSpace, UseRegex: true)]),
            Model = model with { ByteLevel = true },
            Template = roberta ? RobertaTemplate(special, addPrefixSpace) : Templates.Plain,
            Decoders = new([new ByteLevelDecoderSpec()]),
            AddedTokens = special.Values.GroupBy(static token => token.Id).Select(static same => same.First()).OrderBy(static token => token.Id).ToEquatableArray(),
            SpecialTokens = roles.Resolve(token => vocabulary.TryGetId(token, out int id) ? id : null, problems),
            VocabularySize = vocabulary.Length,
        };
    }

    private TemplateSpec RobertaTemplate(Dictionary<string, AddedTokenSpec> special, bool addPrefixSpace) =>
        Templates.Roberta(special["cls_token"].Id, special["sep_token"].Id) with
        {
            Trimming = !(Flag("trim_offsets") ?? true) ? OffsetTrimming.None : addPrefixSpace ? OffsetTrimming.TrimAfterPrefix : OffsetTrimming.Trim,
        };

    /// <summary>True for RoBERTa, false for GPT-2, null when neither; where no file names the class, the tokens that only one of them has decide.</summary>
    private bool? FindClass()
    {
        if (config?.TokenizerClass is { } name)
        {
            bool isRoberta = Array.IndexOf(s_robertaClasses, name.Value) >= 0;
            if (isRoberta || Array.IndexOf(s_gpt2Classes, name.Value) >= 0)
            {
                return isRoberta;
            }

            problems.Add(new FileProblem(
                config.File, name.Line, name.Column,
                $"found tokenizer_class \"{name.Value}\", which is not modelled without tokenizer.json; add that file", FileProblemKind.NotModelled));
            return null;
        }

        bool hasMask = Array.Exists(entries, static entry => entry.Token == "<mask>");
        if (hasMask || Array.Exists(entries, static entry => entry.Token == "<|endoftext|>"))
        {
            return hasMask;
        }

        problems.Add(new FileProblem(
            VocabularyJson.FileName, 0, 0,
            $"found neither \"<mask>\" nor \"<|endoftext|>\" nor a tokenizer_class in {TokenizerConfig.FileName}, expected RoBERTa's or GPT-2's tokenizer; add tokenizer.json",
            FileProblemKind.NotModelled));
        return null;
    }

    private bool? Flag(string key) => config?.Root.OptionalBoolean(key)?.Value;

    private void RefuseUnlessFalse(string key)
    {
        if (Flag(key) == true)
        {
            Located<bool> flag = config!.Root.OptionalBoolean(key)!.Value;
            problems.Add(new FileProblem(
                config.File, flag.Line, flag.Column, $"found {key} true, which is not modelled without tokenizer.json; add that file", FileProblemKind.NotModelled));
        }
    }

    /// <summary>By role. transformers would append those that the vocabulary lacks; no published model needs it, so it is a mistake here.</summary>
    private Dictionary<string, AddedTokenSpec> SpecifySpecialTokens(VocabularySpec vocabulary, (string Key, string Default)[] tokens)
    {
        Dictionary<string, AddedTokenSpec> special = new(StringComparer.Ordinal);
        Dictionary<string, TokenConfig> listed = ReadListed();
        foreach ((string key, string fallback) in tokens)
        {
            (Located<string> Token, string File)? stated = roles.Stated(key);
            string token = stated?.Token.Value ?? fallback;
            if (!vocabulary.TryGetId(token, out int id))
            {
                problems.Add(new FileProblem(
                    stated?.File ?? VocabularyJson.FileName, stated?.Token.Line ?? 0, stated?.Token.Column ?? 0,
                    $"found {key} \"{token}\", expected a token of {VocabularyJson.FileName}", FileProblemKind.Contradiction));
                continue;
            }

            // The mask takes the blank before it and is found in the text as given, the others in normalized text, unless a file says otherwise.
            bool isMask = key == "mask_token";
            TokenConfig? flags = listed.TryGetValue(token, out TokenConfig? found) ? found : roles.Flags(key);
            special.Add(key, new AddedTokenSpec(
                id, token, flags?.SingleWord ?? false, flags?.LeftStrip ?? isMask, flags?.RightStrip ?? false, flags?.Normalized ?? !isMask, Special: true));
        }

        foreach (TokenConfig token in listed.Values.Where(token => !special.Values.Any(known => known.Content == token.Content.Value)))
        {
            problems.Add(new FileProblem(
                config!.File, token.Content.Line, token.Content.Column,
                $"found added token \"{token.Content.Value}\", which is not modelled without tokenizer.json; add that file", FileProblemKind.NotModelled));
        }

        return special;
    }

    /// <summary>Newer files list added tokens with all their flags.</summary>
    private Dictionary<string, TokenConfig> ReadListed()
    {
        Dictionary<string, TokenConfig> tokens = new(StringComparer.Ordinal);
        if (config is not null && config.Root.TryGetStated("added_tokens_decoder", out JsonValue added))
        {
            foreach (JsonMember member in added.GetMembers())
            {
                TokenConfig token = TokenConfig.Read(member.Value);
                tokens[token.Content.Value] = token;
            }
        }

        return tokens;
    }
}
