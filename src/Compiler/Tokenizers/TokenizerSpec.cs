using Sememe.Compiler.Collections;
using Sememe.Formats;
using Sememe.Tokenization.PostProcessors;

namespace Sememe.Compiler.Tokenizers;

/// <summary>What the tokenizer files of a model folder mean, cross-checked: every step that runs, nothing that does not.</summary>
internal sealed record TokenizerSpec
{
    /// <summary>Normalizers, one after the other; none when the text stays as it is.</summary>
    public EquatableArray<NormalizerSpec> Normalizers { get; init; }

    /// <summary>Pre-tokenizers, one after the other; none when the text is one split.</summary>
    public EquatableArray<PreTokenizerSpec> PreTokenizers { get; init; }

    public required TokenModelSpec Model { get; init; }

    public required TemplateSpec Template { get; init; }

    /// <summary>Decoders, one after the other; none when tokens are joined by blanks.</summary>
    public EquatableArray<DecoderSpec> Decoders { get; init; }

    public EquatableArray<AddedTokenSpec> AddedTokens { get; init; }

    /// <summary>Tokens with a role, each at most once.</summary>
    public EquatableArray<SpecialToken> SpecialTokens { get; init; }

    /// <summary>One more than the highest id, added tokens included.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Type id of padding.</summary>
    public int PadTypeId { get; init; }

    /// <summary>What the file asks to truncate to, special tokens included; null when it asks for nothing. The surface decides, not the tables.</summary>
    public int? MaxTokens { get; init; }
}

/// <summary>A normalizer.</summary>
internal abstract record NormalizerSpec
{
    /// <summary>True when a text may be cut before a blank behind an ASCII letter or digit and its parts normalized each alone.</summary>
    public virtual bool AllowsCutsAtBlanks => false;
}

/// <summary>BertNormalizer with strip_accents decided.</summary>
internal sealed record BertNormalizerSpec(bool CleanText, bool HandleChineseChars, bool StripAccents, bool Lowercase) : NormalizerSpec
{
    public override bool AllowsCutsAtBlanks => true;
}

/// <summary>A pre-tokenizer.</summary>
internal abstract record PreTokenizerSpec
{
    /// <summary>True when a text may be cut before a blank behind an ASCII letter or digit and its parts split each alone.</summary>
    public virtual bool AllowsCutsAtBlanks => false;
}

/// <summary>BertPreTokenizer.</summary>
internal sealed record BertPreTokenizerSpec : PreTokenizerSpec
{
    public override bool AllowsCutsAtBlanks => true;
}

/// <summary>A model with its vocabulary.</summary>
internal abstract record TokenModelSpec(VocabularySpec Vocabulary);

/// <summary>WordPiece.</summary>
internal sealed record WordPieceSpec(VocabularySpec Vocabulary, int UnknownId, string ContinuingSubwordPrefix, int MaxInputCharsPerWord) : TokenModelSpec(Vocabulary);

/// <summary>A decoder.</summary>
internal abstract record DecoderSpec;

/// <summary>WordPiece decoder.</summary>
internal sealed record WordPieceDecoderSpec(string Prefix, bool Cleanup) : DecoderSpec;

/// <summary>ByteLevel decoder.</summary>
internal sealed record ByteLevelDecoderSpec : DecoderSpec;

/// <summary>BPEDecoder.</summary>
internal sealed record BpeDecoderSpec(string Suffix) : DecoderSpec;

/// <summary>ByteFallback decoder.</summary>
internal sealed record ByteFallbackDecoderSpec : DecoderSpec;

/// <summary>Fuse decoder.</summary>
internal sealed record FuseDecoderSpec : DecoderSpec;

/// <summary>Replace decoder; the pattern is a <see cref="LiteralPattern"/> or a <see cref="SetPattern"/>.</summary>
internal sealed record ReplaceDecoderSpec(PatternSpec Pattern, string Content) : DecoderSpec;

/// <summary>Strip decoder.</summary>
internal sealed record StripDecoderSpec(string Character, int Start, int Stop) : DecoderSpec;

/// <summary>CTC decoder.</summary>
internal sealed record CtcDecoderSpec(string Padding, string WordMark, bool Cleanup) : DecoderSpec;

/// <summary>An added token with the id that it has.</summary>
internal sealed record AddedTokenSpec(int Id, string Content, bool SingleWord, bool StripLeft, bool StripRight, bool Normalized, bool Special);

/// <summary>Where special tokens go.</summary>
internal sealed record TemplateSpec(EquatableArray<TemplatePieceSpec> Single, EquatableArray<TemplatePieceSpec> Pair)
{
    /// <summary>What becomes of blanks at the ends of tokens.</summary>
    public OffsetTrimming Trimming { get; init; }

    /// <summary>The highest type id, and where a file states it.</summary>
    public Located<int> HighestType { get; init; }

    /// <summary>Overflowing parts have types 0 and 1, whatever the pieces say: what Hugging Face's TemplateProcessing does.</summary>
    public bool OverflowHasOwnTypes { get; init; }
}

/// <summary>A special token (its id), or a text (<see cref="First"/>, <see cref="Second"/>).</summary>
internal sealed record TemplatePieceSpec(int Id, int TypeId)
{
    public const int First = -1;

    public const int Second = -2;
}
