using Sememe.Compiler.Collections;
using Sememe.Formats.Tokenizers;

namespace Sememe.Compiler.Tokenizers;

/// <summary>Unigram.</summary>
/// <param name="Vocabulary">Its pieces.</param>
/// <param name="Scores">Their scores, by id.</param>
/// <param name="UnknownId">Id of the unknown token.</param>
/// <param name="ByteFallback">Unknown text becomes tokens of its bytes, if there are such tokens.</param>
internal sealed record UnigramSpec(VocabularySpec Vocabulary, EquatableArray<double> Scores, int UnknownId, bool ByteFallback) : TokenModelSpec(Vocabulary);

/// <summary>WordLevel.</summary>
internal sealed record WordLevelSpec(VocabularySpec Vocabulary, int UnknownId) : TokenModelSpec(Vocabulary);

/// <summary>Metaspace as a pre-tokenizer.</summary>
internal sealed record MetaspaceSpec(string Mark, PrependScheme Scheme, bool Cuts) : PreTokenizerSpec
{
    public override bool AllowsCutsAtBlanks => Cuts;
}

/// <summary>Metaspace, alone or behind WhitespaceSplit, for a Unigram model: what the two are compiled to where that is exact.</summary>
internal sealed record MarkedWordsSpec(PrependScheme Scheme, bool DropsBlanks) : PreTokenizerSpec
{
    public override bool AllowsCutsAtBlanks => true;
}

/// <summary>Metaspace decoder.</summary>
internal sealed record MetaspaceDecoderSpec(string Mark, bool KeepsFirst) : DecoderSpec;
