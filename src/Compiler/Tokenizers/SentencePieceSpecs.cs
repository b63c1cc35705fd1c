using Sememe.Compiler.Collections;
using Sememe.Formats.SentencePiece;
using Sememe.Tokenization.Decoders;

namespace Sememe.Compiler.Tokenizers;

/// <summary>SentencePiece's own normalizer, with the rules of its charsmap in Base64; empty for none.</summary>
internal sealed record SentencePieceNormalizerSpec(string Charsmap) : NormalizerSpec;

/// <summary>Marian's language codes.</summary>
/// <param name="UnknownId">Id of a code that the vocabulary lacks.</param>
internal sealed record LanguageCodeSpec(int UnknownId) : NormalizerSpec;

/// <summary>SentencePiece's own Unigram: sums of 32 bits, over the text in one, and ids of another file.</summary>
/// <param name="Vocabulary">Tokens and ids; a piece that is not among them is unknown.</param>
/// <param name="Pieces">The pieces that text is cut into, with their scores.</param>
/// <param name="UnknownId">Id of the unknown token.</param>
internal sealed record SentencePieceUnigramSpec(VocabularySpec Vocabulary, EquatableArray<SentencePieceEntry> Pieces, int UnknownId) : TokenModelSpec(Vocabulary);

/// <summary>Tokens joined as transformers' MarianTokenizer does.</summary>
/// <param name="Tokens">By id.</param>
internal sealed record PieceDecoderSpec(EquatableArray<JoinedTokenSpec> Tokens) : DecoderSpec;

/// <summary>How a token is joined with others.</summary>
/// <param name="Flags">Of <see cref="TokenTextFlags"/>, those that say so.</param>
/// <param name="Text">Its text; null for its spelling.</param>
internal readonly record struct JoinedTokenSpec(TokenTextFlags Flags, string? Text = null);
