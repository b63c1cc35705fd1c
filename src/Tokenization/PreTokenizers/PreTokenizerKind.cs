namespace Sememe.Tokenization.PreTokenizers;

/// <summary>Which pre-tokenizer a step is. The numbers are part of the table format.</summary>
internal enum PreTokenizerKind
{
    Bert = 1,
    Split = 2,

    /// <summary>ByteLevel's add_prefix_space.</summary>
    PrefixSpace = 3,

    UnicodeScripts = 4,
    FixedLength = 5,
    Metaspace = 20,
    MarkedWords = 21,
}
