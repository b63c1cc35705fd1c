namespace Sememe.Tokenization.Tables;

/// <summary>What a section of the tables holds. The numbers are part of the format.</summary>
internal enum SectionKind
{
    /// <summary>Which model the tokenizer has, and the ids that have a name (see <see cref="Pipeline.TokenizerSettings"/>).</summary>
    Settings = 1,

    /// <summary>Properties of code points after normalization (see <see cref="Unicode.CodePointClasses"/>).</summary>
    CodePointClasses = 2,

    /// <summary>The normalizers (see <see cref="StepTable"/>).</summary>
    NormalizerSteps = 3,

    /// <summary>Pieces of the vocabulary that are whole words (see <see cref="WordTable"/>).</summary>
    WordTable = 4,

    /// <summary>The whole vocabulary as a trie over UTF-8 (see <see cref="DoubleArray"/>).</summary>
    VocabularyTrie = 5,

    /// <summary>Numbers of the WordPiece model (see <see cref="Models.WordPieceModel"/>).</summary>
    WordPiece = 6,

    /// <summary>Added tokens that are looked for in the text as given (see <see cref="AddedTokens.AddedTokenTable"/>).</summary>
    RawAddedTokens = 7,

    /// <summary>Added tokens that are looked for in normalized text.</summary>
    NormalizedAddedTokens = 8,

    /// <summary>Where special tokens go around one or two sequences (see <see cref="PostProcessors.Template"/>).</summary>
    Template = 9,

    /// <summary>The pre-tokenizers (see <see cref="StepTable"/>).</summary>
    PreTokenizerSteps = 10,

    /// <summary>What the published patterns ask of code points (see <see cref="Unicode.PatternClasses"/>).</summary>
    PatternClasses = 11,

    /// <summary>Numbers of the BPE model (see <see cref="Models.BpeTables"/>).</summary>
    Bpe = 12,

    /// <summary>Which pairs of tokens merge, and when (see <see cref="MergeTable"/>).</summary>
    Merges = 13,

    /// <summary>Which two tokens a token was merged from (see <see cref="Models.BpeTables"/>).</summary>
    MergeParts = 14,

    /// <summary>What the merge of each rank gives: an id per rank.</summary>
    MergeResults = 15,

    /// <summary>Ids of the byte tokens <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>, -1 where there is none.</summary>
    ByteTokens = 16,

    /// <summary>Tokens that are too long for the word table and are taken before any merge (see <see cref="DoubleArray"/>).</summary>
    LongWords = 17,

    /// <summary>Blanks at the ends of tokens (see <see cref="PostProcessors.OffsetTrimmer"/>).</summary>
    TokenBlanks = 18,

    /// <summary>Numbers of the Unigram model (see <see cref="Models.UnigramModel"/>).</summary>
    Unigram = 20,

    /// <summary>Scores of the pieces of the Unigram model.</summary>
    UnigramScores = 21,

    /// <summary>Where the first bytes of a character lead in the trie (see <see cref="Models.FirstBytes"/>).</summary>
    FirstBytes = 23,

    /// <summary>Numbers of the WordLevel model (see <see cref="Models.WordLevelModel"/>).</summary>
    WordLevel = 22,

    /// <summary>Which characters meet inside tokens (see <see cref="JointTable"/>).</summary>
    Joints = 24,

    /// <summary>Text of every token (see <see cref="Decoders.TokenTexts"/>); a section of the decoding tables.</summary>
    TokenTexts = 32,

    /// <summary>The decoders (see <see cref="StepTable"/>); a section of the decoding tables.</summary>
    DecoderSteps = 33,
}
