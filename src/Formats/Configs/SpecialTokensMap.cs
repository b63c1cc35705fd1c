using Sememe.Formats.Json;

namespace Sememe.Formats.Configs;

/// <summary><c>special_tokens_map.json</c>.</summary>
/// <param name="File">Name of the file, for messages.</param>
/// <param name="Tokens">By role: <c>bos_token</c>, <c>eos_token</c>, <c>unk_token</c>, <c>sep_token</c>, <c>pad_token</c>, <c>cls_token</c>, <c>mask_token</c>.</param>
/// <param name="Additional"><c>additional_special_tokens</c>.</param>
internal sealed record SpecialTokensMap(string File, IReadOnlyDictionary<string, TokenConfig> Tokens, TokenConfig[] Additional)
{
    public const string FileName = "special_tokens_map.json";

    public const string AdditionalKey = "additional_special_tokens";

    /// <summary>Reads the file.</summary>
    /// <exception cref="ModelFormatException">Not JSON, or a token is neither a string nor an object with <c>content</c>.</exception>
    public static SpecialTokensMap Read(string file, string text)
    {
        JsonValue root = JsonText.Parse(file, text).Root;
        _ = root.GetMembers();
        return new SpecialTokensMap(file, TokenConfig.ReadRoles(root), ReadAdditional(root));
    }

    /// <summary>The tokens under <see cref="AdditionalKey"/>; none when it is missing.</summary>
    public static TokenConfig[] ReadAdditional(JsonValue root)
    {
        List<TokenConfig> tokens = [];
        if (root.TryGetStated(AdditionalKey, out JsonValue value))
        {
            foreach (JsonValue item in value.GetItems())
            {
                tokens.Add(TokenConfig.Read(item));
            }
        }

        return [.. tokens];
    }
}
