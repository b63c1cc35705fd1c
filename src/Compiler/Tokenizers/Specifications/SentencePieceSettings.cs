using Sememe.Formats.Configs;
using Sememe.Formats.Json;

namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>What <c>tokenizer_config.json</c> says to the conversion of a SentencePiece model.</summary>
/// <param name="Lowercases"><c>do_lower_case</c></param>
/// <param name="KeepsAccents"><c>keep_accents</c></param>
/// <param name="ExtraIds"><c>extra_ids</c></param>
internal sealed record SentencePieceSettings(bool? Lowercases, bool KeepsAccents, int? ExtraIds)
{
    /// <summary><c>legacy</c>: blanks are marked before the text is cut at added tokens.</summary>
    public bool IsLegacy { get; init; } = true;

    /// <summary><c>add_prefix_space</c></summary>
    public bool AddsPrefix { get; init; } = true;

    /// <summary><c>add_bos_token</c></summary>
    public bool AddsBeginning { get; init; } = true;

    /// <summary><c>add_eos_token</c></summary>
    public bool AddsEnd { get; init; }

    public static SentencePieceSettings Read(TokenizerConfig config) => new(
        config.DoLowerCase?.Value, config.Root.OptionalBoolean("keep_accents")?.Value ?? false, config.Root.OptionalInt32("extra_ids")?.Value)
    {
        IsLegacy = config.Root.OptionalBoolean("legacy")?.Value ?? true,
        AddsPrefix = config.Root.OptionalBoolean("add_prefix_space")?.Value ?? true,
        AddsBeginning = config.Root.OptionalBoolean("add_bos_token")?.Value ?? true,
        AddsEnd = config.Root.OptionalBoolean("add_eos_token")?.Value ?? false,
    };
}
