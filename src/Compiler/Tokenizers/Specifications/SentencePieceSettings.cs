namespace Sememe.Compiler.Tokenizers.Specifications;

/// <summary>What <c>tokenizer_config.json</c> says to the conversion of a SentencePiece model.</summary>
/// <param name="Lowercases"><c>do_lower_case</c></param>
/// <param name="KeepsAccents"><c>keep_accents</c></param>
/// <param name="ExtraIds"><c>extra_ids</c></param>
internal sealed record SentencePieceSettings(bool? Lowercases, bool KeepsAccents, int? ExtraIds);
