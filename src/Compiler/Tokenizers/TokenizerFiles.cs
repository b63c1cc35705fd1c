namespace Sememe.Compiler.Tokenizers;

/// <summary>The texts of the tokenizer files of a model folder; null for a file that is not there.</summary>
internal sealed record TokenizerFiles
{
    /// <summary><c>tokenizer.json</c></summary>
    public string? TokenizerJson { get; init; }

    /// <summary><c>tokenizer_config.json</c></summary>
    public string? TokenizerConfig { get; init; }

    /// <summary><c>special_tokens_map.json</c></summary>
    public string? SpecialTokensMap { get; init; }

    /// <summary><c>vocab.txt</c></summary>
    public string? Vocabulary { get; init; }

    /// <summary><c>vocab.json</c></summary>
    public string? VocabularyJson { get; init; }

    /// <summary>Name of the SentencePiece model: <c>spiece.model</c>, <c>sentencepiece.bpe.model</c> …</summary>
    public string? SentencePieceName { get; init; }

    /// <summary>The SentencePiece model, as <see cref="Formats.BinaryText"/>.</summary>
    public string? SentencePiece { get; init; }

    /// <summary><c>target.spm</c>, which joins the tokens of Marian's translations, as <see cref="Formats.BinaryText"/>.</summary>
    public string? TargetSentencePiece { get; init; }

    /// <summary><c>added_tokens.json</c></summary>
    public string? AddedTokens { get; init; }

    /// <summary><c>merges.txt</c></summary>
    public string? Merges { get; init; }
}
