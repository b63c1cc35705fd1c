using Sememe.Compiler.Collections;
using Sememe.Formats;
using Sememe.Formats.Configs;
using Sememe.Formats.Json;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>Which token has which role: tokenizer_config.json says it, special_tokens_map.json fills in, and where neither does, the names that everybody uses.</summary>
internal sealed class SpecialTokenRoles(TokenizerConfig? config, SpecialTokensMap? map)
{
    private static readonly (string Key, string Role, string[] Names)[] s_roles =
    [
        ("pad_token", "Pad", ["[PAD]", "<pad>"]),
        ("unk_token", "Unk", ["[UNK]", "<unk>"]),
        ("cls_token", "Cls", ["[CLS]"]),
        ("sep_token", "Sep", ["[SEP]"]),
        ("mask_token", "Mask", ["[MASK]", "<mask>"]),
        ("bos_token", "Bos", ["<s>"]),
        ("eos_token", "Eos", ["</s>"]),
    ];

    /// <summary>The spelling that a file gives to a role, and the file; null when no file does.</summary>
    public (Located<string> Token, string File)? Stated(string key) =>
        config is not null && config.Tokens.TryGetValue(key, out TokenConfig? token) ? (token.Content, config.File)
        : map is not null && map.Tokens.TryGetValue(key, out token) ? (token.Content, map.File)
        : null;

    /// <summary>How the token of a role is found in text, as far as a file says it.</summary>
    public TokenConfig? Flags(string key) =>
        config is not null && config.Tokens.TryGetValue(key, out TokenConfig? token) ? token
        : map is not null && map.Tokens.TryGetValue(key, out token) ? token
        : null;

    /// <summary><c>additional_special_tokens</c>; null where no file has any.</summary>
    public IReadOnlyList<TokenConfig>? StatedAdditional() =>
        config is not null && config.Root.TryGetStated(SpecialTokensMap.AdditionalKey, out _) ? SpecialTokensMap.ReadAdditional(config.Root)
        : map is { Additional.Length: > 0 } ? map.Additional
        : null;

    /// <summary>The roles whose token exists; a file that names one that does not is a problem.</summary>
    /// <param name="find">Id of a spelling, or null.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public EquatableArray<SpecialToken> Resolve(Func<string, int?> find, List<FileProblem> problems)
    {
        List<SpecialToken> tokens = [];
        foreach ((string key, string role, string[] names) in s_roles)
        {
            if (Stated(key) is ({ } stated, { } file))
            {
                if (find(stated.Value) is { } id)
                {
                    tokens.Add(new SpecialToken(role, stated.Value, id));
                }
                else
                {
                    problems.Add(new FileProblem(
                        file, stated.Line, stated.Column, $"found {key} \"{stated.Value}\", expected a token of the vocabulary", FileProblemKind.Contradiction));
                }
            }
            else if (names.FirstOrDefault(name => find(name) is not null) is { } name)
            {
                tokens.Add(new SpecialToken(role, name, find(name)!.Value));
            }
        }

        return tokens.ToEquatableArray();
    }
}
